/**
 * What each parameter may be, and which way is safe (GOV-017, GOV-018, GOV-024).
 *
 * A bound catches a slip of the unit, not a bad policy. `safer` says which direction can only reduce the house's risk;
 * a parameter without one always waits like added risk.
 *
 * @module
 */
import type {
  ClearingParameters,
  CollateralParameters,
  MarginParameters,
  OracleParameters,
  SegmentParameters,
} from "@novate/codec";
import { DAY_MS, HOUR_MS, MINUTE_MS, PPM_ONE } from "@novate/num";
import { faultOfMarginParameters } from "@novate/risk";
import { type Fault, fault, outside } from "../../command/fault.ts";
import { LONGEST_ORDER_MS } from "../../state/lifetimes.ts";

type Safer = "up" | "down" | null;
type Bounds<Group> = {
  readonly [K in keyof Group]: readonly [minimum: bigint | number, maximum: bigint | number, safer: Safer];
};

const MAX_ATOMS = 10n ** 30n;

const margin: Bounds<MarginParameters> = {
  rangeMultiplePpm: [PPM_ONE, 20n * PPM_ONE, "up"],
  rangeFloorPpm: [1_000n, PPM_ONE, "up"],
  mporMs: [MINUTE_MS, 30 * DAY_MS, "up"],
  volUpPpm: [0n, 5n * PPM_ONE, "up"],
  volDownPpm: [0n, PPM_ONE - 1n, "up"],
  volUpFloorPpm: [0n, 2n * PPM_ONE, "up"],
  shortTermExponentPpm: [0n, PPM_ONE, null],
  longTermExponentPpm: [0n, PPM_ONE, null],
  skewRotationPpm: [0n, PPM_ONE - 1n, "up"],
  tiltBasePpm: [0n, PPM_ONE - 1n, "up"],
  tiltPerYearPpm: [0n, PPM_ONE, "up"],
  tiltCapPpm: [0n, PPM_ONE - 1n, "up"],
  perpetualTiltPpm: [0n, PPM_ONE - 1n, "up"],
  unhedgedPpm: [0n, PPM_ONE, "up"],
  hedgedPpm: [0n, PPM_ONE, "up"],
  shortOptionPpm: [0n, PPM_ONE, "up"],
  liquidityDeltaPpm: [0n, 10n * PPM_ONE, "up"],
  liquidityVegaPpm: [0n, 10n * PPM_ONE, "up"],
  initialFactorPpm: [PPM_ONE / 10n, 4n * PPM_ONE, "up"],
  maintenanceFactorPpm: [PPM_ONE / 10n, 4n * PPM_ONE, "up"],
  closeOutFactorPpm: [PPM_ONE / 10n, PPM_ONE, null],
  jointTailCount: [1, 1_000, "down"],
};

const oracle: Bounds<OracleParameters> = {
  outlierMadPpm: [PPM_ONE, 100n * PPM_ONE, null],
  maxDispersionPpm: [10n, PPM_ONE, null],
  shortBandMs: [1, DAY_MS, null],
  shortBandPpm: [100n, 100n * PPM_ONE, null],
  longBandMs: [1, 7 * DAY_MS, null],
  longBandPpm: [100n, 100n * PPM_ONE, null],
  medianWindowMs: [1, HOUR_MS, null],
  unknownTermMs: [HOUR_MS, 30 * DAY_MS, null],
  basisHalfLifeMs: [1, DAY_MS, null],
  priceBandPpm: [100n, PPM_ONE, null],
};

const collateral: Bounds<CollateralParameters> = {
  volatilityMultiplePpm: [0n, 20n * PPM_ONE, "up"],
  impactPpm: [0n, 10n * PPM_ONE, "up"],
  stepPerHourPpm: [1n, PPM_ONE, null],
};

const clearing: Bounds<ClearingParameters> = {
  variationCycleMs: [MINUTE_MS, 7 * DAY_MS, "down"],
  fundingClampPpm: [0n, PPM_ONE, null],
  fundingPeriodMs: [MINUTE_MS, LONGEST_ORDER_MS, null],
  premiumSampleMs: [1_000, HOUR_MS, null],
  expiryWindowMs: [MINUTE_MS, DAY_MS, null],
  expiryCoveragePpm: [PPM_ONE / 10n, PPM_ONE, null],
  clearingFeePpm: [0n, 10_000n, null],
  unvestedGainsHaircutPpm: [0n, PPM_ONE, null], // what a gain lets out
  openInterestScaleCapPpm: [PPM_ONE, 10n * PPM_ONE, "up"],
  minimumCollateralAtoms: [0n, MAX_ATOMS, "up"],
  maxNegativeCashAtoms: [0n, MAX_ATOMS, "down"],
  debtSharePpm: [0n, PPM_ONE, "down"],
  cashInterestPpm: [0n, 10n * PPM_ONE, null],
  closeOutPenaltyPpm: [0n, PPM_ONE / 2n, null],
  managedPerBlock: [1, 65_535, null],
  entriesPerBlock: [1, 65_535, null],
  workPerBlock: [1_000, 4_294_967_295, null],
  // The way out has a floor, and no direction of it is safe: who shuts it is whom members must be able to leave (GOV-038).
  withdrawalHourPpm: [2_500n, PPM_ONE, null],
  withdrawalDayPpm: [25_000n, PPM_ONE, null],
  withdrawalSmallLaneAtoms: [1n, MAX_ATOMS, null],
  withdrawalNotionalPpm: [0n, PPM_ONE / 4n, null],
  shortfallGateMs: [0, DAY_MS, null],
  maxOrderLifetimeMs: [MINUTE_MS, LONGEST_ORDER_MS, null],
  // A deposit on its way must find its account: a week is longer than any custodian takes.
  accountIdleMs: [7 * DAY_MS, 366 * DAY_MS, null],
};

const groups = { margin, oracle, collateral, clearing };
/** Every parameter with its bounds. */
export const PARAMETER_BOUNDS = Object.entries(groups).flatMap(([group, bounds]) =>
  Object.entries(bounds).map(([name, [minimum, maximum, safer]]) => ({ group, name, minimum, maximum, safer })),
);

type Values = Readonly<Record<string, bigint | number>>;
const valueIn = (parameters: SegmentParameters, group: string, name: string): bigint | number =>
  (parameters[group as keyof SegmentParameters] as unknown as Values)[name]!; // the tables' keys are the struct's

/** The first parameter out of its bounds or at odds with another, or null. */
export function faultOfParameters(parameters: SegmentParameters): Fault | null {
  for (const { group, name, minimum, maximum } of PARAMETER_BOUNDS) {
    const found = outside(`parameters.${group}.${name}`, valueIn(parameters, group, name), minimum, maximum);
    if (found !== null) return found;
  }
  return faultOfRelations(parameters);
}

function faultOfRelations({ margin, oracle, clearing }: SegmentParameters): Fault | null {
  const unsound = faultOfMarginParameters(margin);
  if (unsound !== undefined) {
    const [name, reason] = unsound.split(": ");
    return fault(`parameters.margin.${name}`, reason ?? "is unsound");
  }
  if (oracle.longBandMs < oracle.shortBandMs) return fault("parameters.oracle.longBandMs", "is below the short band's");
  if (clearing.withdrawalDayPpm < clearing.withdrawalHourPpm) {
    return fault("parameters.clearing.withdrawalDayPpm", "is below the hour's");
  }
  return null;
}

/** What only new risk feels: none of them takes part in maintenance margin, in a debt's limit or in what collateral counts for. */
const NEW_RISK_ONLY: ReadonlySet<string> = new Set([
  "initialFactorPpm",
  "openInterestScaleCapPpm",
  "minimumCollateralAtoms",
  "debtSharePpm",
]);

/** Whether what is held already feels no difference. */
export const bindNewRiskOnly = (before: SegmentParameters, after: SegmentParameters): boolean =>
  PARAMETER_BOUNDS.every(
    ({ group, name }) => NEW_RISK_ONLY.has(name) || valueIn(before, group, name) === valueIn(after, group, name),
  );

/** Whether every parameter stays or moves the safe way. */
export const areTighter = (before: SegmentParameters, after: SegmentParameters): boolean =>
  PARAMETER_BOUNDS.every(({ group, name, safer }) => {
    const [from, to] = [valueIn(before, group, name), valueIn(after, group, name)];
    return from === to || (safer === "up" && to > from) || (safer === "down" && to < from);
  });
