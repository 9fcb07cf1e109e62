/**
 * Barriers by the method of images.
 *
 * A lognormal path started at S that must not cross H is worth the free path less a free path started at the mirror
 * image S′ = H²/S, weighted by (H/S)^(2ν/σ²), ν the drift of the logarithm. Every barrier contract of this package is
 * its payoff on a band of final spots, valued from the start and from its images.
 *
 * Source: E. Reiner and M. Rubinstein, "Breaking down the barriers", Risk 4 (1991); M. Ikeda and N. Kunitomo,
 * "Pricing options with curved boundaries", Mathematical Finance 2 (1992), in the case of flat boundaries.
 * @module
 */
import { exp, ln } from "@novate/num";
import { logMoneyness, type OptionKind } from "@novate/risk";
import {
  assetDigitalValue,
  cashDigitalValue,
  logDriftOf,
  type SpotMarket,
  stdDevOf,
  vanillaValue,
} from "./spotMarket.ts";

/**
 * Discounted value of a payoff where the final spot lies between `low` ≥ 0 and `high` ≤ ∞, and nothing elsewhere, times
 * e^power (0 unless given): a factor that may be large where the value is small.
 */
export type BandPayoff = (market: SpotMarket, low: number, high: number, years: number, power?: number) => number;

/** value · e^power; nothing stays nothing whatever the power. */
function raised(value: number, power: number): number {
  if (value === 0 || power === 0) return value;
  return power < 700 ? value * exp(power) : exp(power + ln(value));
}

/**
 * Call or put on a band, as a vanilla and a digital at each edge.
 *
 * Counted from the side of the band that is farther from the spot: the numbers are then small, and an image far beyond the band contributes nothing rather than the rounding of large differences.
 */
export const vanillaBand =
  (kind: OptionKind, strike: number): BandPayoff =>
  (market, low, high, years, power = 0) => {
    const from = kind === "call" ? Math.max(low, strike) : low;
    const to = kind === "put" ? Math.min(high, strike) : high;
    if (from >= to) return 0;
    const sign = kind === "call" ? 1 : -1;
    const above = (edge: number): number =>
      edge === Number.POSITIVE_INFINITY
        ? 0
        : vanillaValue(market, "call", edge, years) + (edge - strike) * cashDigitalValue(market, "call", edge, years);
    const below = (edge: number): number =>
      edge === 0
        ? 0
        : (edge - strike) * cashDigitalValue(market, "put", edge, years) - vanillaValue(market, "put", edge, years);
    const isFromBelow = to < Number.POSITIVE_INFINITY && market.spot * market.spot > from * to;
    const value = sign * (isFromBelow ? below(to) - below(from) : above(from) - above(to));
    return raised(Math.max(0, value), power);
  };

/** One unit of cash or of the asset if the final spot is beyond the strike, on a band. */
export const digitalBand =
  (pays: "cash" | "asset", kind: OptionKind, strike: number): BandPayoff =>
  (market, low, high, years, power = 0) => {
    const from = kind === "call" ? Math.max(low, strike) : low;
    const to = kind === "put" ? Math.min(high, strike) : high;
    if (from >= to) return 0;
    const digital = pays === "cash" ? cashDigitalValue : assetDigitalValue;
    // Count from the tail that the band is nearer to: the smaller numbers cancel less.
    const value =
      from >= market.spot
        ? digital(market, "call", from, years) - digital(market, "call", to, years)
        : digital(market, "put", to, years) - digital(market, "put", from, years);
    return raised(Math.max(0, value), power);
  };

/** The payoff from an image of the spot, times the image's weight (image/S)^(ν/σ²). */
export function fromImage(
  payoff: BandPayoff,
  market: SpotMarket,
  image: number,
  low: number,
  high: number,
  years: number,
): number {
  const power = (logDriftOf(market) * logMoneyness(image, market.spot)) / (market.volAnnual * market.volAnnual);
  return payoff({ ...market, spot: image }, low, high, years, power);
}

/** Which side the barrier lies on and what touching it does. */
export type BarrierKind = "downIn" | "downOut" | "upIn" | "upOut";

export const isDown = (kind: BarrierKind): boolean => kind === "downIn" || kind === "downOut";
export const isOut = (kind: BarrierKind): boolean => kind === "downOut" || kind === "upOut";

/** Whether the spot stands at or beyond the barrier already. */
export const isTouched = (kind: BarrierKind, spot: number, barrier: number): boolean =>
  isDown(kind) ? spot <= barrier : spot >= barrier;

/** A payoff at expiry that one continuously watched barrier brings to life or ends. Needs σ·√τ > 0. */
export function singleBarrierValue(
  payoff: BandPayoff,
  kind: BarrierKind,
  barrier: number,
  market: SpotMarket,
  years: number,
): number {
  if (isTouched(kind, market.spot, barrier))
    return isOut(kind) ? 0 : payoff(market, 0, Number.POSITIVE_INFINITY, years);
  const low = isDown(kind) ? barrier : 0;
  const high = isDown(kind) ? Number.POSITIVE_INFINITY : barrier;
  const mirrored = fromImage(payoff, market, (barrier * barrier) / market.spot, low, high, years);
  if (isOut(kind)) {
    const value = payoff(market, low, high, years) - mirrored;
    return Math.max(0, value);
  }
  const beyond = isDown(kind)
    ? payoff(market, 0, barrier, years)
    : payoff(market, barrier, Number.POSITIVE_INFINITY, years);
  return beyond + mirrored;
}

/** An image farther off than this is out of the reach of any volatility, and of floats. */
const MIN_SHIFT = 1e-200;
/** Beyond this many standard deviations a band is left for certain: the slowest eigenfunction is e^(−π²·12.5²/2) = 1e-335. */
const MOST_DEVIATIONS = 12.5;

/**
 * A payoff at expiry alive only while the spot stays between two barriers (`out`), or only once it has left (`in`).
 *
 * The images repeat with period ln(upper/lower)·2; whatever the drift, those farther than ten standard deviations carry
 * nothing beside the path itself. Work: some sixty images at most.
 */
export function doubleBarrierValue(
  payoff: BandPayoff,
  knock: "in" | "out",
  lower: number,
  upper: number,
  market: SpotMarket,
  years: number,
): number {
  const { spot } = market;
  const width = logMoneyness(upper, lower);
  const stdDev = stdDevOf(market, years);
  const isDead = spot <= lower || spot >= upper || stdDev > MOST_DEVIATIONS * width;
  if (isDead) return knock === "out" ? 0 : payoff(market, 0, Number.POSITIVE_INFINITY, years);
  const count = Math.ceil((5 * stdDev) / width) + 1;
  let images = 0;
  for (let n = -count; n <= count; n += 1) {
    const shift = exp(2 * n * width);
    if (!(shift > MIN_SHIFT && shift < 1 / MIN_SHIFT)) continue;
    if (n !== 0) images += fromImage(payoff, market, spot * shift, lower, upper, years);
    images -= fromImage(payoff, market, ((lower * lower) / spot) * shift, lower, upper, years);
  }
  const value =
    knock === "out"
      ? payoff(market, lower, upper, years) + images
      : payoff(market, 0, lower, years) + payoff(market, upper, Number.POSITIVE_INFINITY, years) - images;
  return Math.max(0, value);
}
