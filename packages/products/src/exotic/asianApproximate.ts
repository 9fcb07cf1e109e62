/**
 * Average-price options where the average is, or is taken to be, lognormal.
 *
 * Exact for geometric averages (A. Kemna and A. Vorst, J. Banking and Finance 14, 1990). For arithmetic averages the
 * first two moments are matched: S. Turnbull and L. Wakeman, JFQA 26 (1991), on discrete fixings, each with its own
 * volatility; E. Levy, J. Int. Money and Finance 11 (1992), on the continuous average.
 * @module
 */
import { exp, expm1, ln, sqrt } from "@novate/num";
import { black76Value, type OptionKind } from "@novate/risk";
import { discountOf, logDriftOf, type SpotMarket, vanillaValue } from "./spotMarket.ts";

/** Fixings still to come and what is known of those past. */
export interface AveragingSchedule {
  /** Times of the fixings to come, increasing; the first may be 0. */
  readonly fixingYears: readonly number[];
  /** Number of fixings past and, for an arithmetic average, their sum; for a geometric one, their product's logarithm. */
  readonly pastCount: number;
  readonly pastSum: number;
}

/** Option on the geometric mean of discrete fixings: exact. */
export function discreteGeometricValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  schedule: AveragingSchedule,
  years: number,
): number {
  const { fixingYears, pastCount, pastSum } = schedule;
  const count = pastCount + fixingYears.length;
  const drift = logDriftOf(market);
  let timeSum = 0;
  let covariance = 0; // Σ Σ min(tᵢ, tⱼ)
  for (const [index, time] of fixingYears.entries()) {
    timeSum += time;
    covariance += time * (2 * (fixingYears.length - index) - 1);
  }
  const variance = (market.volAnnual * market.volAnnual * covariance) / (count * count);
  const mean = (pastSum + fixingYears.length * ln(market.spot) + drift * timeSum) / count;
  return discountOf(market, years) * black76Value(kind, exp(mean + 0.5 * variance), strike, sqrt(variance));
}

/** Option on the continuous geometric mean of the whole life: exact, a vanilla with σ/√3 and half the carry. */
export function continuousGeometricValue(market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const { rateAnnual, yieldAnnual, volAnnual } = market;
  const carry = 0.5 * (rateAnnual - yieldAnnual - (volAnnual * volAnnual) / 6);
  return vanillaValue(
    { ...market, yieldAnnual: rateAnnual - carry, volAnnual: volAnnual / sqrt(3) },
    kind,
    strike,
    years,
  );
}

/**
 * Turnbull and Wakeman on discrete fixings: a lognormal with the exact first two moments of the average.
 *
 * `totalVariances`, where given, is the variance of the logarithm accumulated by each fixing: a term structure.
 */
export function turnbullWakemanValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  schedule: AveragingSchedule,
  years: number,
  totalVariances?: readonly number[],
): number {
  const { fixingYears, pastCount, pastSum } = schedule;
  const count = pastCount + fixingYears.length;
  const carry = market.rateAnnual - market.yieldAnnual;
  const discount = discountOf(market, years);
  const varianceAt = (index: number): number =>
    totalVariances?.[index] ?? market.volAnnual * market.volAnnual * fixingYears[index]!; // one a fixing

  let first = 0;
  let second = 0;
  for (const [index, time] of fixingYears.entries()) {
    const forward = market.spot * exp(carry * time);
    // Cov with every earlier fixing is that of the earlier one: E[Sᵢ·Sⱼ] = Fᵢ·Fⱼ·e^(variance at the earlier).
    second += 2 * forward * exp(varianceAt(index)) * sumOfLater(fixingYears, index, market.spot, carry);
    second += forward * forward * exp(varianceAt(index));
    first += forward;
  }
  const strikeLeft = count * strike - pastSum; // on the sum of the fixings to come
  if (strikeLeft <= 0) return kind === "call" ? (discount * (first - strikeLeft)) / count : 0;
  const stdDev = sqrt(Math.max(0, ln(second / (first * first))));
  return (discount * black76Value(kind, first, strikeLeft, stdDev)) / count;
}

/** Σ of the forwards of the fixings after `index`. */
function sumOfLater(times: readonly number[], index: number, spot: number, carry: number): number {
  let sum = 0;
  for (let later = index + 1; later < times.length; later += 1) sum += spot * exp(carry * times[later]!);
  return sum;
}

/** (e^x − 1)/x, 1 at 0. */
const growthMean = (x: number): number => (x === 0 ? 1 : expm1(x) / x);

/**
 * Levy on the continuous arithmetic average over `averagingYears`, of which `years` are left and whose mean so far is
 * `averageSoFar`.
 */
export function levyAsianValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  averageSoFar: number,
  averagingYears: number,
  years: number,
): number {
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const carry = rateAnnual - yieldAnnual;
  const variance = volAnnual * volAnnual;
  const share = years / averagingYears;
  const mean = spot * growthMean(carry * years); // of the average to come
  // E[A²] = 2S²/τ² ∫∫_{u<v} e^{(2b+σ²)u + b(v−u)}: the difference quotient of (e^x − 1)/x between b and 2b + σ².
  const slope = (carry + variance) * years;
  const outer = growthMean((2 * carry + variance) * years);
  const inner = growthMean(carry * years);
  const square = 2 * spot * spot * (Math.abs(slope) < 1e-6 ? growthSlope(carry * years) : (outer - inner) / slope);
  const strikeLeft = strike - (1 - share) * averageSoFar;
  const discount = discountOf(market, years);
  if (strikeLeft <= 0) return kind === "call" ? discount * (share * mean - strikeLeft) : 0;
  const stdDev = sqrt(Math.max(0, ln(square / (mean * mean))));
  return discount * black76Value(kind, share * mean, strikeLeft, stdDev);
}

/** Derivative of (e^x − 1)/x. */
const growthSlope = (x: number): number =>
  Math.abs(x) < 1e-3 ? 0.5 + x / 3 + (x * x) / 8 : (exp(x) - growthMean(x)) / x;
