/**
 * The requirement of `derive-pmrm2`: the worst scenario, scaled, with contingencies that no scenario nets.
 *
 * Every amount is signed as the account sees it: a charge is negative, a margin of zero or more is compliance.
 * @module
 */
import {
  basisContingency,
  grossContracts,
  markValues,
  nakedShorts,
  type RepricingRule,
  type ScenarioBook,
  scenarioProfit,
  worstOf,
} from "../../core/repricing.ts";
import type { Pmrm2Account, Pmrm2Expiry } from "./portfolio.ts";
import { isSkew, type Pmrm2Parameters, type PmrmScenario } from "./profile.ts";
import { expiryDiscounts, volRuleOf } from "./shocks.ts";

export interface Pmrm2Margin {
  /** Profit in each scenario after its weight, in the profile's order. */
  readonly profits: readonly number[];
  readonly basisContingency: number;
  readonly worst: number;
  readonly optionMarks: readonly number[];
  readonly collateralValue: number;
  readonly markToMarket: number;
  readonly maintenanceFactor: number;
  readonly initialFactor: number;
  readonly perp: { readonly maintenance: number; readonly initial: number };
  readonly base: { readonly maintenance: number; readonly initial: number };
  readonly option: { readonly maintenance: number; readonly initial: number };
  readonly oracleContingency: number;
  readonly maintenanceMargin: number;
  readonly initialMargin: number;
}

const collateralWorth = (account: Pmrm2Account, index: number): number => {
  const collateral = account.collaterals[index];
  return collateral === undefined ? 0 : (collateral.amount * collateral.price) / account.stablePrice;
};

/** The parts of the account that reprice: options, the perpetual and the collaterals that move with the spot. */
function bookOf(account: Pmrm2Account): ScenarioBook<Pmrm2Expiry> {
  const moving = account.collaterals.flatMap((collateral) =>
    collateral.isRiskCancelling ? [{ amount: collateral.amount, price: collateral.price / account.stablePrice }] : [],
  );
  return { expiries: account.expiries, linear: [{ amount: account.perps, price: account.perpPrice }, ...moving] };
}

/** A skew shock may go either way, so each expiry counts its loss; other scenarios have one direction. */
const ruleOf = (parameters: Pmrm2Parameters, scenario: PmrmScenario): RepricingRule<Pmrm2Expiry> => ({
  volOf: (expiry) => volRuleOf(parameters, scenario.vol, expiry),
  profitOf: (value, mark, expiry) => {
    const discounts = expiryDiscounts(parameters.discount, expiry);
    const profit = value * (value > 0 ? discounts.gain : discounts.debt) - mark;
    return isSkew(scenario.vol) ? -Math.abs(profit) : profit;
  },
});

/** Charge for prices that their sources doubt: the doubted part of each holding's notional. */
function oracleCharge(parameters: Pmrm2Parameters, account: Pmrm2Account): number {
  const { threshold, factor } = parameters.confidence;
  const charge = (confidence: number, limit: number, notional: number): number =>
    confidence < limit ? (1 - confidence) * factor * notional : 0;
  const spotSide =
    account.perps === 0 ? account.spotConfidence : Math.min(account.spotConfidence, account.perpConfidence);
  let total = charge(spotSide, threshold, Math.abs(account.perps) * account.spot);
  for (const expiry of account.expiries) {
    total += charge(Math.min(spotSide, expiry.confidence), threshold, grossContracts(expiry) * account.spot);
  }
  for (const [index, collateral] of account.collaterals.entries()) {
    const confidence = Math.min(account.spotConfidence, collateral.confidence);
    total += charge(confidence, collateral.confidenceThreshold, collateralWorth(account, index));
  }
  return -total;
}

/** Margins of one account. Work: scenarios × options. */
export function evaluatePmrm2(parameters: Pmrm2Parameters, account: Pmrm2Account): Pmrm2Margin {
  const book = bookOf(account);
  const optionMarks = markValues(book);
  const profits = parameters.scenarios.map(
    (scenario) => scenario.weight * scenarioProfit(book, optionMarks, scenario.spotRatio, ruleOf(parameters, scenario)),
  );
  const basis = basisContingency(book, optionMarks, parameters.basis);
  const worst = worstOf([basis, ...profits]);

  let collateralValue = 0;
  const base = { maintenance: 0, initial: 0 };
  for (const [index, collateral] of account.collaterals.entries()) {
    const value = collateralWorth(account, index);
    collateralValue += value;
    base.maintenance -= value * collateral.maintenanceHaircut;
    base.initial -= value * collateral.initialHaircut;
  }
  const { contingency } = parameters;
  const perpNotional = Math.abs(account.perps) * account.spot;
  const shorts = account.expiries.reduce((sum, expiry) => sum + nakedShorts(expiry), 0);
  const shortNotional = shorts * account.spot;
  const perp = {
    maintenance: -perpNotional * contingency.perpMaintenance,
    initial: -perpNotional * contingency.perpInitial,
  };
  const option = {
    maintenance: -shortNotional * contingency.optionMaintenance,
    initial: -shortNotional * contingency.optionInitial,
  };
  const markToMarket =
    optionMarks.reduce((sum, mark) => sum + mark, 0) +
    account.cash +
    collateralValue +
    account.unrealisedPerpProfit +
    account.unrealisedFunding;
  const maintenanceCharges = perp.maintenance + base.maintenance + option.maintenance;
  const initialCharges = maintenanceCharges + perp.initial + base.initial + option.initial;
  const initialFactor =
    parameters.initialFactor + Math.max(0, parameters.peg.threshold - account.stablePrice) * parameters.peg.factor;
  const oracleContingency = oracleCharge(parameters, account);
  return {
    profits,
    basisContingency: basis,
    worst,
    optionMarks,
    collateralValue,
    markToMarket,
    maintenanceFactor: parameters.maintenanceFactor,
    initialFactor,
    perp,
    base,
    option,
    oracleContingency,
    maintenanceMargin: markToMarket + worst * parameters.maintenanceFactor + maintenanceCharges,
    initialMargin: markToMarket + worst * initialFactor + initialCharges + oracleContingency,
  };
}
