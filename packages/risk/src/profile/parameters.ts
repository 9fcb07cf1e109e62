/**
 * The numbers of the standard margin model that governance may change, as integers.
 *
 * The engine stores them in the row of a segment; {@link createStandardProfile} turns them into floats once a change.
 * @module
 */
import { DAY_MS, E6, PPM_ONE, type Ppm, ppm } from "@novate/num";
import { assert } from "@novate/stdx";

/** Every fraction is in millionths; every time in milliseconds. */
export interface MarginParameters {
  /** k of the scan range R = max(floor, k·σ̂·√MPOR) (MARG-001). */
  readonly rangeMultiplePpm: Ppm;
  /** Least scan range of any underlying; a market may ask for more (MARG-001). */
  readonly rangeFloorPpm: Ppm;
  /** Margin period of risk (MARG-001). */
  readonly mporMs: number;
  /** Relative rise and fall of volatility at the pivot term (MARG-064). */
  readonly volUpPpm: Ppm;
  readonly volDownPpm: Ppm;
  /** Least rise of the at-the-forward volatility at the pivot term, in volatility (0.1 is ten points) (MARG-006). */
  readonly volUpFloorPpm: Ppm;
  /** Exponents of (pivot / days to expiry) below and above the pivot (MARG-063). */
  readonly shortTermExponentPpm: Ppm;
  readonly longTermExponentPpm: Ppm;
  /** How far SVI's ρ turns in a skew scenario (MARG-007). */
  readonly skewRotationPpm: Ppm;
  /** Forward-curve tilt: base, growth a year, cap, and the tilt of a perpetual against its index (MARG-008). */
  readonly tiltBasePpm: Ppm;
  readonly tiltPerYearPpm: Ppm;
  readonly tiltCapPpm: Ppm;
  readonly perpetualTiltPpm: Ppm;
  /** Minimum charge on unhedged and hedged delta notional, and on the notional of short options (MARG-030, MARG-031). */
  readonly unhedgedPpm: Ppm;
  readonly hedgedPpm: Ppm;
  readonly shortOptionPpm: Ppm;
  /** Liquidity charge when the size equals the depth, as a part of the scan range and of the vega shock (MARG-032). */
  readonly liquidityDeltaPpm: Ppm;
  readonly liquidityVegaPpm: Ppm;
  /** IM, MM and close-out level as parts of the charge above them (MARG-040 … MARG-042). */
  readonly initialFactorPpm: Ppm;
  readonly maintenanceFactorPpm: Ppm;
  readonly closeOutFactorPpm: Ppm;
  /** The worst joint scenarios that the expected shortfall averages (MARG-076). */
  readonly jointTailCount: number;
}

/** The first edition of the house. */
export const STANDARD_PARAMETERS: MarginParameters = {
  rangeMultiplePpm: ppm(3_000_000n),
  rangeFloorPpm: ppm(40_000n),
  mporMs: DAY_MS,
  volUpPpm: ppm(450_000n),
  volDownPpm: ppm(300_000n),
  volUpFloorPpm: ppm(100_000n),
  shortTermExponentPpm: ppm(300_000n),
  longTermExponentPpm: ppm(130_000n),
  skewRotationPpm: ppm(150_000n),
  tiltBasePpm: ppm(5_000n),
  tiltPerYearPpm: ppm(40_000n),
  tiltCapPpm: ppm(50_000n),
  perpetualTiltPpm: ppm(5_000n),
  unhedgedPpm: ppm(20_000n),
  hedgedPpm: ppm(10_000n),
  shortOptionPpm: ppm(5_000n),
  liquidityDeltaPpm: ppm(250_000n),
  liquidityVegaPpm: ppm(500_000n),
  initialFactorPpm: PPM_ONE,
  maintenanceFactorPpm: ppm(800_000n),
  closeOutFactorPpm: ppm(666_667n),
  jointTailCount: 3,
};

/** Names the first parameter that would break the model, or undefined. For governance, before it schedules a change. */
export function faultOfMarginParameters(parameters: MarginParameters): string | undefined {
  for (const [name, value] of Object.entries(parameters)) if (value < 0) return `${name}: is negative`;
  const { maintenanceFactorPpm, initialFactorPpm, closeOutFactorPpm, hedgedPpm, unhedgedPpm } = parameters;
  if (parameters.rangeFloorPpm === 0n) return "rangeFloorPpm: is zero";
  if (parameters.mporMs === 0 || !Number.isSafeInteger(parameters.mporMs))
    return "mporMs: is not a whole number above 0";
  if (parameters.volDownPpm >= PPM_ONE) return "volDownPpm: would make volatility negative";
  if (parameters.skewRotationPpm >= PPM_ONE) return "skewRotationPpm: is more than a whole turn of rho";
  if (parameters.tiltCapPpm >= PPM_ONE || parameters.perpetualTiltPpm >= PPM_ONE)
    return "tiltCapPpm: would make a forward negative";
  if (hedgedPpm > 2n * unhedgedPpm) return "hedgedPpm: a hedge would cost more than its two open legs";
  if (initialFactorPpm < maintenanceFactorPpm) return "initialFactorPpm: is below the maintenance factor";
  if (initialFactorPpm > 4n * PPM_ONE) return "initialFactorPpm: is above 4";
  if (closeOutFactorPpm > PPM_ONE) return "closeOutFactorPpm: close-out would come before the call";
  if (!Number.isSafeInteger(parameters.jointTailCount) || parameters.jointTailCount < 1)
    return "jointTailCount: is not a whole number above 0";
  return undefined;
}

/** A parameter as a float of natural unit: 20,000 Ppm → 0.02. Correctly rounded, as one division of exact integers. */
export function ppmToFloat(value: Ppm): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), "ppmToFloat: outside the safe integers");
  return number / E6;
}
