/**
 * Segments that wind up: they trade no more, and what everybody in them has is worked out once and booked.
 *
 * @module
 */
import { atoms, bool, coded, list, optional, struct, timeMs, type ValueOf } from "../../field/index.ts";
import { accountId, segmentId } from "../ids.ts";
import { Balance } from "./accounts.ts";
import { StruckCollateral, StruckMark, StruckSegment } from "./claims.ts";

/** It waits for prices that nobody doubts; its accounts are summed; they are booked; it is over. */
export const WindUpPhase = { closing: 0, summing: 1, booking: 2, over: 3 } as const;

/** All that moves and that accounts are worked out by, of one instant: pools, marks and what collateral is worth. */
export const StruckWindUp = struct("StruckWindUp", {
  atMs: timeMs,
  segment: StruckSegment,
  lastAccountId: accountId,
  marks: list(StruckMark, 65_535),
  collaterals: list(StruckCollateral, 65),
});
export type StruckWindUp = ValueOf<typeof StruckWindUp>;

/** What the claims of accounts sum to, as in a count (CLAIM-004 … CLAIM-007). */
export const WindUpSums = struct("WindUpSums", {
  cashAtoms: atoms,
  idleAtoms: atoms,
  holderAtoms: atoms,
  gainAtoms: atoms,
  lackAtoms: atoms,
  given: list(Balance, 65),
});
export type WindUpSums = ValueOf<typeof WindUpSums>;

/**
 * A segment that winds up, or did. `isAgain`: once more, after all that the vault of its cash pays was booked (EXIT-213). `isOfExit`: because its settlement cash lies in a vault in exit; else governance said so. `cursor`: the last
 * account that its phase has done. `remains`: coins on their way between its accounts, and in the end what is left of them, nobody's.
 */
export const WindUpRow = struct("WindUpRow", {
  segmentId,
  isOfExit: bool,
  isAgain: bool,
  sinceMs: timeMs,
  phase: coded("WindUpPhase", WindUpPhase),
  cursor: accountId,
  struck: optional(StruckWindUp),
  sums: WindUpSums,
  remains: list(Balance, 65),
});
export type WindUpRow = ValueOf<typeof WindUpRow>;
