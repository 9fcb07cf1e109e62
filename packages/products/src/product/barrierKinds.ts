/**
 * Kinds that depend on whether a level was touched.
 *
 * @module
 */

import { type Refused, refuse } from "@novate/risk";
import { oneOf, positive } from "@novate/risk/rules";
import { americanBarrierValue } from "../exotic/americanBarrier.ts";
import { barrierValue, binaryBarrierValue, softBarrierValue } from "../exotic/barrier.ts";
import { doubleBarrierValue, vanillaBand } from "../exotic/images.ts";
import { partialBarrierValue } from "../exotic/partialBarrier.ts";
import { assetAtExpiry, cashAtExpiry, cashAtTouch } from "../exotic/touch.ts";
import type { ProductKind } from "./kind.ts";
import { notNegative, positiveTime } from "./rules.ts";
import type {
  AmericanBarrier,
  Barrier,
  BinaryBarrier,
  DoubleBarrier,
  PartialBarrier,
  SoftBarrier,
  Touch,
} from "./types.ts";
import { optionKind, refuseTwoBoundaries } from "./vanillaKinds.ts";

export const barrierKind = oneOf("downIn", "downOut", "upIn", "upOut");
const vanillaFields = { kind: optionKind, strike: positive, yearsToExpiry: positiveTime };
const pointOf = (product: { readonly strike: number; readonly yearsToExpiry: number }) => ({
  strike: product.strike,
  years: product.yearsToExpiry,
});

const refuseUnlessOrdered = (product: { readonly lower: number; readonly upper: number }): Refused | undefined =>
  product.lower <= product.upper
    ? undefined
    : refuse("OutOfOrder", "product.lower", "must not be above the upper level");

export const touch: ProductKind<Touch> = {
  method: "Rubinstein and Reiner (1991), closed form",
  fields: {
    pays: oneOf("cash", "asset"),
    when: oneOf("atTouch", "atExpiry", "neverTouched"),
    amount: positive,
    level: positive,
    yearsToExpiry: positiveTime,
  },
  needs: ["volatility"],
  volatilityPoint: ({ level, yearsToExpiry }) => ({ strike: level, years: yearsToExpiry }),
  value: ({ pays, when, amount, level, yearsToExpiry }, { asset }) => {
    // The asset at the touch is worth the level.
    if (when === "atTouch") return amount * (pays === "asset" ? level : 1) * cashAtTouch(asset, level, yearsToExpiry);
    const atExpiry = pays === "cash" ? cashAtExpiry : assetAtExpiry;
    return amount * atExpiry(asset, level, yearsToExpiry, when === "atExpiry");
  },
};

export const barrier: ProductKind<Barrier> = {
  method: "Reiner and Rubinstein (1991), method of images",
  fields: { ...vanillaFields, barrierKind, barrier: positive, rebate: notNegative },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  value: (product, { asset }) => barrierValue(product, asset),
};

export const americanBarrier: ProductKind<AmericanBarrier> = {
  method: "finite differences with Howard's iteration",
  fields: { ...vanillaFields, barrierKind, barrier: positive, rebate: notNegative },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  relation: ({ kind }, { asset }) => refuseTwoBoundaries(asset, kind),
  value: (product, { asset }) => americanBarrierValue(product, asset),
};

export const binaryBarrier: ProductKind<BinaryBarrier> = {
  method: "Reiner and Rubinstein (1991), method of images",
  fields: { ...vanillaFields, pays: oneOf("cash", "asset"), amount: positive, barrierKind, barrier: positive },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  value: (product, { asset }) => product.amount * binaryBarrierValue(product.pays, product, asset),
};

export const softBarrier: ProductKind<SoftBarrier> = {
  method: "Hart and Ross (1994), mean of single barriers by quadrature",
  fields: { ...vanillaFields, barrierKind, lower: positive, upper: positive },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  relation: refuseUnlessOrdered,
  value: (product, { asset }) => softBarrierValue(product, asset),
};

export const partialBarrier: ProductKind<PartialBarrier> = {
  method: "Heynen and Kat (1994), images at the watch date",
  fields: {
    ...vanillaFields,
    barrierKind,
    barrier: positive,
    watch: oneOf("start", "endEitherSide", "endOneSide"),
    watchYears: positiveTime,
  },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  relation: ({ watchYears, yearsToExpiry }) =>
    watchYears < yearsToExpiry ? undefined : refuse("OutOfOrder", "product.watchYears", "must be before expiry"),
  value: (product, { asset }) => partialBarrierValue(product, asset),
};

export const doubleBarrier: ProductKind<DoubleBarrier> = {
  method: "Ikeda and Kunitomo (1992), sum of images",
  fields: { ...vanillaFields, knock: oneOf("in", "out"), lower: positive, upper: positive },
  needs: ["volatility"],
  volatilityPoint: pointOf,
  relation: ({ lower, upper }) =>
    lower * 1.0001 < upper
      ? undefined
      : refuse("OutOfOrder", "product.lower", "must be below the upper level by 0.01 % at least"),
  value: ({ kind, strike, knock, lower, upper, yearsToExpiry }, { asset }) =>
    doubleBarrierValue(vanillaBand(kind, strike), knock, lower, upper, asset, yearsToExpiry),
};
