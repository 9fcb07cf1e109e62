/**
 * The house's own profile: the grid of the rules, 32 columns, fed with governed parameters (MARG-001 … MARG-008).
 *
 * @module
 */
import type { Ppm } from "@novate/num";
import { assert } from "@novate/stdx";
import { faultOfMarginParameters, type MarginParameters, ppmToFloat, STANDARD_PARAMETERS } from "./parameters.ts";
import type { MarginProfile, Scenario, SpotShock } from "./profile.ts";

const VOL_NAMES = ["vol-", "vol=", "vol+"];
const signed = (amount: number, text: string): string => (amount < 0 ? `-${text}` : `+${text}`);

const scenario = (name: string, spot: SpotShock, vol: number, rest: Partial<Scenario> = {}): Scenario => ({
  name,
  spot,
  vol,
  confidence: 0,
  skew: 0,
  weight: 1,
  ...rest,
});

/** Spot at so many thirds of the scan range, with volatility down, unmoved and up. */
const gridRow = (thirds: number): Scenario[] =>
  [-1, 0, 1].map((vol) =>
    scenario(
      thirds === 0
        ? `spot=0 ${VOL_NAMES[vol + 1]}`
        : `spot${signed(thirds, `${Math.abs(thirds)}/3R`)} ${VOL_NAMES[vol + 1]}`,
      { unit: "range", amount: thirds / 3 },
      vol,
    ),
  );

/** Spot at ±4/3 of the scan range, with volatility up. */
const beyond = (sign: 1 | -1): Scenario =>
  scenario(`spot${signed(sign, "4/3R")} vol+`, { unit: "range", amount: (sign * 4) / 3 }, 1);

/** Spot one scan range away and the price wrong by its confidence, on the same side (MARG-003). */
const doubtful = (sign: 1 | -1): Scenario =>
  scenario(`spot${signed(sign, "R+confidence")}`, { unit: "range", amount: sign }, 0, { confidence: sign });

/** A crash or a melt-up, counted in part: a linear position loses no more than one scan range there (MARG-004). */
const tail = (fraction: number, weight: number): Scenario =>
  scenario(
    `tail${signed(fraction, `${Math.round(Math.abs(fraction) * 100)}%`)}`,
    { unit: "fraction", amount: fraction },
    1,
    {
      weight,
      linearLossCapRanges: 1,
    },
  );

const STANDARD_SCENARIOS: readonly Scenario[] = [
  tail(-0.66, 0.5),
  tail(-0.4, 0.6),
  beyond(-1),
  doubtful(-1),
  ...gridRow(-3),
  ...gridRow(-2),
  ...gridRow(-1),
  ...gridRow(0),
  scenario("skew-", { unit: "range", amount: 0 }, 0, { skew: -1 }),
  scenario("skew+", { unit: "range", amount: 0 }, 0, { skew: 1 }),
  ...gridRow(1),
  ...gridRow(2),
  ...gridRow(3),
  doubtful(1),
  beyond(1),
  tail(1, 0.4),
  tail(2, 0.25),
  tail(5, 0.1),
];

/** The standard profile at given parameters. Asserts that they are sound: governance refuses the others. */
export function createStandardProfile(parameters: MarginParameters): MarginProfile {
  const fault = faultOfMarginParameters(parameters);
  assert(fault === undefined, `margin parameters: ${fault}`);
  const whole = (value: Ppm): number => Number(value);
  return {
    name: "standard",
    scenarios: STANDARD_SCENARIOS,
    range: {
      multiple: ppmToFloat(parameters.rangeMultiplePpm),
      floor: ppmToFloat(parameters.rangeFloorPpm),
      mporMs: parameters.mporMs,
    },
    volShock: {
      up: ppmToFloat(parameters.volUpPpm),
      down: ppmToFloat(parameters.volDownPpm),
      upFloor: ppmToFloat(parameters.volUpFloorPpm),
      pivotDays: 30,
      floorDays: 1,
      shortExponent: ppmToFloat(parameters.shortTermExponentPpm),
      longExponent: ppmToFloat(parameters.longTermExponentPpm),
    },
    skewRotation: ppmToFloat(parameters.skewRotationPpm),
    smileAnchor: "shocked",
    tilt: {
      base: ppmToFloat(parameters.tiltBasePpm),
      perYear: ppmToFloat(parameters.tiltPerYearPpm),
      cap: ppmToFloat(parameters.tiltCapPpm),
      perpetual: ppmToFloat(parameters.perpetualTiltPpm),
    },
    charges: {
      unhedgedPpm: whole(parameters.unhedgedPpm),
      hedgedPpm: whole(parameters.hedgedPpm),
      shortOptionPpm: whole(parameters.shortOptionPpm),
      liquidityDeltaPpm: whole(parameters.liquidityDeltaPpm),
      liquidityVegaPpm: whole(parameters.liquidityVegaPpm),
      initialFactorPpm: whole(parameters.initialFactorPpm),
      maintenanceFactorPpm: whole(parameters.maintenanceFactorPpm),
      closeOutFactorPpm: whole(parameters.closeOutFactorPpm),
      jointTailCount: parameters.jointTailCount,
    },
  };
}

/** The standard profile at the first edition's parameters. */
export const STANDARD_PROFILE: MarginProfile = createStandardProfile(STANDARD_PARAMETERS);
