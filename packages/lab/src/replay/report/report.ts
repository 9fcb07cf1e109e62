/**
 * What a replay has to say when it is over.
 *
 * @module
 */
import type { Engine } from "@novate/engine";
import type { CustodyReport } from "../custody/vaultedReplay.ts";
import { SEGMENT_ID } from "../house/plan.ts";
import type { Scene } from "../scene.ts";
import { type Conservation, checkConservation } from "../tally/conservation.ts";
import type { SecondOpinion } from "../tally/secondOpinions.ts";
import type { Counts, Tally } from "../tally/tally.ts";
import { findWicks, type Wick } from "../tally/wicks.ts";

export interface ReplayReport {
  readonly tapeName: string;
  readonly seed: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly underlyings: readonly string[];
  readonly participants: number;
  readonly stateRoot: string;
  readonly counts: Counts;
  readonly conservation: Conservation;
  /** What stands in the waterfall's pools at the end. */
  readonly pools: Pools;
  readonly wicks: readonly Wick[];
  readonly opinions: readonly SecondOpinion[];
  readonly elapsedMs: number;
  /** Absent where a custodian's word brought everything in. */
  readonly custody?: CustodyReport;
}

export interface Pools {
  readonly skinInTheGameAtoms: bigint;
  readonly juniorFundAtoms: bigint;
  readonly seniorFundAtoms: bigint;
}

function poolsOf({ state }: Engine): Pools {
  const { skinAtoms, juniorFundAtoms, seniorFundAtoms } = state.segments.get(SEGMENT_ID)!; // a replay's only one
  return { skinInTheGameAtoms: skinAtoms, juniorFundAtoms, seniorFundAtoms };
}

/** Reads the last block of a replay that took `elapsedMs` on the wall. */
export function createReport(
  scene: Scene,
  tally: Tally,
  engine: Engine,
  elapsedMs: number,
  custody?: CustodyReport,
): ReplayReport {
  const { tape, plan, seed, members } = scene;
  const counts = tally.read();
  return {
    tapeName: tape.header.name,
    seed: String(seed),
    fromMs: tape.steps[0]!.timeMs,
    toMs: tape.steps.at(-1)!.timeMs,
    underlyings: plan.underlyings.map(({ name }) => name),
    participants: members.all.length,
    stateRoot: engine.stateRoot,
    counts,
    conservation: checkConservation(engine.state),
    pools: poolsOf(engine),
    wicks: findWicks({ tape, plan, used: counts.prices.used, closeOuts: counts.closeOuts.closeOuts }),
    opinions: scene.opinions.found,
    elapsedMs: Math.round(elapsedMs),
    ...(custody !== undefined && { custody }),
  };
}

export interface UnderlyingCloseOuts {
  readonly underlying: string;
  readonly accounts: number;
  readonly notionalAtoms: bigint;
}

/** Who was closed out of what: accounts and notional by underlying, in the order of the tape. */
export const closeOutsByUnderlying = ({ underlyings, counts }: ReplayReport): UnderlyingCloseOuts[] =>
  underlyings.map((underlying) => {
    const own = counts.closeOuts.closeOuts.filter((one) => one.underlying === underlying);
    const notionalAtoms = own.reduce((sum, one) => sum + one.notionalAtoms, 0n);
    return { underlying, accounts: new Set(own.map(({ accountId }) => accountId)).size, notionalAtoms };
  });

/** How many of something went by in a second of wall time. */
export const perSecond = (count: number, elapsedMs: number): number =>
  elapsedMs === 0 ? 0 : Math.round((count * 10_000) / elapsedMs) / 10;
