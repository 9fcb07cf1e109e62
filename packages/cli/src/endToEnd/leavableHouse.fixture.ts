/**
 * Live houses with vaults on two chains, to be left: one in a crash, with perpetuals, futures and options, collateral of several coins,
 * debtors and a fund half drawn; and one of a few quiet people. Everything in them is signed, proven and carried as in any other house.
 *
 * @module
 */
import { join } from "node:path";
import type { LocalChain, LocalChainOptions } from "@novate/chains";
import type { CheckpointRow, Command } from "@novate/codec";
import type { StateView } from "@novate/engine";
import {
  type Crew,
  type Custody,
  createCrew,
  createCustody,
  createScene,
  createSoloHost,
  createTapeClock,
  cutTape,
  loadTape,
  type ReplayVault,
  runReplay,
  type Scene,
  startVaults,
  type Tape,
  type TapeClock,
  type TapeStep,
} from "@novate/lab";
import { type RunningNode, type SoloConsensus, solo, startNode } from "@novate/node";
import { MINUTE_MS, SECOND_MS, ticks } from "@novate/num";
import { FEW_COUNTS } from "../testing/vaultedNode.fixture.ts";

const SEED = 1;

export interface Play {
  readonly window: Parameters<typeof cutTape>[1];
  readonly counts: NonNullable<Parameters<typeof createScene>[0]["counts"]>;
  /** By which factors in millionths prices jump after the tape, at once, and stay. */
  readonly jumps: Readonly<Record<string, bigint>>;
  readonly jumpSteps: number;
}

/** The fund's junior tranche loses about half, BTC and ATOM are given for debts, skin is gone. */
export const CRASH: Play = {
  window: { from: "20:55", to: "21:17", underlyings: ["BTC", "ETH", "ATOM"] },
  counts: {
    momentumTrader: 20,
    reversionTrader: 12,
    noiseTrader: 12,
    holder: 8,
    hedger: 24,
    basisTrader: 8,
    optionBuyer: 8,
    optionWriter: 8,
  },
  jumps: { BTC: 1_600_000n, ETH: 400_000n, ATOM: 3_000_000n },
  jumpSteps: 40,
};

export const QUIET: Play = {
  window: { from: "20:40", to: "20:41", underlyings: ["BTC"] },
  counts: FEW_COUNTS,
  jumps: {},
  jumpSteps: 0,
};

const E6 = 1_000_000n;
const STEP_MS = 5 * SECOND_MS;
const EPOCH_MS = 10 * MINUTE_MS;
/** Words of every publisher while days pass at once. */
const WORDS = 4;

export interface LeavableHouse {
  readonly scene: Scene;
  readonly vaults: readonly ReplayVault[];
  readonly url: string;
  /** Where the node keeps its data. */
  readonly data: string;
  /** Time of the house. */
  nowMs(): number;
  read<T>(query: (state: StateView) => T): Promise<T>;
  /** Transactions of members, in a block a second later; answers how many the house takes. */
  say(transactions: readonly Uint8Array[]): Promise<number>;
  /** The next epoch at least so long from now, struck, signed by all and brought to each vault; chains come along. */
  nextEpoch(afterMs?: number): Promise<CheckpointRow>;
  /** The node and all who attest and publish are gone; chains go on. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

interface HouseOptions {
  readonly folder: string;
  /** What runs the chains. */
  readonly start: (options: LocalChainOptions) => Promise<LocalChain>;
  /** Whether its agents bring what they have to say of some kind; all of it unless told. */
  readonly says?: (command: Command) => boolean;
}

/** Plays a house until its first epochs are over; nothing has left yet. */
export async function startHouse(play: Play, { folder, start, says }: HouseOptions): Promise<LeavableHouse> {
  const tape = withJumps(cutTape(await loadTape("2025-10-10"), play.window), play);
  const scene = createScene({ seed: SEED, tape, counts: play.counts, isVaulted: true });
  const vaults = await startVaults(scene, scene.validators!, start);
  const clock = createTapeClock(scene.plan.genesisMs);
  const data = join(folder, "house");
  const node = await startNode({
    path: data,
    genesis: scene.genesis,
    version: "test",
    api: { port: 0 },
    consensus: solo({ clock, pacing: "manual" }),
    threads: 0,
  });
  const doubts: unknown[] = [];
  const crew = await createCrew(vaults, scene.validators!, scene.sender, (doubt) => doubts.push(doubt), says);
  const house = new Played(scene, vaults, node, clock, crew, data);
  await house.play();
  return house;
}

class Played implements LeavableHouse {
  readonly scene: Scene;
  readonly vaults: readonly ReplayVault[];
  readonly data: string;
  readonly #node: RunningNode<SoloConsensus>;
  readonly #crew: Crew;
  readonly #custody: Custody;
  readonly #host: ReturnType<typeof createSoloHost>;
  #nowMs = 0;
  #isOver = false;

  constructor(
    scene: Scene,
    vaults: readonly ReplayVault[],
    node: RunningNode<SoloConsensus>,
    clock: TapeClock,
    crew: Crew,
    data: string,
  ) {
    this.scene = scene;
    this.vaults = vaults;
    this.data = data;
    this.#node = node;
    this.#crew = crew;
    this.#host = createSoloHost(node, clock);
    this.#custody = createCustody({ scene, host: this.#host, vaults, crew });
  }

  get url(): string {
    return this.#node.api!.url; // it was asked for
  }

  nowMs = (): number => this.#nowMs;

  read = <T>(query: (state: StateView) => T): Promise<T> => this.#host.read(({ state }) => query(state));

  async play(): Promise<void> {
    const custody = { ...this.#custody, close: () => Promise.resolve() };
    await runReplay(this.scene, this.#host, () => {}, undefined, custody);
    this.#nowMs = this.scene.tape.steps.at(-1)!.timeMs + 2 * SECOND_MS;
  }

  async say(transactions: readonly Uint8Array[]): Promise<number> {
    this.#nowMs += SECOND_MS;
    const { receipts } = await this.#host.apply(this.#nowMs, transactions);
    return receipts.filter(({ refusal }) => refusal === null).length;
  }

  async nextEpoch(afterMs = 0): Promise<CheckpointRow> {
    const last = this.scene.tape.steps.at(-1)!;
    const untilMs = (Math.floor((this.#nowMs + afterMs) / EPOCH_MS) + 1) * EPOCH_MS + 2 * SECOND_MS;
    // Prices go on standing where they are, a word a minute, or a few in all.
    const stepMs = afterMs === 0 ? MINUTE_MS : (untilMs - this.#nowMs) / WORDS;
    while (this.#nowMs < untilMs) {
      this.#nowMs = Math.min(untilMs, Math.ceil(this.#nowMs + stepMs));
      await this.#host.apply(this.#nowMs, this.scene.publishers.publish({ ...last, timeMs: this.#nowMs }));
    }
    await this.#custody.settle(this.#nowMs + 1, (timeMs, transactions) => {
      this.#nowMs = timeMs;
      return this.#host.apply(timeMs, transactions);
    });
    const newest = (await this.read(({ checkpoints }) => [...checkpoints.values()])).at(-1)!;
    if (!newest.isSigned) throw new Error(`checkpoint ${newest.epoch} is not signed`);
    return newest;
  }

  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#crew.stop();
    await this.#node.stop();
  }

  async stop(): Promise<void> {
    await this.end();
    await Promise.all(this.vaults.map(({ chain }) => chain.stop()));
  }
}

/** The tape with steps behind it, in which every market prints its last trade times a factor. */
export function withJumps(tape: Tape, { jumps, jumpSteps }: Play): Tape {
  const { header, steps } = tape;
  if (jumpSteps === 0) return tape;
  const prints = header.sources.map((_, column) => steps.findLast((step) => step.prints[column] !== undefined));
  const jumped = header.sources.map(({ underlying }, column): TapeStep["prints"][number] => {
    const print = prints[column]?.prints[column];
    const times = (value: bigint) => ticks((value * jumps[underlying]!) / E6);
    return (
      print && {
        ...print,
        lastTicks: times(print.lastTicks),
        lowTicks: times(print.lowTicks),
        highTicks: times(print.highTicks),
      }
    );
  });
  const later = Array.from({ length: jumpSteps }, (_, place): TapeStep => {
    return { timeMs: steps.at(-1)!.timeMs + (place + 1) * STEP_MS, prints: jumped };
  });
  return { ...tape, steps: [...steps, ...later] };
}
