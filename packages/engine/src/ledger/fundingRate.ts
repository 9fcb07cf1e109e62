/**
 * The funding rate that follows from the premium sampled so far (SETL-003, SETL-013).
 *
 * @module
 */
import type { ClearingParameters, MarketRow } from "@novate/codec";
import { divDown, maxOf, minOf, type Ppm, ppm } from "@novate/num";

/** What a funding period would cost at the premium sampled so far: its average, clamped; zero without samples. */
export function fundingRatePpm(
  { premiumSumE6, premiumSamples }: MarketRow,
  { fundingClampPpm }: Pick<ClearingParameters, "fundingClampPpm">,
): Ppm {
  const average = premiumSamples === 0 ? 0n : divDown(premiumSumE6, BigInt(premiumSamples));
  return ppm(maxOf(minOf<bigint>(average, fundingClampPpm), -fundingClampPpm));
}
