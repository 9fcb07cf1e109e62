/**
 * Funding: what a rate adds to the index, what an index pays, and the rate that samples make.
 *
 * @module
 */

import { divDown } from "@novate/num";
import { most } from "../core/bigint.ts";
import { divTruncated, PPM, shiftDecimals } from "./integer.ts";
import { FUNDING_PERIOD_SECONDS, type MarketPrice, QUOTE_RESOLUTION } from "./profile.ts";

/** Change of the funding index over `seconds` at an eight-hour rate; one truncation toward zero at the end. */
export function fundingIndexDelta(
  ratePpm: bigint,
  seconds: bigint,
  price: MarketPrice,
  atomicResolution: bigint,
): bigint {
  const exponent = price.exponent + atomicResolution - QUOTE_RESOLUTION;
  const product = ratePpm * seconds * price.price;
  return exponent >= 0n
    ? divTruncated(product * 10n ** exponent, FUNDING_PERIOD_SECONDS)
    : divTruncated(product, FUNDING_PERIOD_SECONDS * 10n ** -exponent);
}

/** Settlement in millionths of a quote quantum: longs pay a rise of the index. */
export const settlementPpm = (quantums: bigint, index: bigint, perpetualIndex: bigint): bigint =>
  -quantums * (perpetualIndex - index);

/** Settlement in quote quantums, rounded against the account. */
export const settlementQuantums = (totalPpm: bigint): bigint => divDown(totalPpm, PPM);

/**
 * Samples in order without their tails: `removalRatePpm` of them at each end, the two together rounded down and the odd
 * one from the top. Samples that lose nothing, or would lose all, stay as they are.
 */
export function withoutTails(samples: readonly bigint[], removalRatePpm: bigint): readonly bigint[] {
  const removed = Number(divDown(BigInt(samples.length) * removalRatePpm * 2n, PPM));
  if (removed <= 0 || removed >= samples.length) return samples;
  const sorted = [...samples].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const bottom = Math.floor(removed / 2);
  return sorted.slice(bottom, sorted.length - (removed - bottom));
}

/** Average premium: missing samples count as zero, surplus ones count as samples. Truncated toward zero. */
export function averagePremium(samples: readonly bigint[], expected: bigint): bigint {
  const count = most(BigInt(samples.length), expected);
  if (count === 0n) return 0n;
  return divTruncated(
    samples.reduce((sum, sample) => sum + sample, 0n),
    count,
  );
}

export const clampRate = (ratePpm: bigint, limitPpm: bigint): bigint =>
  ratePpm > limitPpm ? limitPpm : ratePpm < -limitPpm ? -limitPpm : ratePpm;

/** Quote quantums of a fill at a price in subticks. */
export const fillQuote = (fill: bigint, subticks: bigint, quantumConversionExponent: bigint): bigint =>
  shiftDecimals(fill * subticks, quantumConversionExponent);
