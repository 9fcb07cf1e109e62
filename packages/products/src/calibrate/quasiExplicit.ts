/**
 * A first SVI fit: a search over two parameters, the other three by linear least squares.
 *
 * With y = (k − m)/σ, total variance is linear in a, c = bσ and d = ρbσ: w = a + d·y + c·√(y² + 1). For given m and σ
 * the best (a, c, d) is a small quadratic program over the diamond |d| ≤ c, |d| ≤ 2σ − c, which is Lee's bound on the
 * wings; only (m, σ) is searched.
 *
 * Source: S. De Marco and C. Martini, "Quasi-explicit calibration of Gatheral's SVI model", Zeliade Systems (2009).
 * @module
 */
import { exp, ln, sqrt } from "@novate/num";
import type { SviParameters } from "@novate/risk";
import { minimise } from "../numeric/nelderMead.ts";

/** One point of a smile to be fitted. */
export interface VariancePoint {
  readonly k: number;
  readonly totalVariance: number;
  /** Weight of the squared error in total variance. */
  readonly weight: number;
}

interface InnerFit {
  readonly a: number;
  readonly c: number;
  readonly d: number;
  readonly error: number;
}

/** Weighted sums over the points of products of 1, y, z and w, from which every inner problem is solved. */
interface Sums {
  readonly n: number;
  readonly y: number;
  readonly z: number;
  readonly yy: number;
  readonly yz: number;
  readonly zz: number;
  readonly w: number;
  readonly yw: number;
  readonly zw: number;
  readonly ww: number;
}

function sumsOf(points: readonly VariancePoint[], m: number, sigma: number): Sums {
  const sums = { n: 0, y: 0, z: 0, yy: 0, yz: 0, zz: 0, w: 0, yw: 0, zw: 0, ww: 0 };
  for (const { k, totalVariance: w, weight } of points) {
    const y = (k - m) / sigma;
    const z = sqrt(y * y + 1);
    sums.n += weight;
    sums.y += weight * y;
    sums.z += weight * z;
    sums.yy += weight * y * y;
    sums.yz += weight * y * z;
    sums.zz += weight * z * z;
    sums.w += weight * w;
    sums.yw += weight * y * w;
    sums.zw += weight * z * w;
    sums.ww += weight * w * w;
  }
  return sums;
}

/** Best a for given c and d, with its squared error. */
function withLevel(s: Sums, c: number, d: number): InnerFit {
  const a = (s.w - d * s.y - c * s.z) / s.n;
  const error =
    s.ww +
    a * a * s.n +
    d * d * s.yy +
    c * c * s.zz +
    2 * (a * d * s.y + a * c * s.z + c * d * s.yz - a * s.w - d * s.yw - c * s.zw);
  return { a, c, d, error };
}

/** Best point of the diamond: inside if the free optimum lies there, else on one of its four edges. */
function innerFit(s: Sums, sigma: number): InnerFit {
  // Centred moments: the level is solved for.
  const yy = s.yy - (s.y * s.y) / s.n;
  const zz = s.zz - (s.z * s.z) / s.n;
  const yz = s.yz - (s.y * s.z) / s.n;
  const yw = s.yw - (s.y * s.w) / s.n;
  const zw = s.zw - (s.z * s.w) / s.n;
  const determinant = yy * zz - yz * yz;
  if (determinant > 0) {
    const d = (yw * zz - zw * yz) / determinant;
    const c = (zw * yy - yw * yz) / determinant;
    if (Math.abs(d) <= c && Math.abs(d) <= 2 * sigma - c) return withLevel(s, c, d);
  }
  let best: InnerFit = withLevel(s, 0, 0);
  for (const sign of [1, -1] as const)
    for (const start of [0, 2 * sigma]) {
      // The edge from (start, 0) to (σ, ±σ): direction (±1, ±1)·t, 0 ≤ t ≤ σ.
      const dc = start === 0 ? 1 : -1;
      const curvature = sign * sign * yy + dc * dc * zz + 2 * sign * dc * yz;
      const pull = sign * yw + dc * zw - start * (sign * yz + dc * zz);
      const free = curvature > 0 ? pull / curvature : 0;
      const t = free < 0 ? 0 : free > sigma ? sigma : free;
      const fit = withLevel(s, start + dc * t, sign * t);
      if (fit.error < best.error) best = fit;
    }
  return best;
}

/** The least-squares SVI slice, without regard to arbitrage inside the wings. Needs five points. */
export function quasiExplicitFit(points: readonly VariancePoint[]): SviParameters {
  const first = points[0]!; // five points at least
  const last = points[points.length - 1]!;
  const width = last.k - first.k;
  const at = ([m, logSigma]: readonly number[]): { readonly fit: InnerFit; readonly sigma: number } => {
    const sigma = exp(logSigma!);
    return { fit: innerFit(sumsOf(points, m!, sigma), sigma), sigma };
  };
  const height = (point: readonly number[]): number => {
    const isInside =
      point[0]! > first.k - width && point[0]! < last.k + width && point[1]! < ln(2) && point[1]! > ln(1e-4 * width);
    return isInside ? at(point).fit.error : Number.POSITIVE_INFINITY;
  };
  let best = minimise(height, [0, ln(0.1 * width)], [0.1 * width, 0.7], 150);
  for (const m of [first.k + 0.25 * width, last.k - 0.25 * width])
    for (const share of [0.03, 0.3]) {
      const other = minimise(height, [m, ln(share * width)], [0.1 * width, 0.7], 150);
      if (other.height < best.height) best = other;
    }
  const { fit, sigma } = at(best.point);
  const b = fit.c / sigma;
  const rho = fit.c > 0 ? fit.d / fit.c : 0;
  return { a: fit.a, b, rho: Math.max(-0.999, Math.min(0.999, rho)), m: best.point[0]!, sigma };
}
