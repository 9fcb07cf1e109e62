/**
 * The average of samples at which a dated contract settles: how often it is taken, and when it decides (SETL-005, SETL-006, SETL-015).
 *
 * @module
 */
import type { ClearingParameters, MarketRow } from "@novate/codec";
import { divDown, MINUTE_MS, PPM_ONE } from "@novate/num";

/** One sample a minute at most. */
export const FIXING_SAMPLE_MS = MINUTE_MS;

/** Samples that can still be taken from `timeMs` on, the expiry's own instant included. */
export function slotsLeft(
  { fixingSamples, fixingSampledAtMs }: Pick<MarketRow, "fixingSamples" | "fixingSampledAtMs">,
  expiryMs: number,
  timeMs: number,
): number {
  const nextMs = fixingSamples === 0 ? timeMs : Math.max(timeMs, fixingSampledAtMs + FIXING_SAMPLE_MS);
  return nextMs > expiryMs ? 0 : Math.floor((expiryMs - nextMs) / FIXING_SAMPLE_MS) + 1;
}

/** The rung of an average of so many samples: 0 as many as are asked for, 1 half of them at least; null: it does not decide. */
export function rungOfAverage(samples: number, clearing: ClearingParameters): 0 | 1 | null {
  if (samples === 0) return null;
  const { expiryWindowMs, expiryCoveragePpm } = clearing;
  const coveragePpm = divDown(BigInt(samples * FIXING_SAMPLE_MS) * PPM_ONE, BigInt(expiryWindowMs));
  if (coveragePpm >= expiryCoveragePpm) return 0;
  return 2n * coveragePpm >= expiryCoveragePpm ? 1 : null;
}

/** The average so far, in feed units, rounded down; at least one sample. */
export const averageOf = ({ fixingSum, fixingSamples }: Pick<MarketRow, "fixingSum" | "fixingSamples">): bigint =>
  divDown(fixingSum, BigInt(fixingSamples));
