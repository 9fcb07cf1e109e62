/**
 * A second, plain `derive-pmrm2`: the venue's rule written option by option over the case file itself.
 *
 * Shares no code with the profile: prices by Φ with the discount inside, the worst kept while walking the scenarios,
 * naked shorts by pairs, the smile's skew by cases. Source of the rule: derivexyz/v2-core@7736900d, contracts PMRM_2 and
 * PMRMLib_2. Slower and less accurate than the profile deep out of the money, so compared to 1e-9 of the notional.
 * @module
 */
import { exp, ln, normalCdf, powReal, sqrt } from "@novate/num";

export interface TwinOption {
  readonly Expiry: number;
  readonly Strike: number;
  readonly IsCall: number;
  readonly MarkVol: number;
  readonly Amount: number;
}

export interface TwinFeed {
  readonly FeedExpiry: number;
  readonly Forward: number;
  readonly ForwardConfidence: number;
  readonly Rate: number;
  readonly RateConfidence: number;
  readonly OptionVolConfidences: number;
}

export interface TwinCollateral {
  readonly Amount: number;
  readonly Price: number;
  readonly Confidence: number;
  readonly IsRiskCancelling: boolean;
  readonly MMHaircut: number;
  readonly IMHaircut: number;
}

type Numbers<Name extends string> = Readonly<Record<Name, number>>;

export interface TwinScenario
  extends Numbers<
    | "Cash"
    | "SpotPrice"
    | "SpotConfidence"
    | "NumPerps"
    | "PerpPrice"
    | "PerpConfidence"
    | "UnrealisedPerpPNL"
    | "UnrealisedFunding"
    | "StablePrice"
  > {
  readonly Options: readonly TwinOption[];
  readonly OptionFeeds: readonly TwinFeed[];
  readonly Collaterals: readonly TwinCollateral[];
}

export interface TwinParameters {
  readonly Scenarios: readonly { SpotShock: number; VolShockDirection: string; DampeningFactor: number }[];
  readonly SkewShock: Numbers<
    | "LINEAR_SCALE_CAP"
    | "LINEAR_CBASE"
    | "ABS_SCALE_CAP"
    | "ABS_CBASE"
    | "MIN_K_STAR"
    | "MIN_WIDTH_SCALE"
    | "VOL_PARAM_STATIC"
    | "VOL_PARAM_SCALE"
  >;
  readonly VolShock: Numbers<
    "VOLRANGEUP" | "VOLRANGEDOWN" | "SHORTTERMPOWER" | "LONGTERMPOWER" | "DTE_FLOOR" | "MIN_VOL_EVAL_SHOCKED"
  >;
  readonly Margin: Numbers<
    | "MM_LOSS_FACTOR"
    | "IM_LOSS_FACTOR"
    | "SHORT_RATE_MULTSCALE"
    | "LONG_RATE_MULTSCALE"
    | "SHORT_RATE_ADDSCALE"
    | "LONG_RATE_ADDSCALE"
    | "BASE_STATIC_DISCOUNT"
    | "BASE_STATIC_DISCOUNT_NEG"
  >;
  readonly BasisContingency: Numbers<
    "SCENARIO_SPOT_UP" | "SCENARIO_SPOT_DOWN" | "BASIS_CONT_ADD_FACTOR" | "BASIS_CONT_MULT_FACTOR"
  >;
  readonly OtherContingency: Numbers<
    | "PEG_LOSS_THRESHOLD"
    | "PEG_LOSS_FACTOR"
    | "CONF_THRESHOLD"
    | "CONF_MARGIN"
    | "MM_PERP_PERCENT"
    | "IM_PERP_PERCENT"
    | "MM_OPTION_PERCENT"
    | "IM_OPTION_PERCENT"
  >;
}

const yearsOf = (seconds: number): number => seconds / 31_536_000;

/** Present value of one option whose forward is multiplied by `shock` and whose volatility is `vol`. */
function price(option: TwinOption, feed: TwinFeed, shock: number, vol: number): number {
  const years = yearsOf(feed.FeedExpiry);
  const present = exp(-Math.max(feed.Rate, 0) * years);
  // What the half-hour mean has seen already stays where it is.
  const open = Math.min(1, feed.FeedExpiry / (30 * 60));
  const forward = feed.Forward * (1 + open * (shock - 1));
  const deviation = Math.max(vol, 0) * sqrt(years);
  const sign = option.IsCall === 1 ? 1 : -1;
  if (deviation === 0 || forward === 0) return present * Math.max(0, sign * (forward - option.Strike));
  const upper = ln(forward / option.Strike) / deviation + deviation / 2;
  const lower = upper - deviation;
  return present * sign * (forward * normalCdf(sign * upper) - option.Strike * normalCdf(sign * lower));
}

/** Factor on the volatility of one option in one scenario; the up-shock's floor is applied by the caller. */
function volFactor(parameters: TwinParameters, direction: string, option: TwinOption, feed: TwinFeed): number {
  const { SkewShock: skew, VolShock: shock } = parameters;
  const days = feed.FeedExpiry / 86_400;
  const power = days > 30 ? shock.LONGTERMPOWER : shock.SHORTTERMPOWER;
  const times = powReal(30 / Math.max(days, shock.DTE_FLOOR), power);
  if (direction === "Up") return 1 + shock.VOLRANGEUP * times;
  if (direction === "Down") return 1 - shock.VOLRANGEDOWN * times;
  if (direction === "None") return 1;
  const root = sqrt(yearsOf(feed.FeedExpiry));
  const width = Math.max(
    skew.MIN_K_STAR,
    root * skew.MIN_WIDTH_SCALE * (skew.VOL_PARAM_STATIC + root * skew.VOL_PARAM_SCALE),
  );
  const isLinear = direction === "LINEAR";
  const cap = isLinear ? skew.LINEAR_SCALE_CAP + skew.LINEAR_CBASE * root : skew.ABS_SCALE_CAP + skew.ABS_CBASE * root;
  const away = ln(option.Strike / feed.Forward);
  const k = isLinear ? away : Math.abs(away);
  const slope = (k * cap) / width;
  if (k >= 0) return 1 + (slope < cap ? slope : cap);
  return 1 + (slope > -cap ? slope : -cap);
}

/** Shorts that no long of the same strike offsets, each strike's call and put looked up. */
function nakedShorts(options: readonly TwinOption[]): number {
  const amount = (strike: number, isCall: number): number =>
    options.find((option) => option.Strike === strike && option.IsCall === isCall)?.Amount ?? 0;
  let shorts = 0;
  for (const strike of new Set(options.map((option) => option.Strike))) {
    const [call, put] = [amount(strike, 1), amount(strike, 0)];
    if (call < 0 && put < 0) shorts += -call - put;
    else if (call < 0) shorts += Math.max(-call - put, 0);
    else if (put < 0) shorts += Math.max(-put - call, 0);
  }
  return shorts;
}

export interface TwinMargin {
  readonly IM: number;
  readonly MM: number;
  readonly profits: readonly number[];
}

export function twinMargin(account: TwinScenario, parameters: TwinParameters): TwinMargin {
  const { Margin: margin, BasisContingency: basis, OtherContingency: other } = parameters;
  const spot = account.SpotPrice;
  const perps = Math.abs(account.NumPerps) * spot;
  const spotSide =
    account.NumPerps === 0 ? account.SpotConfidence : Math.min(account.SpotConfidence, account.PerpConfidence);
  const doubt = (confidence: number, notional: number): number =>
    confidence < other.CONF_THRESHOLD ? (1 - confidence) * other.CONF_MARGIN * notional : 0;
  const profits = parameters.Scenarios.map(
    ({ SpotShock, DampeningFactor }) => DampeningFactor * account.NumPerps * account.PerpPrice * (SpotShock - 1),
  );
  let worth = account.Cash + account.UnrealisedPerpPNL + account.UnrealisedFunding;
  let forwardRisk = 0;
  let maintenance = perps * other.MM_PERP_PERCENT;
  let initial = perps * other.IM_PERP_PERCENT + doubt(spotSide, perps);

  for (const feed of account.OptionFeeds) {
    const options = account.Options.filter((option) => option.Expiry === feed.FeedExpiry);
    const years = yearsOf(feed.FeedExpiry);
    const rate = Math.max(feed.Rate, 0);
    const valueAt = (shock: number, volOf: (option: TwinOption) => number): number =>
      options.reduce((sum, option) => sum + option.Amount * price(option, feed, shock, volOf(option)), 0);
    const own = (option: TwinOption): number => option.MarkVol;
    const mark = valueAt(1, own);
    const long =
      margin.BASE_STATIC_DISCOUNT / exp(years * (margin.LONG_RATE_ADDSCALE + rate * margin.LONG_RATE_MULTSCALE));
    const short = Math.min(
      exp(rate * years),
      margin.BASE_STATIC_DISCOUNT_NEG * exp(years * (margin.SHORT_RATE_ADDSCALE + rate * margin.SHORT_RATE_MULTSCALE)),
    );
    for (const [index, scenario] of parameters.Scenarios.entries()) {
      const direction = scenario.VolShockDirection;
      const floor = direction === "Up" ? parameters.VolShock.MIN_VOL_EVAL_SHOCKED : 0;
      const shocked = valueAt(scenario.SpotShock, (option) =>
        Math.max(floor, option.MarkVol * volFactor(parameters, direction, option, feed)),
      );
      const profit = scenario.DampeningFactor * ((shocked < 0 ? short : long) * shocked - mark);
      const isSkew = direction === "LINEAR" || direction === "ABS";
      profits[index] = (profits[index] ?? 0) + (isSkew && profit > 0 ? -profit : profit);
    }
    const least = Math.min(valueAt(basis.SCENARIO_SPOT_UP, own), valueAt(basis.SCENARIO_SPOT_DOWN, own), mark) - mark;
    forwardRisk += least * (basis.BASIS_CONT_ADD_FACTOR + years * basis.BASIS_CONT_MULT_FACTOR);
    worth += mark;
    const shorts = nakedShorts(options) * spot;
    maintenance += shorts * other.MM_OPTION_PERCENT;
    const confidence = Math.min(spotSide, feed.ForwardConfidence, feed.RateConfidence, feed.OptionVolConfidences);
    const gross = options.reduce((sum, option) => sum + Math.abs(option.Amount), 0);
    initial += shorts * other.IM_OPTION_PERCENT + doubt(confidence, gross * spot);
  }

  for (const collateral of account.Collaterals) {
    const value = (collateral.Amount * collateral.Price) / account.StablePrice;
    worth += value;
    maintenance += value * collateral.MMHaircut;
    initial += value * collateral.IMHaircut + doubt(Math.min(account.SpotConfidence, collateral.Confidence), value);
    if (!collateral.IsRiskCancelling) continue;
    for (const [index, { SpotShock, DampeningFactor }] of parameters.Scenarios.entries()) {
      profits[index] = (profits[index] ?? 0) + value * (SpotShock - 1) * DampeningFactor;
    }
  }

  const worst = Math.min(forwardRisk, ...profits);
  const peg =
    account.StablePrice < other.PEG_LOSS_THRESHOLD
      ? (other.PEG_LOSS_THRESHOLD - account.StablePrice) * other.PEG_LOSS_FACTOR
      : 0;
  return {
    MM: worth + worst * margin.MM_LOSS_FACTOR - maintenance,
    IM: worth + worst * (margin.IM_LOSS_FACTOR + peg) - maintenance - initial,
    profits,
  };
}
