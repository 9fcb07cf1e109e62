/**
 * Reads `derive-pmrm` case files, of two forms.
 *
 * Plain decimals: { params?, cases: [case] } or one case with its own `params?`, a case being as `plainMarket.ts` says;
 * `expected` is in whole dollars, truncated by upstream. 1e18: { <name>: { Scenario, Result? } } or one such case, as
 * `wadCase.ts` says; its figures are answered in 1e18 too. Where a case states a forward whole, the settlement average
 * fixes it as `fixing.ts` says.
 * @module
 */
import { casesWith } from "../../caseFile/cases.ts";
import { type Field, isolated } from "../../caseFile/field.ts";
import { idOf } from "../../caseFile/profileFamily.ts";
import { EXACT, type Figures, judge, type ProfileCaseResult, type Tolerance } from "../../caseFile/result.ts";
import { worstOf } from "../../core/repricing.ts";
import { WAD, wad, YEAR_SECONDS } from "../fixedPoint.ts";
import { fixedAndVariable } from "../fixing.ts";
import {
  expectedMargins,
  type PlainAccount,
  type PlainExpiry,
  type PlainUnderlying,
  readPlainAccount,
} from "../plainMarket.ts";
import { evaluatePmrm, type PmrmExpiry, type PmrmHoldings } from "./evaluate.ts";
import { readPmrmParameters } from "./parameters.ts";
import { DERIVE_PMRM, DERIVE_PMRM_TEST, type PmrmParameters } from "./profile.ts";
import { readWadPortfolio } from "./wadCase.ts";

/** Upstream prints whole dollars, truncated: anything less than one away may be the same number. */
const WHOLE_DOLLAR: Tolerance = { absolute: 1 - 1e-9, relative: 0 };
const WAD_TOLERANCE: Tolerance = { absolute: 1e-6 * WAD, relative: 1e-9 };

const expiryOf = (expiry: PlainExpiry): PmrmExpiry => ({
  secondsToExpiry: expiry.secondsToExpiry,
  years: expiry.secondsToExpiry / YEAR_SECONDS,
  ...fixedAndVariable(expiry.forward, expiry.secondsToExpiry),
  rate: expiry.rate,
  confidence: Math.min(expiry.forwardConfidence, expiry.rateConfidence, expiry.volConfidence),
  options: expiry.options,
});

const holdingsOf = (account: PlainAccount, underlying: PlainUnderlying): PmrmHoldings => ({
  ...underlying,
  stablePrice: account.stablePrice,
  expiries: underlying.expiries.map(expiryOf),
});

function runPlainCase(name: string, field: Field, shared: PmrmParameters): ProfileCaseResult {
  const parameters = readPmrmParameters(field.get("params"), shared);
  const account = readPlainAccount(field);
  const margins = account.underlyings.map((underlying) => evaluatePmrm(parameters, holdingsOf(account, underlying)));
  const total = (figureOf: (margin: (typeof margins)[number]) => number): number =>
    margins.reduce((sum, margin) => sum + figureOf(margin), 0);
  const computed: Figures = {
    initialMargin: account.cash + total((margin) => margin.initialMargin),
    maintenanceMargin: account.cash + total((margin) => margin.maintenanceMargin),
    markToMarket: account.cash + total((margin) => margin.markToMarket),
    worst: total((margin) => margin.worst),
    basisContingency: total((margin) => margin.basisContingency),
    confidenceContingency: total((margin) => margin.confidenceContingency),
    scenarioPnls: margins.map((margin) => margin.profits),
  };
  return judge(name, computed, expectedMargins(field), () => WHOLE_DOLLAR);
}

function runWadCase(name: string, field: Field): ProfileCaseResult {
  const parameters = readPmrmParameters(field.get("params"), DERIVE_PMRM_TEST);
  const portfolio = readWadPortfolio(field.get("Scenario"));
  const margin = evaluatePmrm(parameters, portfolio.holdings);
  const computed: Figures = {
    PerpContingency: margin.perpContingency * WAD,
    BaseContingency: margin.baseContingency * WAD,
    OptionContingency: margin.optionContingency * WAD,
    ForwardContingency: margin.basisContingency * WAD,
    OracleContingency: margin.confidenceContingency * WAD,
    LossFactor: margin.initialFactor * WAD,
    MinSpan: worstOf(margin.profits) * WAD,
    UnrealisedPerpPNL: portfolio.unrealisedProfit * WAD,
    UnrealisedFunding: portfolio.unrealisedFunding * WAD,
    Cash: portfolio.cash * WAD,
    PortfolioMTM: (margin.markToMarket + portfolio.cash) * WAD,
    InitialMarginCalc: (margin.initialMargin + portfolio.cash) * WAD,
    MaintenanceMarginCalc: (margin.maintenanceMargin + portfolio.cash) * WAD,
    scenarioPnls: margin.profits.map((profit) => profit * WAD),
  };
  const result = field.get("Result");
  const expected: Record<string, number> = {};
  if (result.exists) {
    for (const figure of Object.keys(computed)) {
      if (result.get(figure).exists) expected[figure] = wad(result.get(figure)) * WAD;
    }
  }
  return judge(name, computed, expected, (figure) => (figure === "Cash" ? EXACT : WAD_TOLERANCE));
}

/** Runs a file of either form. */
export function runPmrmFile(file: Field, nameOf: (index: number) => string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  if (cases.exists) {
    const shared = readPmrmParameters(file.get("params"), DERIVE_PMRM);
    return cases.list.map((field, index) => {
      const name = idOf(field, nameOf(index));
      return isolated(name, () => runPlainCase(name, field, shared));
    });
  }
  if (file.get("market").exists) return [runPlainCase(nameOf(0), file, DERIVE_PMRM)];
  return casesWith("Scenario", file, nameOf(0)).map(([name, field]) => isolated(name, () => runWadCase(name, field)));
}
