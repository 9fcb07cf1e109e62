/**
 * Shocks: hours that moved far beyond what the slow volatility says. They come in clusters, and one that has come raises
 * what is required for about a day, before any average of squares can have taken it in.
 *
 * Source: A. Hawkes, Biometrika 58 (1971), self-exciting point processes, here with a decay of one memory.
 *
 * @module
 */
import { exp, HOUR_MS, sqrt, YEAR_MS } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";

/** A price and when it was seen; time 0 before the first one. */
interface Moment {
  readonly timeMs: number;
  readonly lnPrice: number;
}

export interface Shocks {
  /** From where the next hour is measured, and when it begins: after a shock, at the end of the hour that had it. */
  readonly anchor: Moment;
  /** Shocks counted, each faded by its age. */
  readonly intensity: number;
}

/** What shocks may add is bounded, whatever comes. */
const MOST_INTENSITY = 8;

/**
 * Takes in one price, `sinceMs` after the last. A move since the anchor beyond `shockSigmas` slow deviations of its time,
 * an hour at least, is a shock as soon as it is seen; an hour has one at most, so the pace of samples adds none.
 */
export function countShock(
  { anchor, intensity }: Shocks,
  price: Moment,
  sinceMs: number,
  slowVariance: number,
  parameters: ForecastParameters,
): Shocks {
  const faded = intensity * exp(-sinceMs / parameters.shockMemoryMs);
  const elapsedMs = price.timeMs - anchor.timeMs;
  if (elapsedMs < 0) return { anchor, intensity: faded };
  const deviation = sqrt((slowVariance * Math.max(elapsedMs, HOUR_MS)) / YEAR_MS);
  const isShock = Math.abs(price.lnPrice - anchor.lnPrice) > parameters.shockSigmas * deviation;
  const isOver = isShock || elapsedMs >= HOUR_MS;
  return {
    anchor: isOver ? { ...price, timeMs: Math.max(price.timeMs, anchor.timeMs + HOUR_MS) } : anchor,
    intensity: isShock ? Math.min(faded + 1, MOST_INTENSITY) : faded,
  };
}

/** By how much the shocks of late raise what is required. */
export const shockFactor = ({ intensity }: Shocks, { shockShare }: ForecastParameters): number =>
  1 + shockShare * intensity;
