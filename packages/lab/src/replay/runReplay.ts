/**
 * Turns a tape: publishers sign what it recorded, the house takes its prices, people look, trade and report, step by step.
 *
 * Every step makes one block at its own time, with the prices; and, if anybody wants something then, a second one a moment
 * later with their trades, deposits and withdrawals. So people act on marks that the house has already set.
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";
import type { Intent } from "../population/types.ts";
import type { TapeStep } from "../tape/types.ts";
import type { ReplayHost } from "./host/host.ts";
import { SETTLEMENT } from "./house/plan.ts";
import type { Scene } from "./scene.ts";
import type { Member } from "./traffic/members.ts";
import { viewStep } from "./traffic/views.ts";

/** How long after the prices the trades come, unless the next step is nearer. */
const REACTION_MS = 1_000;
/** How long after the last trades those who leave ask to: prices stand still then. */
const CLOSING_MS = 100;

/** Told of each block as soon as it stands, and waited for; `step` counts from 0. */
export type BlockListener = (result: BlockResult, step: number) => void | Promise<void>;

/** Makes a block with these transactions, and lets everybody hear of it. */
export type ApplyBlock = (timeMs: number, transactions: readonly Uint8Array[]) => Promise<BlockResult>;

/** Chains beside the house, in a replay whose assets lie in vaults. */
export interface Custody {
  /** Lists the vaults of a house that holds nothing, opens its accounts and brings in what people begin with. */
  open(apply: ApplyBlock): Promise<void>;
  /** Pays into a vault; the house hears of it when it is proven. */
  deposit(member: Member, symbol: string, amountAtoms: bigint): void;
  /** Lets chains and those who attest and relay do what is due after a step. */
  settle(timeMs: number, apply: ApplyBlock): Promise<void>;
  /** After the tape: withdrawals to another chain, until they are paid and proven. */
  close(timeMs: number, apply: ApplyBlock): Promise<void>;
}

/**
 * Plays the whole tape of the scene on a founded house. `custody` is of a scene with vaults. Stops early when `signal` says so: between
 * two steps, or with vaults between two blocks, for chains end with a run and nobody plays it on.
 */
export async function runReplay(
  scene: Scene,
  host: ReplayHost,
  onBlock: BlockListener,
  signal?: AbortSignal,
  custody?: Custody,
): Promise<void> {
  try {
    await play(scene, host, onBlock, signal, custody);
  } catch (cause) {
    if (signal?.aborted !== true || cause !== signal.reason) throw cause;
  }
}

async function play(
  scene: Scene,
  host: ReplayHost,
  onBlock: BlockListener,
  signal?: AbortSignal,
  custody?: Custody,
): Promise<void> {
  const { tape } = scene;
  let index = 0;
  const apply: ApplyBlock = async (timeMs, transactions) => {
    if (custody !== undefined) signal?.throwIfAborted();
    await host.read((engine) => scene.opinions.begin(engine));
    const result = await host.apply(timeMs, transactions);
    expelManaged(scene, result);
    await host.read((engine) => scene.opinions.take(engine, result));
    await onBlock(result, index);
    return result;
  };
  await custody?.open(apply);
  for (const step of tape.steps) {
    if (signal?.aborted) return;
    const opening = index === 0 ? openingOf(scene, step.timeMs) : [];
    await apply(step.timeMs, [...scene.publishers.publish(step), ...opening]);
    const reactedMs = reactionTime(step, tape.steps[index + 1]);
    const intents = await host.read((engine) =>
      scene.population.step(viewStep(engine, scene.plan, scene.members, step.timeMs)),
    );
    const reports = scene.floor.trade(intents, (requests) => scene.population.quote(requests), reactedMs);
    const transactions = [...moneyOf(scene, intents, reactedMs, custody), ...reports.map(({ bytes }) => bytes)];
    if (transactions.length > 0) {
      const { receipts } = await apply(reactedMs, transactions);
      const byHash = new Map(receipts.map((receipt) => [receipt.hash, receipt]));
      for (const report of reports) scene.floor.hear(report, byHash.get(report.hash)!);
    }
    await custody?.settle(reactedMs, apply);
    index += 1;
  }
  index -= 1;
  await custody?.close(tape.steps.at(-1)!.timeMs + REACTION_MS + CLOSING_MS, apply);
}

/** What the first block of the tape begins with: all of it, or what is left where a custody has opened the house. */
function openingOf({ members, validators }: Scene, timeMs: number): readonly Uint8Array[] {
  const { stakes, accounts, deposits, keys } = members.open(timeMs);
  return validators === null ? [...stakes(), ...accounts(), ...deposits(), ...keys()] : [...stakes(), ...keys()];
}

/** The second block of a step: before the next one, if that is near. */
function reactionTime(step: TapeStep, next: TapeStep | undefined): number {
  const roomMs = next === undefined ? REACTION_MS : Math.max(1, Math.floor((next.timeMs - step.timeMs) / 2));
  return step.timeMs + Math.min(REACTION_MS, roomMs);
}

function moneyOf({ members }: Scene, intents: readonly Intent[], timeMs: number, custody?: Custody): Uint8Array[] {
  return intents.flatMap((intent) => {
    if (intent.type === "Deposit") {
      if (custody !== undefined) {
        custody.deposit(members.of(intent.participantId), SETTLEMENT.symbol, intent.amountAtoms);
        return [];
      }
      return [members.deposit(members.of(intent.participantId), SETTLEMENT.assetId, intent.amountAtoms, timeMs)];
    }
    if (intent.type !== "Withdraw") return [];
    return [members.withdraw(members.of(intent.participantId), intent.amountAtoms, timeMs)];
  });
}

/** What a managed account has open is void: the venues hear it from the house's events. */
function expelManaged({ members, floor }: Scene, { events }: BlockResult): void {
  for (const event of events) {
    if (event.type !== "AccountManaged") continue;
    const member = members.byAccount(event.managed.accountId);
    if (member !== undefined) floor.expel(member.participant.participantId);
  }
}
