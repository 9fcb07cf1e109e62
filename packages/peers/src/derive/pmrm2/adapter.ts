/**
 * Reads `derive-pmrm2` case files: `{ Scenario, Parameters, Result? }`, or an object of such cases by name.
 *
 * Scenario: Cash, SpotPrice, SpotConfidence, NumPerps, PerpPrice, PerpConfidence, UnrealisedPerpPNL, UnrealisedFunding,
 * StablePrice; Collaterals [{ Amount, Price, Confidence, ConfidenceFactor, IsRiskCancelling, IMHaircut, MMHaircut }];
 * Options [{ Expiry (seconds), Strike, IsCall, MarkVol, MarkDiscount, Amount }]; OptionFeeds [{ FeedExpiry (seconds),
 * Forward, ForwardConfidence, Rate, RateConfidence, OptionVolConfidences }]. The volatility is MarkVol; the SVI
 * parameters beside it are not used, since upstream clamps their moneyness. Plain decimals. Within the last half hour
 * the settlement average has fixed part of Forward, in step with time (`fixing.ts`).
 * @module
 */
import { exp } from "@novate/num";
import type { Field } from "../../caseFile/field.ts";
import { type Figure, type Figures, judge, type ProfileCaseResult, type Tolerance } from "../../caseFile/result.ts";
import { YEAR_SECONDS } from "../fixedPoint.ts";
import { fixedAndVariable } from "../fixing.ts";
import { mergedOptions } from "../mergedOptions.ts";
import { evaluatePmrm2, type Pmrm2Margin } from "./evaluate.ts";
import { readPmrm2Parameters } from "./parameters.ts";
import type { Pmrm2Account, Pmrm2Collateral, Pmrm2Expiry, Pmrm2Option } from "./portfolio.ts";
import { isSkew, type Pmrm2Parameters, type PmrmScenario } from "./profile.ts";

const DIRECTION_SIGN = { up: 1, none: 0, down: -1 } as const;
const TOLERANCE: Tolerance = { absolute: 1e-4, relative: 1e-6 };

const readOption = (field: Field, markDiscount: number): Pmrm2Option => {
  const discount = field.get("MarkDiscount");
  return {
    kind: field.get("IsCall").flag ? "call" : "put",
    strike: field.get("Strike").positive,
    amount: field.get("Amount").number,
    vol: field.get("MarkVol").notNegative,
    discount: discount.exists ? Math.min(1, discount.positive) : markDiscount,
  };
};

function readExpiry(feed: Field, options: readonly Field[]): Pmrm2Expiry {
  const expiry = feed.get("FeedExpiry");
  const secondsToExpiry = expiry.notNegative;
  const years = secondsToExpiry / YEAR_SECONDS;
  const rate = feed.get("Rate").number;
  const markDiscount = exp(-years * Math.max(0, rate));
  return {
    secondsToExpiry,
    years,
    ...fixedAndVariable(feed.get("Forward").positive, secondsToExpiry),
    rate,
    markDiscount,
    confidence: Math.min(
      feed.get("ForwardConfidence").within(0, 1),
      feed.get("RateConfidence").within(0, 1),
      feed.get("OptionVolConfidences").within(0, 1),
    ),
    options: mergedOptions(
      options
        .filter((option) => option.get("Expiry").number === secondsToExpiry)
        .map((option) => readOption(option, markDiscount)),
    ),
  };
}

const readCollateral =
  (threshold: number) =>
  (field: Field): Pmrm2Collateral => ({
    amount: field.get("Amount").notNegative,
    price: field.get("Price").notNegative,
    confidence: field.get("Confidence").within(0, 1),
    confidenceThreshold: field.get("ConfidenceFactor").numberOr(threshold),
    isRiskCancelling: field.get("IsRiskCancelling").flag,
    maintenanceHaircut: field.get("MMHaircut").number,
    initialHaircut: field.get("IMHaircut").number,
  });

function readAccount(field: Field, parameters: Pmrm2Parameters): Pmrm2Account {
  const options = field.get("Options").optionalList;
  const feeds = field.get("OptionFeeds").optionalList;
  const expiries = new Set<number>();
  for (const feed of feeds) {
    const expiry = feed.get("FeedExpiry");
    if (expiries.has(expiry.number)) expiry.refuse("OutOfRange", "has an OptionFeeds entry already");
    expiries.add(expiry.number);
  }
  for (const option of options) {
    const expiry = option.get("Expiry");
    if (!expiries.has(expiry.number)) expiry.refuse("OutOfRange", "has no OptionFeeds entry");
  }
  const perps = field.get("NumPerps").numberOr(0);
  return {
    cash: field.get("Cash").numberOr(0),
    spot: field.get("SpotPrice").positive,
    spotConfidence: field.get("SpotConfidence").within(0, 1),
    stablePrice: field.get("StablePrice").positive,
    perps,
    perpPrice: perps === 0 ? 0 : field.get("PerpPrice").positive,
    perpConfidence: perps === 0 ? 1 : field.get("PerpConfidence").within(0, 1),
    unrealisedPerpProfit: field.get("UnrealisedPerpPNL").numberOr(0),
    unrealisedFunding: field.get("UnrealisedFunding").numberOr(0),
    collaterals: field.get("Collaterals").optionalList.map(readCollateral(parameters.confidence.threshold)),
    expiries: feeds.map((feed) => readExpiry(feed, options)),
  };
}

/**
 * The regular grid runs from the first scenario's spot move to the opposite move; what follows it are the tails. A list
 * without such a mirror image is regular as far as the first dampened scenario.
 */
function groupOf(scenarios: readonly PmrmScenario[], index: number): "regular" | "tail" | "skew" {
  const scenario = scenarios[index];
  if (scenario !== undefined && isSkew(scenario.vol)) return "skew";
  const widest = scenarios[0]?.spotRatio ?? 1;
  const mirror = scenarios.findLastIndex(
    (other) => !isSkew(other.vol) && Math.abs(other.spotRatio - 2 + widest) < 1e-9,
  );
  const firstTail = widest !== 1 && mirror > 0 ? mirror + 1 : scenarios.findIndex((other) => other.weight !== 1);
  return firstTail < 0 || index < firstTail ? "regular" : "tail";
}

function figuresOf(parameters: Pmrm2Parameters, account: Pmrm2Account, margin: Pmrm2Margin): Figures {
  const { scenarios } = parameters;
  const group = (name: string): readonly number[] =>
    margin.profits.filter((_, index) => groupOf(scenarios, index) === name);
  const rows = (name: string): readonly Figure[] =>
    scenarios.flatMap((scenario, index) => {
      if (groupOf(scenarios, index) !== name) return [];
      const profit = margin.profits[index] ?? 0;
      if (isSkew(scenario.vol)) return [[scenario.vol.toUpperCase(), profit]];
      return [[scenario.spotRatio - 1, DIRECTION_SIGN[scenario.vol], profit]];
    });
  const worst = (name: string): number => Math.min(0, ...group(name));
  // Losses that differ by rounding alone are one loss, and the first group is named.
  const dust = 1e-9 * Math.max(1, Math.abs(margin.markToMarket));
  const candidates: readonly (readonly [string, number])[] = [
    ["regular", worst("regular")],
    ["tail", worst("tail")],
    ["skew", worst("skew")],
    ["fwd_contingency", margin.basisContingency],
  ];
  return {
    IM: margin.initialMargin,
    MM: margin.maintenanceMargin,
    scenarioPnls: margin.profits,
    worst_reg_loss: worst("regular"),
    worst_tail_loss: worst("tail"),
    worst_skew_loss: worst("skew"),
    worst_all_scenarios: candidates.find(([, loss]) => loss <= margin.worst + dust)?.[0] ?? "regular",
    reg_losses: rows("regular"),
    tail_losses: rows("tail"),
    skew_losses: rows("skew"),
    ForwardContingency: margin.basisContingency,
    Cash: account.cash,
    PortfolioMTM: margin.markToMarket,
    OptionMTM: margin.optionMarks.reduce((sum, mark) => sum + mark, 0),
    OptionMTMPerExpiry: margin.optionMarks,
    CollateralMTM: margin.collateralValue,
    MMLossFactor: margin.maintenanceFactor,
    IMLossFactor: margin.initialFactor,
    MMPerpCont: margin.perp.maintenance,
    IMPerpCont: margin.perp.initial,
    MMBaseCont: margin.base.maintenance,
    IMBaseCont: margin.base.initial,
    MMOptionCont: margin.option.maintenance,
    IMOptionCont: margin.option.initial,
    OracleCont: margin.oracleContingency,
    UnrealisedFunding: account.unrealisedFunding,
    UnrealisedPerpPNL: account.unrealisedPerpProfit,
  };
}

const COMPARED = [
  "IM",
  "MM",
  "worst_reg_loss",
  "worst_tail_loss",
  "worst_skew_loss",
  "ForwardContingency",
  "PortfolioMTM",
  "OptionMTM",
  "CollateralMTM",
  "IMLossFactor",
  "MMPerpCont",
  "IMPerpCont",
  "MMBaseCont",
  "IMBaseCont",
  "MMOptionCont",
  "IMOptionCont",
  "OracleCont",
] as const;

function expectedOf(result: Field): Figures {
  if (!result.exists) return {};
  const figures: Record<string, Figure> = {};
  for (const name of COMPARED) if (result.get(name).exists) figures[name] = result.get(name).number;
  const groups = ["reg_losses", "tail_losses", "skew_losses"].map((name) => result.get(name));
  if (groups.every((field) => field.exists)) {
    figures.scenarioPnls = groups.flatMap((field) => field.list.map((row) => row.list.at(-1)?.number ?? 0));
  }
  return figures;
}

/** One case: the account margined under the file's parameters. */
export function runPmrm2Case(name: string, field: Field): ProfileCaseResult {
  const parameters = readPmrm2Parameters(field.get("Parameters"));
  const account = readAccount(field.get("Scenario"), parameters);
  const margin = evaluatePmrm2(parameters, account);
  return judge(name, figuresOf(parameters, account, margin), expectedOf(field.get("Result")), () => TOLERANCE);
}
