/**
 * The `standard` parameter profile: the numbers of the clearing rules, with their units.
 *
 * @module
 */
import type { SegmentParameters } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm, SECOND_MS } from "@novate/num";
import { STANDARD_HAIRCUT, STANDARD_PARAMETERS } from "@novate/risk";

/** The profile for a segment whose settlement asset has this many decimals; amounts are whole units of account in it. */
export function standardParameters(settlementDecimals: number): SegmentParameters {
  const scale = 10n ** BigInt(settlementDecimals);
  const units = (amount: bigint): Atoms => atoms(amount * scale);
  return {
    margin: STANDARD_PARAMETERS,
    oracle: {
      outlierMadPpm: ppm(5_000_000n), // observations beyond 5 MAD are dropped
      maxDispersionPpm: ppm(20_000n), // confidence above 2 % of the price restricts the market
      shortBandMs: MINUTE_MS,
      shortBandPpm: ppm(5_000_000n), // 5 σ of one minute
      longBandMs: 10 * MINUTE_MS,
      longBandPpm: ppm(7_000_000n), // 7 σ of ten minutes
      medianWindowMs: 30 * SECOND_MS, // the second clock
      unknownTermMs: DAY_MS, // a price that is overdue for longer helps nobody any more
      basisHalfLifeMs: 5 * MINUTE_MS,
      priceBandPpm: ppm(50_000n), // a trade is within 5 % of the mark
    },
    collateral: {
      volatilityMultiplePpm: STANDARD_HAIRCUT.volatilityMultiplePpm, // 3 stressed σ over the exit horizon
      impactPpm: STANDARD_HAIRCUT.impactPpm, // 15 % when a day's volume would have to be sold
      stepPerHourPpm: STANDARD_HAIRCUT.stepPerHourPpm, // 2 points an hour
    },
    clearing: {
      variationCycleMs: HOUR_MS,
      fundingClampPpm: ppm(5_000n), // 0.5 % of notional a period
      fundingPeriodMs: 8 * HOUR_MS,
      premiumSampleMs: MINUTE_MS,
      expiryWindowMs: 30 * MINUTE_MS,
      expiryCoveragePpm: ppm(500_000n), // half of the window's samples must be there
      clearingFeePpm: ppm(50n), // half a basis point of notional, each side
      unvestedGainsHaircutPpm: ppm(200_000n), // a fifth of an unvested gain does not count for IM
      openInterestScaleCapPpm: ppm(2_000_000n), // IM at most doubles with open interest
      minimumCollateralAtoms: units(10n),
      maxNegativeCashAtoms: units(100_000n),
      debtSharePpm: ppm(200_000n), // a trade away from the mark adds to all debts up to a fifth of the cash held
      cashInterestPpm: ppm(80_000n), // 8 % a year at no utilisation, twice that at full
      closeOutPenaltyPpm: ppm(5_000n), // 0.5 % below the mark
      managedPerBlock: 4_096,
      entriesPerBlock: 4_096,
      workPerBlock: 16_384, // units of about a row written
      withdrawalHourPpm: ppm(10_000n), // 1 % of holdings an hour
      withdrawalDayPpm: ppm(100_000n), // 10 % a day
      withdrawalSmallLaneAtoms: units(10_000n),
      withdrawalNotionalPpm: ppm(100_000n), // 10 % of gross notional stays
      shortfallGateMs: 10 * MINUTE_MS,
      maxOrderLifetimeMs: 7 * DAY_MS,
      accountIdleMs: 30 * DAY_MS,
    },
  };
}
