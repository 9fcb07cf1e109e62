/**
 * How long after its match a trade may be reported, which is as long as its reference is remembered (NOV-014, NOV-051).
 *
 * @module
 */
import { type Hex, type Refusal, referenceTimeMs, refusal } from "@novate/codec";
import { MINUTE_MS, SECOND_MS } from "@novate/num";

export const TRADE_WINDOW_MS = 2 * MINUTE_MS;
/** How far a venue's clock may be ahead of the block's. */
export const TRADE_AHEAD_MS = 10 * SECOND_MS;

/** When a reference is forgotten: from then on it is too old to be taken anew. */
export const forgottenAtMs = (reference: Hex): number => referenceTimeMs(reference) + TRADE_WINDOW_MS;

/** Why an unknown reference cannot be taken at `timeMs`, or null. */
export function faultOfReference(reference: Hex, timeMs: number): Refusal | null {
  const matchedAtMs = referenceTimeMs(reference);
  const latestMs = timeMs + TRADE_AHEAD_MS;
  if (matchedAtMs > latestMs) return refusal("TradeTooEarly", { reference, matchedAtMs, latestMs });
  return forgottenAtMs(reference) <= timeMs
    ? refusal("TradeTooOld", { reference, matchedAtMs, forgottenAtMs: forgottenAtMs(reference) })
    : null;
}
