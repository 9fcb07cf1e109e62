/**
 * Probability that a quadratic function of normal moves falls below a level.
 *
 * @module
 */
import { normalCdf, sqrt } from "@novate/num";
import type { Exposure } from "./exposure.ts";

/**
 * P(delta·m + ½·gamma·m² < −buffer) for m normal with mean 0 and this deviation: exact, from the roots of the parabola.
 * Asserts nothing; a deviation of 0 gives 0 or 1.
 */
export function shortfallOfOne({ delta, gamma }: Exposure, deviation: number, buffer: number): number {
  const linear = Math.abs(delta) * deviation;
  if (deviation === 0 || (gamma === 0 && linear === 0)) return buffer < 0 ? 1 : 0;
  if (gamma === 0) return normalCdf(-buffer / linear);
  const below = (move: number): number => normalCdf(move / deviation);
  const discriminant = delta * delta - 2 * gamma * buffer;
  if (discriminant <= 0) return gamma < 0 ? 1 : 0;
  const [low, high] = rootsOf(delta, gamma, buffer, sqrt(discriminant));
  return gamma > 0 ? below(high) - below(low) : below(low) + below(-high);
}

/** Roots of ½·gamma·m² + delta·m + buffer, each from the form that does not cancel. */
function rootsOf(delta: number, gamma: number, buffer: number, root: number): [number, number] {
  const sum = delta >= 0 ? -delta - root : -delta + root;
  const near = (2 * buffer) / sum;
  const far = sum / gamma;
  return near < far ? [near, far] : [far, near];
}

/**
 * The same for several underlyings with covariances: the normal-power law with the mean, variance and skewness of the
 * quadratic form, P(X < x) ≈ Φ(z₁) with z₁ solving z = z₁ + s·(z₁² − 1)/6.
 *
 * Moments of δ′m + ½·m′Γm, Γ diagonal: mean ½·tr ΓΣ, variance δ′Σδ + ½·tr (ΓΣ)², third 3·δ′ΣΓΣδ + tr (ΓΣ)³.
 * Source: J. Mina, A. Ulmer, Delta-Gamma Four Ways (RiskMetrics, 1999); R. Beard et al., Risk Theory (1984), ch. 3.
 */
export function shortfallOfMany(
  exposures: readonly Exposure[],
  covariances: readonly (readonly number[])[],
  buffer: number,
): number {
  const size = exposures.length;
  const product = exposures.map(({ gamma }, row) => covariances[row]!.map((covariance) => gamma * covariance));
  const square = multiply(product, product);
  const spread = exposures.map((_, row) => dotRow(covariances[row]!, exposures));
  let mean = 0;
  let variance = 0;
  let third = 0;
  for (let row = 0; row < size; row++) {
    mean += product[row]![row]! / 2;
    variance += exposures[row]!.delta * spread[row]! + square[row]![row]! / 2;
    third += 3 * exposures[row]!.gamma * spread[row]! * spread[row]!;
    for (let column = 0; column < size; column++) third += square[row]![column]! * product[column]![row]!;
  }
  if (variance < LEAST_VARIANCE) return mean < -buffer ? 1 : 0;
  const deviation = sqrt(variance);
  return normalPower((-buffer - mean) / deviation, third / (variance * deviation));
}

/** Below it the law is a point; its cube still is a number. */
const LEAST_VARIANCE = 1e-200;
/** Beyond this the expansion is no longer monotone where it is used; the skewness is taken as this. */
const MOST_SKEWNESS = 2;

/** Φ of the root of z = z₁ + s·(z₁² − 1)/6 that continues z₁ = z at s = 0; 0 or 1 where z lies beyond the vertex. */
function normalPower(z: number, skewness: number): number {
  const s = Math.min(Math.max(skewness, -MOST_SKEWNESS), MOST_SKEWNESS);
  if (Math.abs(s) < 1e-9) return normalCdf(z);
  const inside = 1 + (s * s) / 9 + (2 * s * z) / 3;
  if (inside <= 0) return s > 0 ? 0 : 1;
  return normalCdf((3 / s) * (sqrt(inside) - 1));
}

function dotRow(row: readonly number[], exposures: readonly Exposure[]): number {
  let sum = 0;
  for (let column = 0; column < exposures.length; column++) sum += row[column]! * exposures[column]!.delta;
  return sum;
}

function multiply(left: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  return left.map((row) =>
    row.map((_, column) => {
      let sum = 0;
      for (let inner = 0; inner < row.length; inner++) sum += row[inner]! * right[inner]![column]!;
      return sum;
    }),
  );
}
