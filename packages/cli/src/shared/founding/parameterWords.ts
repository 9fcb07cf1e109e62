/**
 * What each parameter of a segment is, and the rule that reads it. The compiler asks for a line of every new one.
 *
 * @module
 */
import type { SegmentParameters } from "@novate/codec";

type Words = { readonly [G in keyof SegmentParameters]: { readonly [K in keyof SegmentParameters[G]]: string } };

export const PARAMETER_WORDS: Words = {
  margin: {
    rangeMultiplePpm: "Least multiple k of the forecast deviation in the scan range (MARG-001, MARG-062).",
    rangeFloorPpm: "Least scan range, as a part of the spot (MARG-001).",
    mporMs: "Margin period of risk (MARG-001).",
    volUpPpm: "Relative rise of volatility at 30 days (MARG-064).",
    volDownPpm: "Relative fall of volatility at 30 days (MARG-064).",
    volUpFloorPpm: "Least rise at the money at 30 days, in volatility a year (MARG-006).",
    shortTermExponentPpm: "Power of the volatility shock below 30 days (MARG-063).",
    longTermExponentPpm: "Power of the volatility shock from 30 days on (MARG-063).",
    skewRotationPpm: "Turn of the smile's correlation in two scenarios (MARG-007).",
    tiltBasePpm: "Tilt of a forward at its least (MARG-008).",
    tiltPerYearPpm: "What the tilt of a forward grows by a year to expiry (MARG-008).",
    tiltCapPpm: "Tilt of a forward at its most (MARG-008).",
    perpetualTiltPpm: "Tilt of a perpetual against its index (MARG-065).",
    unhedgedPpm: "Minimum charge on unhedged delta notional (MARG-030).",
    hedgedPpm: "Minimum charge on hedged delta notional (MARG-030).",
    shortOptionPpm: "Minimum charge on the notional of short options (MARG-031).",
    liquidityDeltaPpm: "Liquidity charge on net delta of the size of the depth, in scan ranges (MARG-032).",
    liquidityVegaPpm: "Liquidity charge on net vega of the size of the depth, in volatility shocks (MARG-032).",
    initialFactorPpm: "Factor of initial margin (MARG-040).",
    maintenanceFactorPpm: "Factor of maintenance margin (MARG-041).",
    closeOutFactorPpm: "Close-out level as a part of maintenance margin (MARG-042).",
    jointTailCount: "Worst joint scenarios that are averaged (MARG-076).",
  },
  oracle: {
    outlierMadPpm: "Median absolute deviations beyond which a source does not stand behind the aggregate (ORCL-005).",
    maxDispersionPpm: "Confidence, as a part of the price, above which an underlying is close-only (ORCL-030).",
    shortBandMs:
      "Least time that the short band is measured over; up to that age of a price it counts alone (ORCL-025).",
    shortBandPpm: "Short band, in forecast deviations of its time (ORCL-025).",
    longBandMs: "Least time that the long band is measured over; the narrower of both counts (ORCL-025).",
    longBandPpm: "Long band, in forecast deviations of its time (ORCL-025).",
    medianWindowMs: "Window of the median mark (LIQ-017).",
    unknownTermMs: "Age beyond which a price helps nobody any more (MARG-096, COLL-053).",
    basisHalfLifeMs: "Half-life of a perpetual's basis (ORCL-032).",
    priceBandPpm: "Distance from the mark within which a trade is taken (NOV-037).",
  },
  collateral: {
    volatilityMultiplePpm: "Multiple k of stressed volatility in a haircut (COLL-001).",
    impactPpm: "Haircut for selling the volume of a day (COLL-001).",
    stepPerHourPpm: "Most that a haircut moves by in an hour (COLL-003).",
  },
  clearing: {
    variationCycleMs: "Time from one variation cycle to the next (SETL-001).",
    fundingClampPpm: "Most of the premium that a funding period pays, as a part of notional (SETL-013).",
    fundingPeriodMs: "Time over which a premium is paid once (SETL-003).",
    premiumSampleMs: "Slot of the clock with one sample of the premium (SETL-060).",
    expiryWindowMs: "Window whose average settles a dated contract (SETL-005).",
    expiryCoveragePpm: "Part of a window's samples that its average needs (SETL-005).",
    clearingFeePpm: "Clearing fee of each side, as a part of notional (NOV-012).",
    unvestedGainsHaircutPpm: "Part of an unvested gain that does not count for new risk.",
    openInterestScaleCapPpm: "Largest factor of initial margin by open interest (MARG-082).",
    minimumCollateralAtoms: "What a side that adds risk has afterwards at least (NOV-039).",
    maxNegativeCashAtoms: "Settlement cash below zero beyond which collateral is sold (LIQ-008).",
    debtSharePpm: "Part of the cash held that all debts may reach by trades away from the mark (NOV-068).",
    cashInterestPpm: "Annual base rate on negative settlement cash (COLL-041).",
    closeOutPenaltyPpm: "Most that a slice passes below the mark (LIQ-024).",
    managedPerBlock: "Accounts that a block works on in default management (LIQ-014).",
    entriesPerBlock: "Accounts that a block takes into default management (LIQ-052).",
    workPerBlock: "Units of work of a segment's block, of about a row written (LIQ-051).",
    withdrawalHourPpm: "Part of an asset's holdings that leaves within an hour (WDR-003).",
    withdrawalDayPpm: "Part of an asset's holdings that leaves within a day (WDR-011).",
    withdrawalSmallLaneAtoms: "What each limit of withdrawals is at least, in settlement atoms (WDR-012).",
    withdrawalNotionalPpm: "Part of gross notional that settled equity covers after a withdrawal (WDR-002).",
    shortfallGateMs: "Time without withdrawals after a default's losses (WDR-015).",
    maxOrderLifetimeMs: "Longest life of an order (NOV-021).",
    accountIdleMs: "Term after which an empty account is closed (ACC-042).",
  },
};
