/**
 * The parameters of a segment: every number of the rules that governance may move.
 *
 * @module
 */
import { atoms, ppm, struct, timeMs, u16, u32, type ValueOf } from "../field/index.ts";

/** Scenario grid, factors and add-ons of the standard margin profile (MARG). */
export const MarginParameters = struct("MarginParameters", {
  marginPeriodMs: timeMs,
  scanMultiplierPpm: ppm,
  scanFloorPpm: ppm,
  scanCeilingPpm: ppm,
  volShockUpPpm: ppm,
  volShockDownPpm: ppm,
  volShockFloorPpm: ppm,
  tailDownPpm: ppm,
  tailUpPpm: ppm,
  tailWeightPpm: ppm,
  skewRotationPpm: ppm,
  curveTiltPpm: ppm,
  maintenanceScanPpm: ppm,
  closeOutPpm: ppm,
  unhedgedMinimumPpm: ppm,
  hedgedMinimumPpm: ppm,
  shortOptionMinimumPpm: ppm,
  crossCreditPpm: ppm,
  liquidityPpm: ppm,
  openInterestScaleCapPpm: ppm,
  fundingProvisionPpm: ppm,
  unvestedGainsHaircutPpm: ppm,
});
export type MarginParameters = ValueOf<typeof MarginParameters>;

/** Price aggregation, monitoring bands and market modes (ORCL). */
export const OracleParameters = struct("OracleParameters", {
  outlierMadPpm: ppm,
  maxDispersionPpm: ppm,
  maxAgeMs: timeMs,
  gapMs: timeMs,
  shortBandMs: timeMs,
  shortBandPpm: ppm,
  longBandMs: timeMs,
  longBandPpm: ppm,
  medianWindowMs: timeMs,
  basisHalfLifeMs: timeMs,
  priceBandPpm: ppm,
});
export type OracleParameters = ValueOf<typeof OracleParameters>;

/** Cycles, fees, funding, default management and withdrawals (SETL, LIQ, DFLT, WDR). */
export const HouseParameters = struct("HouseParameters", {
  variationCycleMs: timeMs,
  fundingClampPpm: ppm,
  fundingPeriodMs: timeMs,
  premiumSampleMs: timeMs,
  expiryWindowMs: timeMs,
  expiryCoveragePpm: ppm,
  clearingFeePpm: ppm,
  minimumCollateralAtoms: atoms,
  maxNegativeCashAtoms: atoms,
  cashInterestPpm: ppm,
  liquidationPenaltyPpm: ppm,
  liquidationsPerBlock: u16,
  skinInTheGameAtoms: atoms,
  withdrawalHourPpm: ppm,
  withdrawalDayPpm: ppm,
  withdrawalSmallLaneAtoms: atoms,
  withdrawalNotionalPpm: ppm,
  shortfallGateBlocks: u32,
  maxOrderLifetimeMs: timeMs,
});
export type HouseParameters = ValueOf<typeof HouseParameters>;

export const SegmentParameters = struct("SegmentParameters", {
  margin: MarginParameters,
  oracle: OracleParameters,
  house: HouseParameters,
});
export type SegmentParameters = ValueOf<typeof SegmentParameters>;
