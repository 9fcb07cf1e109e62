/**
 * A house to play with in this process: its node, what its publishers say, its clock, its faucet. One thing happens at a time.
 *
 * @module
 */
import { type PlayHouse, SEGMENT_ID } from "@novate/lab";
import { atoms } from "@novate/num";
import { createClient, MarginMethod, type OwnerKey } from "@novate/sdk";
import { UsageError } from "../failure.ts";
import { Board } from "./board.ts";
import type { TurnedClock } from "./clock.ts";
import { type Hand, handOf } from "./hand.ts";
import type { Moves } from "./moves.ts";
import type { SoloNode } from "./soloNode.ts";

const USDC = { assetId: 1, symbol: "USDC", decimals: 6 };
/** What an account of the house begins with: a million USDC. */
export const DEFAULT_FUNDS = 1_000_000_000_000n;
/** Of one turn of the clock: each says prices, so that markets see none that are old. */
const STEP_MS = 30_000;
const MOST_STEPS = 180;

export interface Turned {
  readonly timeMs: number;
  readonly height: number;
  readonly steps: number;
}

export class World {
  readonly house: PlayHouse;
  readonly node: SoloNode;
  readonly hand: Hand;
  readonly client: ReturnType<typeof createClient>;
  readonly #board: Board;
  readonly #clock: TurnedClock;
  #busy: Promise<unknown> = Promise.resolve();
  /** No two deposits have one index; the house asks for no order of them. */
  #depositIndex: bigint;

  constructor(options: {
    readonly house: PlayHouse;
    readonly node: SoloNode;
    readonly clock: TurnedClock;
    readonly moves: Moves;
    /** Above that of every deposit before. */
    readonly depositIndex: bigint;
  }) {
    const { house, node, clock, moves, depositIndex } = options;
    this.house = house;
    this.node = node;
    this.hand = handOf(node);
    this.client = createClient({ url: node.api.url });
    this.#board = new Board(house, node, this.hand, moves);
    this.#clock = clock;
    this.#depositIndex = depositIndex;
  }

  /** Waits for its turn. */
  #alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(act);
    this.#busy = done.catch(() => {});
    return done;
  }

  get timeMs(): number {
    return this.node.consensus.status().nowMs;
  }

  /** The next prices, said now. */
  step(): Promise<void> {
    return this.#alone(() => this.#board.step());
  }

  /** Turns the clock in steps, each with prices of its own. Errors: `UsageError` for a time that has been. */
  turn(to: (nowMs: number) => number, everyMs?: number): Promise<Turned> {
    return this.#alone(async () => {
      const fromMs = this.timeMs;
      const toMs = to(fromMs);
      if (toMs <= fromMs) throw new UsageError("ClockGoesForward", `it is ${fromMs} already; ${toMs} has been`);
      const stepMs = everyMs ?? Math.max(STEP_MS, Math.ceil((toMs - fromMs) / MOST_STEPS));
      const steps = Math.ceil((toMs - fromMs) / stepMs);
      for (let step = 1; step <= steps; step++) {
        this.#clock.turnTo(Math.min(fromMs + step * stepMs, toMs));
        await this.#board.step();
      }
      const { timeMs, height } = this.node.chain.head;
      return { timeMs, height, steps };
    });
  }

  /** Says prices, in units of the feed, and holds them there; null lets one move again. */
  put(prices: ReadonlyMap<string, bigint | null>): Promise<void> {
    return this.#alone(() => this.#board.put(prices));
  }

  prices(): Promise<ReadonlyMap<string, bigint>> {
    return this.#board.spoken();
  }

  /** What can be paid in. */
  get assets(): readonly { readonly assetId: number; readonly symbol: string; readonly decimals: number }[] {
    const coins = this.house.plan.underlyings;
    return [
      USDC,
      ...coins.map(({ assetId, name, assetDecimals }) => ({ assetId, symbol: name, decimals: assetDecimals })),
    ];
  }

  /** A deposit that nobody made. Errors: `RefusedError` with the code of a refusal. */
  fund(accountId: number, assetId: number, amountAtoms: bigint): Promise<void> {
    const { custodyChainId: chainId, keys } = this.house;
    return this.#alone(() => {
      const depositIndex = this.#depositIndex++;
      const credit = { chainId, depositIndex, accountId, assetId, amountAtoms: atoms(amountAtoms) };
      return this.hand([keys.custodian, { type: "CreditDeposit", ...credit }]);
    });
  }

  /** An owner's first account, opened and funded where there is none yet. */
  async account(key: OwnerKey, amountAtoms: bigint): Promise<number> {
    const idOf = async () => (await this.client.accounts(key.address)).accounts[0]?.accountId;
    const found = await idOf();
    if (found !== undefined) return found;
    await this.hand([key, { type: "OpenAccount", segmentId: SEGMENT_ID, method: MarginMethod.cross }]);
    const opened = (await idOf())!; // it was
    if (amountAtoms > 0n) await this.fund(opened, USDC.assetId, amountAtoms);
    return opened;
  }
}
