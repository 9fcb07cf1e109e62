/**
 * Haircuts of collateral: how much of an asset's price does not count.
 *
 * @module
 */
import { E6, type Ppm, ppm, sqrt, YEAR_MS } from "@novate/num";
import { assert } from "@novate/stdx";

/** An asset's market and its place in the house, in natural units. */
export interface HaircutInputs {
  /** Stressed annual volatility of the asset against the settlement asset. */
  readonly stressVolAnnual: number;
  /** Time to sell, or to redeem where the asset is valued by redemption (COLL-004). */
  readonly exitHorizonMs: number;
  /** Amount to be sold over the asset's daily volume, both in the asset. */
  readonly amountOverDailyVolume: number;
  /** Half-width of the price's confidence interval over the price. */
  readonly priceUncertainty: number;
}

export interface HaircutParameters {
  /** k: standard deviations over the exit horizon. */
  readonly volatilityMultiplePpm: Ppm;
  /** c: cost of selling one day's volume. */
  readonly impactPpm: Ppm;
  readonly floorPpm: Ppm;
  /** Most that a haircut moves in an hour (COLL-003). */
  readonly stepPerHourPpm: Ppm;
}

export const STANDARD_HAIRCUT: HaircutParameters = {
  volatilityMultiplePpm: ppm(3_000_000n),
  impactPpm: ppm(150_000n),
  floorPpm: ppm(5_000n),
  stepPerHourPpm: ppm(20_000n),
};

/**
 * h = clamp(k·σ_stress·√(exit horizon) + c·√(amount/daily volume) + price uncertainty, floor, 1), rounded up.
 *
 * A number that is not finite, or no volume at all, is the whole haircut. Source: COLL-001.
 */
export function haircutPpm(inputs: HaircutInputs, parameters: HaircutParameters = STANDARD_HAIRCUT): Ppm {
  const { stressVolAnnual, exitHorizonMs, amountOverDailyVolume, priceUncertainty } = inputs;
  const risk = Number(parameters.volatilityMultiplePpm) * stressVolAnnual * sqrt(exitHorizonMs / YEAR_MS);
  const impact = Number(parameters.impactPpm) * sqrt(amountOverDailyVolume);
  const haircut = Math.ceil(risk + impact + priceUncertainty * E6);
  if (!(haircut < E6)) return ppm(BigInt(E6)); // also NaN
  return ppm(BigInt(Math.max(haircut, Number(parameters.floorPpm))));
}

/** Moves a haircut toward its target by at most the step of the time passed, rounded down (COLL-003). */
export function stepHaircut(
  previous: Ppm,
  target: Ppm,
  elapsedMs: number,
  parameters: HaircutParameters = STANDARD_HAIRCUT,
): Ppm {
  assert(Number.isSafeInteger(elapsedMs) && elapsedMs >= 0, "haircut: elapsed time is not a whole number ≥ 0");
  const step = (parameters.stepPerHourPpm * BigInt(elapsedMs)) / 3_600_000n; // both zero or more: rounds down
  if (target > previous) return target - previous > step ? ppm(previous + step) : target;
  return previous - target > step ? ppm(previous - step) : target;
}
