/**
 * The least that a segment lately held of an asset: coins that come and go within half a day are not in it (COLL-058).
 *
 * What waits to leave is held until it is granted: whoever asked for all and took it back in the next block would else have made the least
 * of a day what it liked (COLL-082).
 *
 * What an account's margin needs cannot leave. So what all margin needed for as long is in it, and what can be had back at once is not.
 *
 * @module
 */
import type { CollateralRow, LeastHeld, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { collateralKey, queueKey } from "../state/keys.ts";
import { houseOf, type StateView } from "../state/state.ts";

/** Half a day of the clock: two of them, the one under way and the one before, reach back between half a day and a whole one. */
const SPAN_MS = DAY_MS / 2;

/** What waits to be withdrawn: it may be taken back with a word, so it is held until it is granted (COLL-082). */
const waitingOf = (state: StateView, segmentId: number, assetId: number): Atoms =>
  state.queues.get(queueKey(segmentId, assetId))?.waitingAtoms ?? ZERO_ATOMS;

/** All that the segment holds of the asset, what waits to leave counted. */
export const reachOf = (state: StateView, { spec, heldAtoms }: Pick<CollateralRow, "spec" | "heldAtoms">): Atoms =>
  atoms(heldAtoms + waitingOf(state, spec.segmentId, spec.assetId));

/** The row once it holds `heldAtoms` beside what waits, which stays what it is. */
export function withHeld(state: StateView, row: CollateralRow, heldAtoms: bigint, timeMs: number): CollateralRow {
  const least = leastAt(state, row, timeMs);
  const held = { ...row, heldAtoms: atoms(heldAtoms) };
  return { ...held, least: { ...least, nowAtoms: minOf(least.nowAtoms, reachOf(state, held)) } };
}

/** The row once `amountAtoms` of what is held wait to leave; below zero they are taken back. Nothing has left. */
export const withWaiting = (
  state: StateView,
  row: CollateralRow,
  amountAtoms: bigint,
  timeMs: number,
): CollateralRow => ({ ...row, heldAtoms: atoms(row.heldAtoms - amountAtoms), least: leastAt(state, row, timeMs) });

/** The row once `amountAtoms` of what waits have left. The queue's row is the caller's, after this one. */
export function withLeft(state: StateView, row: CollateralRow, amountAtoms: Atoms, timeMs: number): CollateralRow {
  const least = leastAt(state, row, timeMs);
  const leftAtoms = atoms(reachOf(state, row) - amountAtoms);
  return { ...row, least: { ...least, nowAtoms: minOf(least.nowAtoms, leftAtoms) } };
}

/** The row of a house that is being founded: what founders bring is held from the start, and nothing has left before it. */
export const withFounded = (row: CollateralRow, heldAtoms: bigint, timeMs: number): CollateralRow => {
  const held = atoms(heldAtoms);
  return {
    ...row,
    heldAtoms: held,
    least: { startMs: timeMs - (timeMs % SPAN_MS), beforeAtoms: held, nowAtoms: held },
  };
};

/** The least held since the half-day before this one began. */
export function leastHeldOf(state: StateView, row: CollateralRow): Atoms {
  const { beforeAtoms, nowAtoms } = leastAt(state, row, houseOf(state).timeMs);
  return minOf(beforeAtoms, nowAtoms);
}

/** The same of a segment's settlement cash: what limits that are parts of it are parts of (COLL-061); zero where it holds none. */
export function leastCashOf(state: StateView, { segmentId, settlementAssetId }: SegmentRow): Atoms {
  const row = state.collaterals.get(collateralKey(segmentId, settlementAssetId));
  return row === undefined ? ZERO_ATOMS : maxOf(leastHeldOf(state, row), ZERO_ATOMS);
}

/** The row's figures as of now: holdings stand still where nothing was written. */
function leastAt(state: StateView, row: CollateralRow, timeMs: number): LeastHeld {
  const { least } = row;
  const startMs = timeMs - (timeMs % SPAN_MS);
  if (least.startMs === startMs) return least;
  const nowAtoms = reachOf(state, row);
  const beforeAtoms = least.startMs === startMs - SPAN_MS ? least.nowAtoms : nowAtoms;
  return { startMs, beforeAtoms, nowAtoms };
}
