/**
 * How the settlement average fixes a forward before its expiry.
 *
 * Options settle at the mean of the spot over the last half hour. Of a forward inside that window the part that has
 * passed is known, and a spot move shifts the rest alone.
 *
 * Source: derivexyz/v2-core at commit 7736900d: LyraForwardFeed (SETTLEMENT_TWAP_DURATION) and how the cases of
 * test/risk-managers/unit-tests/PMRM_2 set it up from a single forward. Figures only.
 * @module
 */

/** Seconds before expiry in which the settlement average runs. */
const AVERAGE_SECONDS = 1800;

/** Splits a forward whose mean so far is unknown as if the spot had stood at it since the window began. */
export function fixedAndVariable(
  forward: number,
  secondsToExpiry: number,
): { readonly forwardFixed: number; readonly forwardVariable: number } {
  if (secondsToExpiry >= AVERAGE_SECONDS) return { forwardFixed: 0, forwardVariable: forward };
  const forwardVariable = (forward * secondsToExpiry) / AVERAGE_SECONDS;
  return { forwardFixed: forward - forwardVariable, forwardVariable };
}
