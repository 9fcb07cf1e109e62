/**
 * Why a replay cannot be run on a tape, and what to do about it.
 *
 * @module
 */

/** In the order in which they are checked. */
export type ReplayErrorCode =
  | "TooManyUnderlyings"
  | "TooManyVenues"
  | "NameTooLong"
  | "UnderlyingIsSettlement"
  | "UnderlyingSilent"
  | "PriceOutOfReach"
  | "HistoryDiffers"
  | "CustodyStuck";

/** A refusal of the outside world's tape, although it is a well-formed one. */
export class ReplayError extends Error {
  override readonly name = "ReplayError";
  readonly code: ReplayErrorCode;

  constructor(code: ReplayErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
