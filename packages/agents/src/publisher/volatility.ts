/**
 * A volatility surface from realised moves alone: what a publisher signs where no option quotes are recorded.
 *
 * The smile is SSVI, w(k) = θ/2·(1 + ρφk + √((φk + ρ)² + 1 − ρ²)) with φ = η/√(θ(1 + θ)), written as raw SVI. It admits
 * no butterfly arbitrage for η(1 + |ρ|) ≤ 2, and no calendar arbitrage while θ rises with expiry, as it does here:
 * variance starts at what was realised lately and returns to its long-run level, v(t) = v∞ + (v₀ − v∞)/(1 + t/T)².
 *
 * Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014),
 * theorem 4.2 and its corollaries. The term structure is ours, chosen for having an integral without exponentials.
 * @module
 */
import type { SurfaceSlice } from "@novate/codec";
import { sqrt, YEAR_MS } from "@novate/num";
import { assert } from "@novate/stdx";

export interface VolatilityPolicy {
  /** Volatility that far expiries return to, and that the first surface starts from. */
  readonly longRunVolAnnual: number;
  /** Realised volatility never counts for more than this. */
  readonly ceilingVolAnnual: number;
  /** Time over which realised moves are averaged. */
  readonly memoryMs: number;
  /** T: how long a burst of variance lasts. */
  readonly returnYears: number;
  readonly rho: number;
  readonly eta: number;
}

export const STANDARD_VOLATILITY: VolatilityPolicy = {
  longRunVolAnnual: 0.6,
  ceilingVolAnnual: 2.5,
  memoryMs: 7_200_000,
  returnYears: 0.03,
  rho: -0.2,
  eta: 0.9,
};

/** What a publisher remembers of one underlying's moves. */
export interface VolatilityMemory {
  readonly price: number;
  readonly atMs: number;
  readonly varianceAnnual: number;
}

/** Takes one more price, in any unit, strictly later than the last. */
export function trackVolatility(
  memory: VolatilityMemory | undefined,
  price: number,
  atMs: number,
  policy: VolatilityPolicy = STANDARD_VOLATILITY,
): VolatilityMemory {
  assert(price > 0, "volatility: the price is not positive");
  const longRun = policy.longRunVolAnnual * policy.longRunVolAnnual;
  if (memory === undefined) return { price, atMs, varianceAnnual: longRun };
  assert(atMs > memory.atMs, "volatility: time does not advance");
  const elapsedMs = atMs - memory.atMs;
  const move = price / memory.price - 1;
  const realised = (move * move * YEAR_MS) / elapsedMs;
  const weight = elapsedMs / (policy.memoryMs + elapsedMs);
  const ceiling = policy.ceilingVolAnnual * policy.ceilingVolAnnual;
  const varianceAnnual = Math.min(ceiling, memory.varianceAnnual + weight * (realised - memory.varianceAnnual));
  return { price, atMs, varianceAnnual };
}

/** The surface at `nowMs`: a slice for each expiry after it, in rising order of expiry. */
export function surfaceSlices(
  memory: VolatilityMemory,
  nowMs: number,
  expiriesMs: readonly number[],
  policy: VolatilityPolicy = STANDARD_VOLATILITY,
): SurfaceSlice[] {
  const { longRunVolAnnual, returnYears, rho, eta } = policy;
  const longRun = longRunVolAnnual * longRunVolAnnual;
  return expiriesMs
    .filter((expiryMs) => expiryMs > nowMs)
    .sort((left, right) => left - right)
    .map((expiryMs) => {
      const years = (expiryMs - nowMs) / YEAR_MS;
      const burst = ((memory.varianceAnnual - longRun) * years) / (1 + years / returnYears);
      const theta = longRun * years + burst;
      const phi = eta / sqrt(theta * (1 + theta));
      const flat = 1 - rho * rho;
      return {
        expiryMs,
        aE9: toE9(0.5 * theta * flat),
        bE9: toE9(0.5 * theta * phi),
        rhoE9: toE9(rho),
        mE9: toE9(-rho / phi),
        sigmaE9: toE9(sqrt(flat) / phi),
      };
    });
}

const toE9 = (value: number): bigint => BigInt(Math.round(value * 1e9));
