/**
 * The American put to full accuracy: its exercise boundary as a Chebyshev interpolant, found by fixed-point iteration.
 *
 * The boundary B(τ) solves an integral equation (I. Kim, 1990). In the variables ξ = √τ and H = ln²(B/X), X the
 * boundary just before expiry, it is so smooth that a dozen nodes give eight digits.
 *
 * Source: L. Andersen, M. Lake and D. Offengenden, "High-performance American option pricing", J. Computational Finance
 * 20 (2016): systems FP-A and FP-B, the latter where rate and yield nearly agree, or are so large beside the variance that
 * the iteration of FP-A runs away.
 * @module
 */
import { exp, ln, normalCdf, normalPdf, sqrt } from "@novate/num";
import { chebyshevCoefficients, chebyshevNodes, chebyshevValue } from "../numeric/chebyshev.ts";
import { gaussLegendre } from "../numeric/gaussLegendre.ts";
import { type SpotMarket, vanillaValue } from "./spotMarket.ts";

/** How much work to spend: nodes of the boundary, iterations, points of the two quadratures. */
export interface SpectralScheme {
  readonly nodes: number;
  readonly iterations: number;
  readonly boundaryPoints: number;
  readonly premiumPoints: number;
}

/** About 1e-10 of the strike for ordinary parameters. */
const ACCURATE_SCHEME: SpectralScheme = { nodes: 16, iterations: 16, boundaryPoints: 32, premiumPoints: 64 };

/** The two systems of the paper: FP-A, fast, weighs with normal densities; FP-B, patient, with distributions. */
type System = "densities" | "distributions";
/** Rates nearer than this make the densities cancel. */
const NEARLY_EQUAL = 0.001;
/** Change of the boundary, as a part of its end, at which it has settled. */
const SETTLED = 1e-9;
/** Times the iterations of the scheme that a boundary may take to settle. */
const MOST_ROUNDS = 40;
const LEAST_STEP = 1 / 64;

/** The exercise boundary of a put as a function of the time left. */
interface Boundary {
  readonly strike: number;
  readonly years: number;
  /** B(0+) = K·min(1, r/q). */
  readonly atExpiry: number;
  /** Chebyshev coefficients of H over ξ ∈ [0, √years]. */
  readonly coefficients: Float64Array;
}

function boundaryAt(boundary: Boundary, time: number): number {
  const x = 2 * sqrt(time / boundary.years) - 1;
  const height = chebyshevValue(boundary.coefficients, x);
  return boundary.atExpiry * exp(-sqrt(height > 0 ? height : 0));
}

/** Value of the put. Needs a positive rate, or none above a negative yield, σ > 0 and time left. */
export const spectralPut = (
  market: SpotMarket,
  strike: number,
  years: number,
  scheme: SpectralScheme = ACCURATE_SCHEME,
): number => spectralPutSurface(market, strike, years, scheme)(market.spot, years);

/** The put as a function of the spot and of the time left up to `years`: one boundary serves them all. */
export function spectralPutSurface(
  market: SpotMarket,
  strike: number,
  years: number,
  scheme: SpectralScheme = ACCURATE_SCHEME,
): (spot: number, time: number) => number {
  const boundary = solveBoundary(market, strike, years, scheme);
  return (spot, time) => {
    if (!(time > 0) || spot <= boundaryAt(boundary, time)) return Math.max(0, strike - spot);
    const at = { ...market, spot };
    return vanillaValue(at, "put", strike, time) + earlyExercisePremium(at, boundary, time, scheme.premiumPoints);
  };
}

/** 3x² − 2x³: as a variable of time it takes the square roots at both ends out of an integrand. */
const smoothStep = (x: number): number => x * x * (3 - 2 * x);

/** Interest earned less yield lost over the times at which the spot lies below the boundary. */
function earlyExercisePremium(market: SpotMarket, boundary: Boundary, years: number, points: number): number {
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const { strike } = boundary;
  const { nodes, weights } = gaussLegendre(points);
  let sum = 0;
  for (let i = 0; i < points; i += 1) {
    const x = 0.5 * (1 + nodes[i]!);
    const passed = years * smoothStep(x);
    const left = years - passed;
    if (!(left > 0) || !(passed > 0)) continue;
    const stdDev = volAnnual * sqrt(passed);
    const distance = ln(spot / boundaryAt(boundary, left)) + (rateAnnual - yieldAnnual) * passed;
    const d1 = distance / stdDev + 0.5 * stdDev;
    const d2 = d1 - stdDev;
    const gain =
      rateAnnual * strike * exp(-rateAnnual * passed) * normalCdf(-d2) -
      yieldAnnual * spot * exp(-yieldAnnual * passed) * normalCdf(-d1);
    sum += 0.5 * weights[i]! * 6 * years * x * (1 - x) * gain;
  }
  return sum;
}

function solveBoundary(market: SpotMarket, strike: number, years: number, scheme: SpectralScheme): Boundary {
  if (Math.abs(market.rateAnnual - market.yieldAnnual) >= NEARLY_EQUAL) {
    const { boundary, change } = iterate(market, strike, years, scheme, "densities", 1);
    if (change <= SETTLED) return boundary;
  }
  return iterate(market, strike, years, scheme, "distributions", MOST_ROUNDS).boundary;
}

/** Iterates as often as the scheme says, and up to `rounds` times as often until settled; steps that overshoot are halved. */
function iterate(
  market: SpotMarket,
  strike: number,
  years: number,
  scheme: SpectralScheme,
  system: System,
  rounds: number,
): { boundary: Boundary; change: number } {
  const { rateAnnual, yieldAnnual } = market;
  const atExpiry = yieldAnnual > rateAnnual ? (strike * rateAnnual) / yieldAnnual : strike;
  const nodes = chebyshevNodes(scheme.nodes);
  // Nodes run from the longest time down to zero, where H is zero.
  const times = nodes.map((x) => years * (0.5 * (1 + x)) * (0.5 * (1 + x)));
  const heights = times.map((time) => squareLog(firstBoundary(market, strike, atExpiry, time) / atExpiry));
  let boundary: Boundary = { strike, years, atExpiry, coefficients: chebyshevCoefficients(heights) };
  let change = Number.POSITIVE_INFINITY;
  let step = 1;
  const most = rounds * scheme.iterations;
  for (let iteration = 0; iteration < scheme.iterations || (change > SETTLED && iteration < most); iteration += 1) {
    const before = change;
    change = 0;
    for (let i = 0; i < scheme.nodes - 1; i += 1) {
      const own = boundaryAt(boundary, times[i]!);
      const improved = fixedPoint(market, boundary, times[i]!, scheme.boundaryPoints, system);
      const bounded = improved > 0 && improved < atExpiry ? improved : own;
      change = Math.max(change, Math.abs(bounded - own) / atExpiry);
      heights[i] = squareLog((step === 1 ? bounded : own + step * (bounded - own)) / atExpiry);
    }
    if (change > before && change > SETTLED) step = Math.max(step / 2, LEAST_STEP);
    boundary = { ...boundary, coefficients: chebyshevCoefficients(heights) };
  }
  return { boundary, change };
}

const squareLog = (ratio: number): number => ln(ratio) * ln(ratio);

/** Bjerksund and Stensland's boundary (1993) as the start: right at both ends of time. */
function firstBoundary(market: SpotMarket, strike: number, atExpiry: number, time: number): number {
  const { rateAnnual, yieldAnnual, volAnnual } = market;
  const variance = volAnnual * volAnnual;
  const half = (rateAnnual - yieldAnnual) / variance - 0.5;
  const power = -half - sqrt(half * half + (2 * rateAnnual) / variance);
  const perpetual = (strike * power) / (power - 1);
  const spread = atExpiry - perpetual;
  if (!(spread > 0)) return atExpiry * 0.999999;
  const speed = (((rateAnnual - yieldAnnual) * time - 2 * volAnnual * sqrt(time)) * atExpiry) / spread;
  return perpetual + spread * exp(Math.min(speed, 0));
}

/** One step of the fixed-point system at one time: K·e^(−(r−q)τ)·N/D. */
function fixedPoint(market: SpotMarket, boundary: Boundary, time: number, points: number, system: System): number {
  const { rateAnnual, yieldAnnual, volAnnual } = market;
  const { strike } = boundary;
  const carry = rateAnnual - yieldAnnual;
  const isByDistributions = system === "distributions";
  const own = boundaryAt(boundary, time);
  const { nodes, weights } = gaussLegendre(points);
  let cash = 0;
  let asset = 0;
  for (let i = 0; i < points; i += 1) {
    const x = 0.5 * (1 + nodes[i]!);
    const passed = time * smoothStep(x);
    const stdDev = volAnnual * sqrt(passed);
    const ratio = ln(own / boundaryAt(boundary, time - passed));
    const d1 = (ratio + carry * passed) / stdDev + 0.5 * stdDev;
    const d2 = d1 - stdDev;
    const width = 0.5 * weights[i]! * time * 6 * x * (1 - x); // dt
    const cashGrowth = exp(rateAnnual * (time - passed));
    const assetGrowth = exp(yieldAnnual * (time - passed));
    if (isByDistributions) {
      cash += width * cashGrowth * normalCdf(d2);
      asset += width * assetGrowth * normalCdf(d1);
    } else {
      cash += (width * cashGrowth * normalPdf(d2)) / stdDev;
      asset += width * assetGrowth * (normalCdf(d1) + normalPdf(d1) / stdDev);
    }
  }
  const stdDev = volAnnual * sqrt(time);
  const d1 = (ln(own / strike) + carry * time) / stdDev + 0.5 * stdDev;
  const d2 = d1 - stdDev;
  const numerator = rateAnnual * cash + (isByDistributions ? normalCdf(d2) : normalPdf(d2) / stdDev);
  const denominator =
    yieldAnnual * asset + (isByDistributions ? normalCdf(d1) : normalCdf(d1) + normalPdf(d1) / stdDev);
  return (strike * exp(-carry * time) * numerator) / denominator;
}
