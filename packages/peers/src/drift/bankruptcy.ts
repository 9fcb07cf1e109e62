/**
 * How much of an account a liquidation may take at once, and how what it cannot pay is borne by the others.
 *
 * @module
 */
import { divDown, divUp } from "@novate/num";
import { absolute, least } from "../core/bigint.ts";
import type { DriftConstants } from "./profile.ts";

/** Parts that a liquidation percentage counts in. */
const WHOLE = 10_000n;
/** Shortages below so many dollars are liquidated at once. */
const SMALL_SHORTAGE_DOLLARS = 50n;
/** Digits of a deposit balance and its cumulative interest together. */
const DEPOSIT_DIGITS = 19n;

/** Rise of the cumulative funding rate, in billionths, by which all open interest pays a loss; rounded up. */
export const fundingRateDelta = (unit: DriftConstants, loss: bigint, long: bigint, short: bigint): bigint =>
  divUp(absolute(loss) * unit.base, absolute(long) + absolute(short)) * divDown(unit.fundingRate, unit.quote);

export interface Deposits {
  readonly balance: bigint;
  readonly cumulativeInterest: bigint;
  readonly decimals: bigint;
}

/** Fall of the cumulative deposit interest by which all depositors pay a borrow; rounded up, none without deposits. */
export function depositInterestDelta(borrow: bigint, deposits: Deposits): bigint {
  const tokens = divDown(deposits.balance * deposits.cumulativeInterest, 10n ** (DEPOSIT_DIGITS - deposits.decimals));
  return tokens === 0n ? 0n : divUp(deposits.cumulativeInterest * borrow, tokens);
}

/** Part of the shortage, over 10⁴, that may be liquidated now: it grows from `initial` with the slots that passed. */
export function largestPart(
  unit: DriftConstants,
  shortage: bigint,
  freed: bigint,
  slotsElapsed: bigint,
  initial: bigint,
  durationSlots: bigint,
): bigint {
  if (shortage < SMALL_SHORTAGE_DOLLARS * unit.quote) return WHOLE;
  const grown = (durationSlots === 0n ? WHOLE : divDown(slotsElapsed * WHOLE, durationSlots)) + initial;
  const allowed = divDown((shortage + freed) * least(grown, WHOLE), WHOLE);
  return allowed <= freed ? 0n : divDown((allowed - freed) * WHOLE, shortage);
}
