/**
 * How far segments are that end.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";

const NOTHING = atoms(0n);
export const NO_SUMS = { cashAtoms: NOTHING, idleAtoms: NOTHING, holderAtoms: NOTHING, gainAtoms: NOTHING, lackAtoms: NOTHING, given: [] }; // biome-ignore format: one row
export const [CLOSING, SUMMING, BOOKING, OVER] = [0, 1, 2, 3] as const;

/** Whether the segment ends, or has. */
export const isEnding = (ledger: Ledger, segmentId: number): boolean => ledger.get("windUps", segmentId) !== undefined;

/** Whether its accounts are being booked, so that nothing in it sums up. */
export function isBeingBooked(ledger: Ledger, segmentId: number): boolean {
  const phase = ledger.get("windUps", segmentId)?.phase;
  return phase === SUMMING || phase === BOOKING;
}

/** Whether everybody there is booked: nothing is left that could sum up but what it lacks (EXIT-215). */
export const isOver = (ledger: Ledger, segmentId: number): boolean => ledger.get("windUps", segmentId)?.phase === OVER;

/** Whether it has ended, and ends once more: the vault of its cash is in exit at the house's own word (EXIT-213). */
export function endsOnceMore(ledger: Ledger, segmentId: number): boolean {
  const location = ledger.get("locations", ledger.must("segments", segmentId).settlementAssetId);
  const exit = location && ledger.get("vaultExits", location.vaultId);
  const isOfHouse = exit?.phase === 2 && !exit.isForeign;
  return isOfHouse && isOver(ledger, segmentId) && !ledger.must("windUps", segmentId).isAgain;
}

export function beginWindUp(ledger: Ledger, segmentId: number, sinceMs: number, isOfExit: boolean): void {
  check("EXIT-200", !isEnding(ledger, segmentId), () => `segment ${segmentId} winds up twice`);
  const begun = { phase: CLOSING, cursor: 0, struck: null, sums: NO_SUMS, remains: [] };
  ledger.put("windUps", { segmentId, isOfExit, isAgain: false, sinceMs, ...begun });
}
