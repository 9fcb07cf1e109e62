/**
 * Whether a segment winds up, or did (EXIT-200 … EXIT-203).
 *
 * @module
 */
import {
  ExitPhase,
  type Refusal,
  refusal,
  type SegmentRow,
  type VaultExitRow,
  WindUpPhase,
  type WindUpRow,
  type WindUpSums,
} from "@novate/codec";
import { DAY_MS, ZERO_ATOMS } from "@novate/num";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { exitOfAsset } from "./vaultExit.ts";

/** It trades and takes in nothing any more. */
export const isEnding = (state: StateView, segmentId: number): boolean => state.windUps.has(segmentId);

/** What a vault in exit pays is waited for so long, and no longer: nobody is shut in because nobody books. */
export const BOOKING_WAIT_MS = 30 * DAY_MS;

/** Its end is under way, or it ends once more: nothing moves in it but by that. */
export function isWindingUp(state: StateView, segmentId: number): boolean {
  const row = state.windUps.get(segmentId);
  return row !== undefined && (row.phase < WindUpPhase.over || isAwaitingBook(state, row));
}

/** By what the vault of its cash pays, accounts may owe what they have of other assets: it stays until that is booked (EXIT-214). */
function isAwaitingBook(state: StateView, row: WindUpRow): boolean {
  const exit = exitBefore(state, row);
  return exit !== null && houseOf(state).timeMs < exit.sinceMs + BOOKING_WAIT_MS;
}

/** The exit that has the segment end once more; null where none does, or it has. */
function exitBefore(state: StateView, { segmentId, isAgain }: WindUpRow): VaultExitRow | null {
  const exit = exitOfAsset(state, mustGet(state.segments, segmentId).settlementAssetId);
  return isAgain || exit?.phase !== ExitPhase.exit || exit.isForeign ? null : exit;
}

/** It has ended, and ends once more when the vault of its cash is booked: who owes cash gives coins for it then (EXIT-213, EXIT-216). */
export function endsOnceMore(state: StateView, segmentId: number): boolean {
  const row = state.windUps.get(segmentId);
  return row !== undefined && row.phase === WindUpPhase.over && exitBefore(state, row) !== null;
}

/** It waits to be struck. */
export const isClosing = (state: StateView, segmentId: number): boolean =>
  state.windUps.get(segmentId)?.phase === WindUpPhase.closing;

/** Its accounts are worked out by what was struck, one after the other. */
export function isBeingBooked(state: StateView, segmentId: number): boolean {
  const phase = state.windUps.get(segmentId)?.phase;
  return phase === WindUpPhase.summing || phase === WindUpPhase.booking;
}

/** The same of any segment. Work: the segments that ended. */
export const isAnyBeingBooked = (state: StateView): boolean =>
  [...state.windUps.values()].some(({ segmentId }) => isBeingBooked(state, segmentId));

/** Why nothing new begins in the segment, or null. */
export const endingFault = (state: StateView, segmentId: number): Refusal | null =>
  isEnding(state, segmentId) ? refusal("SegmentWindingUp", { segmentId }) : null;

/** Why nothing moves in the segment now, or null. */
export const windingUpFault = (state: StateView, segmentId: number): Refusal | null =>
  isWindingUp(state, segmentId) ? refusal("SegmentWindingUp", { segmentId }) : null;

export const NO_SUMS: WindUpSums = {
  cashAtoms: ZERO_ATOMS,
  idleAtoms: ZERO_ATOMS,
  holderAtoms: ZERO_ATOMS,
  gainAtoms: ZERO_ATOMS,
  lackAtoms: ZERO_ATOMS,
  given: [],
};

export const begunWindUp = (
  { segmentId }: Pick<SegmentRow, "segmentId">,
  sinceMs: number,
  isOfExit: boolean,
): WindUpRow => ({
  segmentId,
  isOfExit,
  isAgain: false,
  sinceMs,
  phase: WindUpPhase.closing,
  cursor: 0,
  struck: null,
  sums: NO_SUMS,
  remains: [],
});
