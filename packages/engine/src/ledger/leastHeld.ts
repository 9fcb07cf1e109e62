/**
 * The least that a segment lately held of an asset: coins that come and go within half a day are not in it (COLL-058).
 *
 * What an account's margin needs cannot leave. So what all margin needed for as long is in it, and what can be had back at once is not.
 *
 * @module
 */
import type { CollateralRow, LeastHeld, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { collateralKey } from "../state/keys.ts";
import { houseOf, type StateView } from "../state/state.ts";

/** Half a day of the clock: two of them, the one under way and the one before, reach back between half a day and a whole one. */
const SPAN_MS = DAY_MS / 2;

/** The row once it holds `heldAtoms`. */
export const withHeld = (row: CollateralRow, heldAtoms: bigint, timeMs: number): CollateralRow => {
  const least = leastAt(row, timeMs);
  return {
    ...row,
    heldAtoms: atoms(heldAtoms),
    least: { ...least, nowAtoms: minOf(least.nowAtoms, atoms(heldAtoms)) },
  };
};

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
export function leastHeldOf(row: CollateralRow, timeMs: number): Atoms {
  const { beforeAtoms, nowAtoms } = leastAt(row, timeMs);
  return minOf(beforeAtoms, nowAtoms);
}

/** The same of a segment's settlement cash: what limits that are parts of it are parts of (COLL-061); zero where it holds none. */
export function leastCashOf(state: StateView, { segmentId, settlementAssetId }: SegmentRow): Atoms {
  const row = state.collaterals.get(collateralKey(segmentId, settlementAssetId));
  return row === undefined ? ZERO_ATOMS : maxOf(leastHeldOf(row, houseOf(state).timeMs), ZERO_ATOMS);
}

/** The row's figures as of now: holdings stand still where nothing was written. */
function leastAt({ least, heldAtoms }: CollateralRow, timeMs: number): LeastHeld {
  const startMs = timeMs - (timeMs % SPAN_MS);
  if (least.startMs === startMs) return least;
  const beforeAtoms = least.startMs === startMs - SPAN_MS ? least.nowAtoms : heldAtoms;
  return { startMs, beforeAtoms, nowAtoms: heldAtoms };
}
