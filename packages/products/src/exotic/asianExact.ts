/**
 * Options on an arithmetic average, by quadrature over one variable and one fixing at a time.
 *
 * A sum of fixings S₁ + … + Sₙ less a threshold depends, seen from fixing j, on one ratio only:
 * z = (threshold − sum so far)/Sⱼ. The value per unit of spot obeys g_j(z) = E[R·g_{j+1}(z/R − w_{j+1})], R the next
 * step's lognormal growth. Where z ≤ 0, or far in the money, g is linear and known; far out of the money it is zero;
 * between, it is a smooth function of ln z, carried on Chebyshev nodes. Error about 1e-8 of the spot.
 *
 * Source: the recursion is A. Carverhill and L. Clewlow, "Flexible convolution", Risk 3 (1990), in the reduced variable
 * of J. Vecer, "A new PDE approach for pricing arithmetic average Asian options", J. Computational Finance 4 (2001).
 * @module
 */
import { exp, ln, normalCdf, normalPdf, sqrt } from "@novate/num";
import { black76Value, type OptionKind } from "@novate/risk";
import { chebyshevCoefficients, chebyshevNodes, chebyshevValue } from "../numeric/chebyshev.ts";
import { gaussLegendre } from "../numeric/gaussLegendre.ts";
import { discountOf, logDriftOf, type SpotMarket } from "./spotMarket.ts";

/** One step of the walk: growth with this mean and standard deviation of its logarithm, then a fixing of this weight. */
export interface AveragingStep {
  readonly logMean: number;
  readonly logStdDev: number;
  readonly weight: number;
}

/** Nodes and points for a standard deviation of one or less; more takes as many times more. */
const NODES = 48;
const POINTS = 32;
const foldOf = (stdDev: number): number => Math.max(1, Math.ceil(stdDev));
/** Largest σ√τ of the whole life: beyond it the average has tails that no window holds. */
export const MOST_AVERAGING_DEVIATION = 5;
/** Standard deviations kept on each side: Φ(−8.5) is 1e-17. */
const REACH = 8.5;

/** A value function on its window of ln z: linear below, zero above. */
interface Window {
  readonly from: number;
  readonly to: number;
  /** Expected weighted growth still to come: g(z) = ahead − z below the window. */
  readonly ahead: number;
  readonly coefficients: Float64Array;
}

/** E[(Σ wᵢSᵢ − threshold)⁺] for a walk that starts at 1; `threshold` may be negative. */
function averageExcess(steps: readonly AveragingStep[], threshold: number): number {
  let ahead = 0; // E[Σ_{i>j} wᵢSᵢ/Sⱼ]
  let aheadSquare = 0; // E[(Σ_{i>j} wᵢSᵢ/Sⱼ)²]
  let window: Window | undefined;
  for (let j = steps.length - 1; j >= 0; j -= 1) {
    const step = steps[j]!;
    const mean = exp(step.logMean + 0.5 * step.logStdDev * step.logStdDev);
    const square = mean * mean * exp(step.logStdDev * step.logStdDev);
    aheadSquare = square * (step.weight * step.weight + 2 * step.weight * ahead + aheadSquare);
    ahead = mean * (step.weight + ahead);
    const next = window;
    const value = (z: number): number => stepBack(step, next, z);
    if (j === 0) return threshold <= 0 ? ahead - threshold : value(threshold);
    window = createWindow(ahead, sqrt(Math.max(1e-12, ln(aheadSquare / (ahead * ahead)))), value);
  }
  return threshold < 0 ? -threshold : 0;
}

function createWindow(ahead: number, spread: number, value: (z: number) => number): Window {
  const centre = ln(ahead) - 0.5 * spread * spread;
  const from = centre - REACH * spread;
  const to = centre + REACH * spread;
  const heights = chebyshevNodes(NODES * foldOf(spread)).map((x) =>
    value(exp(0.5 * (from + to) + 0.5 * (to - from) * x)),
  );
  return { from, to, ahead, coefficients: chebyshevCoefficients(heights) };
}

/** g at one fixing earlier: E[R·g(z/R − w)], with R tilted into the measure where its own growth is the unit. */
function stepBack(step: AveragingStep, next: Window | undefined, z: number): number {
  const { logMean, logStdDev, weight } = step;
  const variance = logStdDev * logStdDev;
  const growth = exp(logMean + 0.5 * variance);
  if (next === undefined) return black76Value("call", weight * growth, z, logStdDev);
  const tilted = logMean + variance;
  // z/R − w equals an edge of the window where ln R = ln z − ln(w + edge).
  const logZ = ln(z);
  const linearFrom = (logZ - ln(weight + exp(next.from)) - tilted) / logStdDev;
  const zeroBelow = (logZ - ln(weight + exp(next.to)) - tilted) / logStdDev;
  // Above `linearFrom` the rest is in the money for certain: E[ahead + w − z/R] there, in closed form.
  const linear =
    (next.ahead + weight) * normalCdf(-linearFrom) -
    z * exp(-tilted + 0.5 * variance) * normalCdf(-linearFrom - logStdDev);
  const low = Math.max(-REACH, zeroBelow);
  const high = Math.min(REACH, linearFrom);
  if (low >= high) return growth * linear;
  const count = POINTS * foldOf(logStdDev);
  const { nodes, weights } = gaussLegendre(count);
  const middle = 0.5 * (low + high);
  const half = 0.5 * (high - low);
  const scale = 2 / (next.to - next.from);
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    const u = middle + half * nodes[i]!;
    const rest = z * exp(-tilted - logStdDev * u) - weight;
    if (!(rest > 0)) continue;
    const x = (ln(rest) - next.from) * scale - 1;
    sum += weights[i]! * normalPdf(u) * chebyshevValue(next.coefficients, x);
  }
  return growth * (linear + half * sum);
}

/** Option on the arithmetic mean of fixings at `fixingYears`, with `pastCount` fixings known to sum to `pastSum`. */
export function discreteAsianValue(
  market: SpotMarket,
  kind: OptionKind,
  strike: number,
  schedule: { readonly fixingYears: readonly number[]; readonly pastCount: number; readonly pastSum: number },
  years: number,
): number {
  const { fixingYears, pastCount, pastSum } = schedule;
  const count = pastCount + fixingYears.length;
  const { walk, fixedNow } = walkBetween(fixingYears, market.volAnnual, logDriftOf(market));
  const threshold = (count * strike - pastSum) / market.spot - fixedNow;
  return (discountOf(market, years) * market.spot * excessValue(walk, threshold, kind)) / count;
}

/** Pays the final spot less the arithmetic mean of the fixings (call) or its negative; the last fixing is at expiry. */
export function averageStrikeValue(
  market: SpotMarket,
  kind: OptionKind,
  fixingYears: readonly number[],
  years: number,
): number {
  // Divided by the final spot, and in its measure, the fixings are a walk backward in time with reversed drift:
  // the option is the opposite one on their mean, struck at one.
  const count = fixingYears.length;
  const backward = fixingYears.map((time) => years - time).reverse();
  const drift = -(logDriftOf(market) + market.volAnnual * market.volAnnual);
  const { walk, fixedNow } = walkBetween(backward, market.volAnnual, drift);
  const prepaid = market.spot * exp(-market.yieldAnnual * years);
  return (prepaid * excessValue(walk, count - fixedNow, kind === "call" ? "put" : "call")) / count;
}

/**
 * Option on the continuous arithmetic mean over the whole life: trapezoidal means of n, 2n and 4n intervals, whose
 * error falls by 1/n², extrapolated.
 */
export function continuousAsianValue(market: SpotMarket, kind: OptionKind, strike: number, years: number): number {
  const at = (count: number): number => {
    const span = years / count;
    const walk: AveragingStep[] = [];
    for (let i = 1; i <= count; i += 1)
      walk.push({
        logMean: logDriftOf(market) * span,
        logStdDev: market.volAnnual * sqrt(span),
        weight: i === count ? 0.5 : 1,
      });
    const threshold = (count * strike) / market.spot - 0.5;
    return (discountOf(market, years) * market.spot * excessValue(walk, threshold, kind)) / count;
  };
  const [coarse, middle, fine] = [at(8), at(16), at(32)];
  const first = middle! + (middle! - coarse!) / 3;
  const second = fine! + (fine! - middle!) / 3;
  return second + (second - first) / 15;
}

/** The walk from one fixing to the next; fixings at one time share a step, and those at time zero are settled. */
function walkBetween(
  times: readonly number[],
  volAnnual: number,
  drift: number,
): { readonly walk: readonly AveragingStep[]; readonly fixedNow: number } {
  const walk: AveragingStep[] = [];
  let fixedNow = 0;
  let before = 0;
  for (const time of times) {
    const span = time - before;
    const last = walk[walk.length - 1];
    if (span > 0) walk.push({ logMean: drift * span, logStdDev: volAnnual * sqrt(span), weight: 1 });
    else if (last === undefined) fixedNow += 1;
    else walk[walk.length - 1] = { ...last, weight: last.weight + 1 };
    before = time;
  }
  return { walk, fixedNow };
}

/** E[(Σ wᵢSᵢ − threshold)⁺], or of its negative by parity. */
function excessValue(walk: readonly AveragingStep[], threshold: number, kind: OptionKind): number {
  const call = averageExcess(walk, threshold);
  const excess = kind === "call" ? call : call - (expectedSum(walk) - threshold);
  return excess > 0 ? excess : 0;
}

/** E[Σ wᵢSᵢ] of a walk that starts at 1. */
function expectedSum(walk: readonly AveragingStep[]): number {
  let level = 1;
  let sum = 0;
  for (const step of walk) {
    level *= exp(step.logMean + 0.5 * step.logStdDev * step.logStdDev);
    sum += step.weight * level;
  }
  return sum;
}
