/**
 * The parameters of a segment: every number of the rules that governance may move.
 *
 * @module
 */
import { atoms, ppm, struct, timeMs, u16, u32, type ValueOf } from "../field/index.ts";

/** The standard margin model's numbers, name for name those of `risk` (MARG). */
export const MarginParameters = struct("MarginParameters", {
  rangeMultiplePpm: ppm,
  rangeFloorPpm: ppm,
  mporMs: timeMs,
  volUpPpm: ppm,
  volDownPpm: ppm,
  volUpFloorPpm: ppm,
  shortTermExponentPpm: ppm,
  longTermExponentPpm: ppm,
  skewRotationPpm: ppm,
  tiltBasePpm: ppm,
  tiltPerYearPpm: ppm,
  tiltCapPpm: ppm,
  perpetualTiltPpm: ppm,
  unhedgedPpm: ppm,
  hedgedPpm: ppm,
  shortOptionPpm: ppm,
  liquidityDeltaPpm: ppm,
  liquidityVegaPpm: ppm,
  initialFactorPpm: ppm,
  maintenanceFactorPpm: ppm,
  closeOutFactorPpm: ppm,
  jointTailCount: u16,
});
export type MarginParameters = ValueOf<typeof MarginParameters>;

/** Price aggregation, monitoring bands and market modes (ORCL). */
export const OracleParameters = struct("OracleParameters", {
  outlierMadPpm: ppm,
  maxDispersionPpm: ppm,
  shortBandMs: timeMs,
  shortBandPpm: ppm,
  longBandMs: timeMs,
  longBandPpm: ppm,
  medianWindowMs: timeMs,
  unknownTermMs: timeMs,
  basisHalfLifeMs: timeMs,
  priceBandPpm: ppm,
});
export type OracleParameters = ValueOf<typeof OracleParameters>;

/** Cycles, fees, funding, default management and withdrawals (SETL, LIQ, DFLT, WDR). */
export const ClearingParameters = struct("ClearingParameters", {
  variationCycleMs: timeMs,
  fundingClampPpm: ppm,
  fundingPeriodMs: timeMs,
  premiumSampleMs: timeMs,
  expiryWindowMs: timeMs,
  expiryCoveragePpm: ppm,
  clearingFeePpm: ppm,
  unvestedGainsHaircutPpm: ppm,
  openInterestScaleCapPpm: ppm,
  minimumCollateralAtoms: atoms,
  maxNegativeCashAtoms: atoms,
  debtSharePpm: ppm,
  cashInterestPpm: ppm,
  closeOutPenaltyPpm: ppm,
  managedPerBlock: u16,
  entriesPerBlock: u16,
  workPerBlock: u32,
  withdrawalHourPpm: ppm,
  withdrawalDayPpm: ppm,
  withdrawalSmallLaneAtoms: atoms,
  withdrawalNotionalPpm: ppm,
  shortfallGateMs: timeMs,
  maxOrderLifetimeMs: timeMs,
  accountIdleMs: timeMs,
});
export type ClearingParameters = ValueOf<typeof ClearingParameters>;

/** How haircuts follow the market, and how fast, name for name those of `risk`; the floor is the asset's (COLL). */
export const CollateralParameters = struct("CollateralParameters", {
  volatilityMultiplePpm: ppm,
  impactPpm: ppm,
  stepPerHourPpm: ppm,
});
export type CollateralParameters = ValueOf<typeof CollateralParameters>;

/** All parameters of a segment, by what they govern. */
export const SegmentParameters = struct("SegmentParameters", {
  margin: MarginParameters,
  oracle: OracleParameters,
  collateral: CollateralParameters,
  clearing: ClearingParameters,
});
export type SegmentParameters = ValueOf<typeof SegmentParameters>;
