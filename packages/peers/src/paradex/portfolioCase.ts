/**
 * Reads a portfolio: { spot, asset? or scenarios?: [{ spotShock, volShock, weight? }], options?: [{ isCall, strike, days,
 * iv, amount, forward? }], perps?: [{ size, mark }], deltas?, fundingProvision?, feeProvision?, leastVolShockUp?,
 * unhedgedFactor?, hedgedFactor?, maintenanceFactor? }. What the case leaves out is its asset's.
 * @module
 */
import { forwardGreeks } from "@novate/risk";
import type { Field } from "../caseFile/field.ts";
import type { Figures } from "../caseFile/result.ts";
import { evaluateParadex, type ParadexExpiry } from "./portfolio.ts";
import { PARADEX_ASSETS, PARADEX_PM, type ParadexAsset, type ParadexScenario } from "./profile.ts";

/** Paradex's year. */
const YEAR_DAYS = 365;

/** The asset that a case names, such as `BTC` or `BTC-USD-PERP`; undefined where it names none. */
export function assetOf(input: Field): ParadexAsset | undefined {
  const name = input.get("asset");
  if (!name.exists) return undefined;
  const asset = PARADEX_ASSETS.get((name.text.split("-")[0] ?? "").toUpperCase());
  return asset ?? name.refuse("FieldUnknown", `must be one of ${[...PARADEX_ASSETS.keys()].join(", ")}`);
}

/** The case's own scenarios, or its asset's. */
function readScenarios(input: Field, asset: ParadexAsset | undefined): readonly ParadexScenario[] {
  const own = input.get("scenarios");
  if (!own.exists && asset !== undefined) return asset.scenarios;
  return own.list.map((field) => ({
    spotShock: field.get("spotShock").within(-0.999999, 1000),
    volShock: field.get("volShock").number,
    weight: field.get("weight").numberOr(1),
  }));
}

/** Margins of a portfolio that the case spells out. */
export function runPortfolio(input: Field): { computed: Figures } {
  const asset = assetOf(input);
  const spot = input.get("spot").positive;
  const options = input.get("options").optionalList.map((field) => {
    const days = field.get("days").positive;
    return {
      days,
      forward: field.get("forward").exists ? field.get("forward").positive : spot,
      option: {
        kind: field.get("isCall").flag ? ("call" as const) : ("put" as const),
        strike: field.get("strike").positive,
        amount: field.get("amount").number,
        vol: field.get("iv").positive,
        discount: 1,
      },
    };
  });
  const expiries: readonly ParadexExpiry[] = options.map(({ days, forward, option }) => ({
    days,
    years: days / YEAR_DAYS,
    forwardFixed: 0,
    forwardVariable: forward,
    options: [option],
  }));
  const perps = input
    .get("perps")
    .optionalList.map((field) => ({ amount: field.get("size").number, price: field.get("mark").positive }));
  const optionDelta = ({ days, forward, option }: (typeof options)[number]): number => {
    const greeks = forwardGreeks({
      kind: option.kind,
      forward,
      strike: option.strike,
      yearsToExpiry: days / YEAR_DAYS,
      volAnnual: option.vol,
      discount: 1,
    });
    return greeks.delta * option.amount;
  };
  const deltas = input.get("deltas").exists
    ? input.get("deltas").list.map((delta) => delta.number)
    : [...perps.map(({ amount }) => amount), ...options.map(optionDelta)];
  const parameters = {
    ...PARADEX_PM,
    unhedgedFactor: input.get("unhedgedFactor").numberOr(asset?.unhedgedFactor ?? PARADEX_PM.unhedgedFactor),
    hedgedFactor: input.get("hedgedFactor").numberOr(asset?.hedgedFactor ?? PARADEX_PM.hedgedFactor),
    maintenanceFactor: input.get("maintenanceFactor").numberOr(PARADEX_PM.maintenanceFactor),
  };
  const own = input.get("scenarios");
  const computed = evaluateParadex(parameters, {
    spot,
    scenarios: readScenarios(input, asset),
    leastVolShockUp: input.get("leastVolShockUp").numberOr(own.exists ? 0 : (asset?.leastVolShockUp ?? 0)),
    expiries,
    linear: perps,
    deltas,
    fundingProvision: input.get("fundingProvision").numberOr(0),
    feeProvision: input.get("feeProvision").numberOr(0),
  });
  return { computed };
}
