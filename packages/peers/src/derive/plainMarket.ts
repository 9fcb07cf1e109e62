/**
 * The plain-decimal portfolio and market of Derive's self-contained case files, shared by `derive-pmrm` and `derive-srm`.
 *
 * A case is { market: { <underlying>: { spot, spotConfidence, perpPrice, perpConfidence, expiries: { <name>:
 * { secondsToExpiry, forward, forwardConfidence, volConfidence, rate?, rateConfidence? } } } }, stablePrice, cash,
 * options [{ underlying, expiry, strike, isCall, amount, vol }], perps [{ underlying, amount, unsettledPnl? }],
 * bases [{ underlying, amount }], expected? { initialMargin, maintenanceMargin } }.
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import type { Figures } from "../caseFile/result.ts";
import type { OptionHolding } from "../core/repricing.ts";
import { mergedOptions } from "./mergedOptions.ts";

export interface PlainExpiry {
  readonly secondsToExpiry: number;
  readonly forward: number;
  readonly forwardConfidence: number;
  readonly volConfidence: number;
  readonly rate: number;
  readonly rateConfidence: number;
  readonly options: readonly OptionHolding[];
}

export interface PlainUnderlying {
  readonly name: string;
  readonly spot: number;
  readonly spotConfidence: number;
  readonly perpPrice: number;
  readonly perpConfidence: number;
  readonly perps: number;
  readonly unsettled: number;
  readonly base: number;
  readonly expiries: readonly PlainExpiry[];
}

export interface PlainAccount {
  readonly cash: number;
  readonly stablePrice: number;
  readonly underlyings: readonly PlainUnderlying[];
}

const readOption = (field: Field): OptionHolding => ({
  kind: field.get("isCall").flag ? "call" : "put",
  strike: field.get("strike").positive,
  amount: field.get("amount").number,
  vol: field.get("vol").notNegative,
  discount: 1,
});

function readExpiry(field: Field, options: readonly Field[]): PlainExpiry {
  const confidence = (name: string): number => (field.get(name).exists ? field.get(name).within(0, 1) : 1);
  return {
    secondsToExpiry: field.get("secondsToExpiry").notNegative,
    forward: field.get("forward").positive,
    forwardConfidence: confidence("forwardConfidence"),
    volConfidence: confidence("volConfidence"),
    rate: field.get("rate").numberOr(0),
    rateConfidence: confidence("rateConfidence"),
    options: mergedOptions(options.map(readOption)),
  };
}

function readUnderlying(name: string, market: Field, account: Field): PlainUnderlying {
  const own = (list: string): readonly Field[] =>
    account.get(list).optionalList.filter((item) => item.get("underlying").text === name);
  const options = own("options");
  const sum = (list: string, figure: string): number =>
    own(list).reduce((total, item) => total + item.get(figure).numberOr(0), 0);
  const perps = sum("perps", "amount");
  const expiries = market.get("expiries");
  for (const base of own("bases")) base.get("amount").notNegative;
  for (const option of options) {
    const expiry = option.get("expiry");
    if (!expiries.keys.includes(expiry.text)) expiry.refuse("OutOfRange", `is no expiry of market.${name}`);
  }
  return {
    name,
    spot: market.get("spot").positive,
    spotConfidence: market.get("spotConfidence").within(0, 1),
    perpPrice: perps === 0 ? market.get("perpPrice").numberOr(0) : market.get("perpPrice").positive,
    perpConfidence: market.get("perpConfidence").exists ? market.get("perpConfidence").within(0, 1) : 1,
    perps,
    unsettled: sum("perps", "unsettledPnl"),
    base: sum("bases", "amount"),
    expiries: expiries.keys.map((key) =>
      readExpiry(
        expiries.get(key),
        options.filter((option) => option.get("expiry").text === key),
      ),
    ),
  };
}

export function readPlainAccount(field: Field): PlainAccount {
  const market = field.get("market");
  const names = market.names;
  for (const list of ["options", "perps", "bases"]) {
    for (const item of field.get(list).optionalList) {
      const underlying = item.get("underlying");
      if (!names.includes(underlying.text)) underlying.refuse("OutOfRange", "is not in market");
    }
  }
  return {
    cash: field.get("cash").numberOr(0),
    stablePrice: field.get("stablePrice").positive,
    underlyings: names.map((name) => readUnderlying(name, market.get(name), field)),
  };
}

/** The margins that the case states, each of them optional. */
export function expectedMargins(field: Field): Figures {
  const expected = field.get("expected");
  const stated = expected.exists
    ? ["initialMargin", "maintenanceMargin"].filter((figure) => expected.get(figure).exists)
    : [];
  return Object.fromEntries(stated.map((figure) => [figure, expected.get(figure).number]));
}
