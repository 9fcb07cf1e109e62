/**
 * The requirement of `derive-pmrm`: the worst of a spot × volatility grid and the basis contingency, with static charges.
 *
 * Amounts are signed as the account sees them: a charge is negative, a margin of zero or more is compliance.
 * @module
 */
import { exp } from "@novate/num";
import {
  basisContingency,
  type ExpiryHolding,
  grossContracts,
  markValues,
  nakedShorts,
  type RepricingRule,
  scenarioProfit,
  worstOf,
} from "../../core/repricing.ts";
import { volFactors } from "../../core/volShock.ts";
import type { PmrmParameters, PmrmVol } from "./profile.ts";

export interface PmrmExpiry extends ExpiryHolding {
  readonly secondsToExpiry: number;
  readonly rate: number;
  /** Least confidence of forward, rate and volatility. */
  readonly confidence: number;
}

/** One underlying's part of an account. */
export interface PmrmHoldings {
  readonly spot: number;
  readonly spotConfidence: number;
  readonly stablePrice: number;
  readonly perps: number;
  readonly perpPrice: number;
  readonly perpConfidence: number;
  /** Profit and funding of the perpetual that is not settled yet. */
  readonly unsettled: number;
  /** Units of the base asset held as collateral. */
  readonly base: number;
  readonly expiries: readonly PmrmExpiry[];
}

export interface PmrmMargin {
  /** Profit in each scenario: spot shocks in order, volatility shocks within each. */
  readonly profits: readonly number[];
  readonly basisContingency: number;
  readonly perpContingency: number;
  readonly baseContingency: number;
  readonly optionContingency: number;
  readonly confidenceContingency: number;
  readonly initialFactor: number;
  /** Value of everything but cash. */
  readonly markToMarket: number;
  /** Worst of the scenarios and the basis contingency, with the static contingencies. */
  readonly worst: number;
  readonly maintenanceMargin: number;
  readonly initialMargin: number;
}

const ruleOf = (parameters: PmrmParameters, vol: PmrmVol): RepricingRule<PmrmExpiry> => ({
  volOf: (expiry) => {
    if (vol === "none") return (option) => option.vol;
    const factor = volFactors(parameters.volShock, expiry.secondsToExpiry)[vol];
    return (option) => option.vol * factor;
  },
  profitOf: (value, mark, expiry) => (value > 0 ? value * discountOf(parameters, expiry) : value) - mark,
});

function discountOf(parameters: PmrmParameters, expiry: PmrmExpiry): number {
  const { discount } = parameters;
  return discount.static * exp(-expiry.years * (Math.max(0, expiry.rate) * discount.rateScale + discount.rateAdd));
}

function confidenceCharge(parameters: PmrmParameters, holdings: PmrmHoldings): number {
  const { threshold, factor } = parameters.confidence;
  const charge = (confidence: number, amount: number): number =>
    confidence < threshold ? (1 - confidence) * factor * amount * holdings.spot : 0;
  const spotSide =
    holdings.perps === 0 ? holdings.spotConfidence : Math.min(holdings.spotConfidence, holdings.perpConfidence);
  let total = charge(spotSide, Math.abs(holdings.perps) + holdings.base);
  for (const expiry of holdings.expiries) {
    total += charge(Math.min(spotSide, expiry.confidence), grossContracts(expiry));
  }
  return -total;
}

/** Margins of one underlying's holdings, cash left to the caller. Work: 21 scenarios × options. */
export function evaluatePmrm(parameters: PmrmParameters, holdings: PmrmHoldings): PmrmMargin {
  const { spot, stablePrice } = holdings;
  const book = {
    expiries: holdings.expiries,
    linear: [
      { amount: holdings.perps, price: holdings.perpPrice },
      { amount: holdings.base, price: spot / stablePrice },
    ],
  };
  const marks = markValues(book);
  const profits = parameters.spotShocks.flatMap((spotRatio) =>
    parameters.volShocks.map((vol) => scenarioProfit(book, marks, spotRatio, ruleOf(parameters, vol))),
  );
  const basis = basisContingency(book, marks, parameters.basis);
  const { contingency } = parameters;
  const perpContingency = -contingency.perp * Math.abs(holdings.perps) * spot;
  const baseContingency = -contingency.base * holdings.base * spot;
  const shorts = holdings.expiries.reduce((sum, expiry) => sum + nakedShorts(expiry), 0);
  const optionContingency = -contingency.option * shorts * spot;
  const worst = worstOf([basis, ...profits]) + perpContingency + baseContingency + optionContingency;
  const markToMarket =
    marks.reduce((sum, mark) => sum + mark, 0) + (holdings.base * spot) / stablePrice + holdings.unsettled;
  const initialFactor =
    parameters.initialFactor + Math.max(0, parameters.peg.threshold - stablePrice) * parameters.peg.factor;
  const confidenceContingency = confidenceCharge(parameters, holdings);
  return {
    profits,
    basisContingency: basis,
    perpContingency,
    baseContingency,
    optionContingency,
    confidenceContingency,
    initialFactor,
    markToMarket,
    worst,
    maintenanceMargin: worst + markToMarket,
    initialMargin: worst * initialFactor + confidenceContingency + markToMarket,
  };
}
