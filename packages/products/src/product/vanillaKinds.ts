/**
 * Kinds that depend on one future spot: European, jump, digital, gap, American, forward start, compound.
 *
 * @module
 */
import { type OptionKind, type Refused, refuse } from "@novate/risk";
import { oneOf, positive } from "@novate/risk/rules";
import { americanValue, hasTwoBoundaries } from "../exotic/american.ts";
import { compoundValue } from "../exotic/compound.ts";
import { forwardStartValue } from "../exotic/forwardStart.ts";
import { jumpDiffusionValue } from "../exotic/jumpDiffusion.ts";
import { assetDigitalValue, cashDigitalValue, gapValue, type SpotMarket } from "../exotic/spotMarket.ts";
import type { CheckedMarket, ProductKind } from "./kind.ts";
import { boolean, notNegative, positiveTime, time } from "./rules.ts";
import { type SpotGreeks, spotGreeks } from "./spotGreeks.ts";
import type { American, Compound, Digital, European, ForwardStart, Gap, JumpEuropean } from "./types.ts";

export const optionKind = oneOf("call", "put");
const pointOf = (product: { readonly strike: number; readonly yearsToExpiry: number }) => ({
  strike: product.strike,
  years: product.yearsToExpiry,
});

/** Refuses markets where no method here finds the exercise region. */
export const refuseTwoBoundaries = (
  asset: SpotMarket,
  kind: OptionKind,
  field = "market.rateAnnual",
): Refused | undefined =>
  hasTwoBoundaries(asset, kind)
    ? refuse("NotCovered", field, "early exercise would have two boundaries at these rates")
    : undefined;

const greeksOf = (product: European, market: CheckedMarket): SpotGreeks =>
  spotGreeks({ ...market.asset, kind: product.kind, strike: product.strike, yearsToExpiry: product.yearsToExpiry });

export const european: ProductKind<European> = {
  method: "Black (1976), closed form",
  fields: { kind: optionKind, strike: notNegative, yearsToExpiry: time },
  allowsNoVolatility: true,
  needs: ["volatility"],
  volatilityPoint: pointOf,
  value: (product, market) => greeksOf(product, market).value,
  greeks: greeksOf,
};

export const jumpEuropean: ProductKind<JumpEuropean> = {
  method: "Merton (1976), Poisson sum",
  fields: { kind: optionKind, strike: notNegative, yearsToExpiry: time },
  allowsNoVolatility: true,
  needs: ["volatility", "jumps"],
  volatilityPoint: pointOf,
  relation: (product, market) =>
    (market.jumps?.intensity ?? 0) * product.yearsToExpiry > 500
      ? refuse("OutOfRange", "market.jumps.intensity", "may bring 500 jumps at most before expiry")
      : undefined,
  // The dispatch has checked that jumps are there.
  value: (product, market) =>
    jumpDiffusionValue(market.asset, product.kind, product.strike, product.yearsToExpiry, market.jumps!),
};

export const digital: ProductKind<Digital> = {
  method: "Reiner and Rubinstein (1991), closed form",
  fields: {
    kind: optionKind,
    strike: positive,
    yearsToExpiry: time,
    pays: oneOf("cash", "asset"),
    amount: positive,
  },
  allowsNoVolatility: true,
  needs: ["volatility"],
  volatilityPoint: pointOf,
  value: ({ pays, amount, kind, strike, yearsToExpiry }, { asset }) =>
    amount * (pays === "cash" ? cashDigitalValue : assetDigitalValue)(asset, kind, strike, yearsToExpiry),
};

export const gap: ProductKind<Gap> = {
  method: "Reiner and Rubinstein (1991), closed form",
  fields: { kind: optionKind, strike: notNegative, trigger: positive, yearsToExpiry: time },
  allowsNoVolatility: true,
  needs: ["volatility"],
  volatilityPoint: ({ trigger, yearsToExpiry }) => ({ strike: trigger, years: yearsToExpiry }),
  value: ({ kind, strike, trigger, yearsToExpiry }, { asset }) => gapValue(asset, kind, strike, trigger, yearsToExpiry),
};

export const american: ProductKind<American> = {
  method: "Andersen, Lake and Offengenden (2016), or the named approximation",
  fields: {
    kind: optionKind,
    strike: positive,
    yearsToExpiry: positiveTime,
    method: oneOf("spectral", "baroneAdesiWhaley", "bjerksundStensland", "juZhong"),
  },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  relation: ({ kind }, { asset }) => refuseTwoBoundaries(asset, kind),
  value: ({ kind, strike, yearsToExpiry, method }, { asset }) =>
    americanValue(asset, kind, strike, yearsToExpiry, method),
};

export const forwardStart: ProductKind<ForwardStart> = {
  method: "Rubinstein (1991), closed form",
  fields: {
    kind: optionKind,
    moneyness: positive,
    startYears: time,
    yearsToExpiry: time,
    isPerformance: boolean,
  },
  needs: ["volatility"],
  relation: ({ startYears, yearsToExpiry }) =>
    startYears <= yearsToExpiry ? undefined : refuse("OutOfOrder", "product.startYears", "must not be after expiry"),
  value: (product, { asset }) => forwardStartValue(product, asset),
};

export const compound: ProductKind<Compound> = {
  method: "Geske (1979), closed form",
  fields: {
    outerKind: optionKind,
    outerStrike: positive,
    outerYears: positiveTime,
    innerKind: optionKind,
    innerStrike: positive,
    innerYears: positiveTime,
  },
  needs: ["volatility"],
  volatilityPoint: ({ innerStrike, innerYears }) => ({ strike: innerStrike, years: innerYears }),
  relation: ({ outerYears, innerYears }) =>
    outerYears < innerYears
      ? undefined
      : refuse("OutOfOrder", "product.outerYears", "must be before the inner option's expiry"),
  value: (product, { asset }) => compoundValue(product, asset),
};
