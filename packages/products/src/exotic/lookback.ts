/**
 * Lookback options: payoffs on the highest or lowest spot of all or part of their life.
 *
 * The expectation of an extreme is an integral of touch probabilities over the level, E[max − K]⁺ = ∫ P(max > x) dx.
 * The integrand is smooth, so one quadrature in ln x gives every contract to about 1e-13 of the spot, at any carry,
 * where the closed forms divide by the carry. For partial lookbacks the probability is bivariate.
 *
 * Source: M. Goldman, H. Sosin and M. Gatto, J. Finance 34 (1979); A. Conze and Viswanathan, J. Finance 46 (1991);
 * R. Heynen and H. Kat, "Selective memory", Risk 7 (1994).
 * @module
 */
import { exp, ln } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import { integratePanels } from "../numeric/gaussLegendre.ts";
import { type BandPayoff, fromImage } from "./images.ts";
import { discountOf, logDriftOf, type SpotMarket, signOf, stdDevOf, vanillaValue } from "./spotMarket.ts";
import { cashAtExpiry } from "./touch.ts";
import { type Side, twoTimeDigital } from "./twoTimes.ts";

/** Standard deviations beyond which the extreme does not reach: Φ(−10) is 1e-23. */
const REACH = 10;

/** ∫ of `heightAt(level)` over the levels from `edge` away from it (up if `sign` is 1), as far as the spot can reach. */
function integrateLevels(
  market: SpotMarket,
  years: number,
  edge: number,
  sign: 1 | -1,
  heightAt: (level: number) => number,
): number {
  const stdDev = stdDevOf(market, years);
  const drift = sign * logDriftOf(market) * years;
  const start = sign * ln(edge / market.spot);
  // A level times the chance to touch it is a normal density around the drift in the asset's own measure.
  const stop = Math.max(0, drift + sign * stdDev * stdDev) + REACH * stdDev;
  if (stop <= start) return 0;
  const inLog = (x: number): number => {
    const level = market.spot * exp(sign * x);
    return level * heightAt(level);
  };
  const over = (from: number, to: number): number =>
    integratePanels(inLog, from, to, Math.min(64, Math.ceil((to - from) / Math.min(4 * stdDev, 8)) + 1), 32);
  const edges = [start, ...kinksOf(drift, stdDev).filter((x) => x > start && x < stop), stop];
  let sum = 0;
  for (let i = 1; i < edges.length; i += 1) sum += over(edges[i - 1]!, edges[i]!);
  return sum;
}

/**
 * Where the chance to touch a level changes its form: where it begins to be less than certain, at the spot, and under a drift
 * of many standard deviations where the drift carries to, or soon beyond the spot if it leads away from the level.
 */
function kinksOf(drift: number, stdDev: number): readonly number[] {
  const certain = Math.min(0, drift) - REACH * stdDev;
  if (Math.abs(drift) < 8 * stdDev) return [certain, 0];
  return drift > 0 ? [certain, 0, drift - REACH * stdDev] : [certain, 0, (20 * stdDev * stdDev) / -drift];
}

/**
 * Pays the excess of the maximum over the strike (call) or of the strike over the minimum (put), the extreme taken over
 * the life so far (`extreme`) and to come.
 */
export function fixedLookbackValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  extreme: number,
  years: number,
): number {
  const sign = signOf(kind);
  const edge = sign > 0 ? Math.max(strike, extreme, market.spot) : Math.min(strike, extreme, market.spot);
  const settled = sign * (edge - strike); // what is certain already: positive or zero
  const toCome = integrateLevels(market, years, edge, sign, (level) => cashAtExpiry(market, level, years, true));
  return discountOf(market, years) * settled + toCome;
}

/** Pays the final spot less the minimum (call), or the maximum less the final spot (put). */
export function floatingLookbackValue(market: SpotMarket, kind: OptionKind, extreme: number, years: number): number {
  const prepaid = market.spot * exp(-market.yieldAnnual * years);
  const reached = kind === "call" ? Math.min(extreme, market.spot) : Math.max(extreme, market.spot);
  // A floating call is the asset less the minimum, and the minimum is what is reached less a fixed put on it.
  const ahead = fixedLookbackValue(market, kind === "call" ? "put" : "call", reached, reached, years);
  const held = discountOf(market, years) * reached;
  return kind === "call" ? prepaid - held + ahead : held - prepaid + ahead;
}

const ANYWHERE: Side = { isAbove: true, level: 0 };

/** A digital on the final spot, given a condition at an earlier time, as a payoff for images. */
const conditionedDigital =
  (early: Side, earlyYears: number, late: Side): BandPayoff =>
  (market, _low, _high, years, power) =>
    twoTimeDigital("cash", market, early, earlyYears, late, years, power);

/**
 * Pays S − λ·min over [0, watchYears] (call) or λ·max − S (put) at expiry, if positive. Needs 0 < watchYears < years.
 *
 * The strike λ·min falls from its present value as new minima are made; each step down adds a digital on "the minimum
 * went below y and the spot ends above λ·y".
 */
export function partialFloatingLookbackValue(
  market: SpotMarket,
  kind: OptionKind,
  extreme: number,
  multiple: number,
  watchYears: number,
  years: number,
): number {
  const isCall = kind === "call";
  const reached = isCall ? Math.min(extreme, market.spot) : Math.max(extreme, market.spot);
  const digital = (level: number): number => {
    const late = { isAbove: isCall, level: multiple * level };
    const beyond = twoTimeDigital("cash", market, { isAbove: !isCall, level }, watchYears, late, years);
    const image = (level * level) / market.spot;
    const returned = conditionedDigital({ isAbove: isCall, level }, watchYears, late);
    return beyond + fromImage(returned, market, image, 0, 0, years);
  };
  const extension = integrateLevels(market, years, reached, isCall ? -1 : 1, digital);
  return vanillaValue(market, kind, multiple * reached, years) + multiple * extension;
}

/** Pays the excess of the maximum (minimum) over [watchYears, years] over (under) the strike. Needs 0 < watchYears < years. */
export function partialFixedLookbackValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  watchYears: number,
  years: number,
): number {
  const isCall = kind === "call";
  const touched = (level: number): number => {
    const inside: Side = { isAbove: !isCall, level };
    const outside: Side = { isAbove: isCall, level };
    const beyond = twoTimeDigital("cash", market, outside, watchYears, ANYWHERE, years);
    const leaving = twoTimeDigital("cash", market, inside, watchYears, outside, years);
    const mirrored = fromImage(
      conditionedDigital(outside, watchYears, inside),
      market,
      (level * level) / market.spot,
      0,
      0,
      years,
    );
    return beyond + leaving + mirrored;
  };
  return integrateLevels(market, years, strike, isCall ? 1 : -1, touched);
}
