/**
 * Kinds on the spot itself, on two assets, on variance.
 *
 * @module
 */
import { exp } from "@novate/num";
import { refuse } from "@novate/risk";
import { finite, oneOf, optional, positive } from "@novate/risk/rules";
import { americanValue, certainAmericanValue } from "../exotic/american.ts";
import { discountOf, forwardOf, type SpotMarket, type TwoAssetMarket } from "../exotic/spotMarket.ts";
import { spreadValue } from "../exotic/spread.ts";
import { exchangeValue, kirkSpreadValue, rainbowValue, ratioVol, twoAssetBarrierValue } from "../exotic/twoAssets.ts";
import { fairVariance, stripVariance } from "../exotic/varianceSwap.ts";
import { barrierKind } from "./barrierKinds.ts";
import type { ProductKind } from "./kind.ts";
import { listOf, notNegative, positiveTime, time, volatility } from "./rules.ts";
import type {
  DatedFuture,
  Exchange,
  Perpetual,
  Rainbow,
  Spot,
  Spread,
  TwoAssetBarrier,
  VarianceSwap,
} from "./types.ts";
import { optionKind, refuseTwoBoundaries } from "./vanillaKinds.ts";

const LINEAR = { gamma: 0, vega: 0, vanna: 0, volga: 0 };

export const spot: ProductKind<Spot> = {
  method: "identity",
  fields: {},
  needs: [],
  value: (_product, { asset }) => asset.spot,
  greeks: () => ({ ...LINEAR, delta: 1, theta: 0, rho: 0 }),
};

export const perpetual: ProductKind<Perpetual> = {
  method: "spot plus basis",
  fields: { basis: finite },
  needs: [],
  value: ({ basis }, { asset }) => asset.spot + basis,
  greeks: () => ({ ...LINEAR, delta: 1, theta: 0, rho: 0 }),
};

export const future: ProductKind<DatedFuture> = {
  method: "cost of carry",
  fields: { yearsToExpiry: time },
  needs: [],
  value: ({ yearsToExpiry }, { asset }) => forwardOf(asset, yearsToExpiry),
  greeks: ({ yearsToExpiry }, { asset }) => {
    const carry = asset.rateAnnual - asset.yieldAnnual;
    const forward = forwardOf(asset, yearsToExpiry);
    return { ...LINEAR, delta: exp(carry * yearsToExpiry), theta: -carry * forward, rho: yearsToExpiry * forward };
  },
};

export const varianceSwap: ProductKind<VarianceSwap> = {
  method: "Demeterfi, Derman, Kamal and Zou (1999), replication",
  fields: {
    strikeVariance: notNegative,
    yearsToExpiry: positiveTime,
    strip: optional(listOf({ strike: positive, volAnnual: volatility }, 2, 1000)),
  },
  needs: ["volatility"],
  relation: ({ strip }) => {
    for (let index = 1; index < (strip?.length ?? 0); index += 1)
      if (strip![index]!.strike <= strip![index - 1]!.strike)
        return refuse("OutOfOrder", `product.strip[${index}].strike`, "must be more than the strike before");
    return undefined;
  },
  value: ({ strikeVariance, yearsToExpiry, strip }, { asset, totalVariance }) => {
    const fair =
      strip === undefined ? fairVariance(totalVariance, yearsToExpiry) : stripVariance(strip, asset, yearsToExpiry);
    return discountOf(asset, yearsToExpiry) * (fair - strikeVariance);
  },
};

export const exchange: ProductKind<Exchange> = {
  method: "Margrabe (1978); American by the mirrored put on the ratio",
  fields: {
    firstQuantity: positive,
    secondQuantity: positive,
    yearsToExpiry: positiveTime,
    americanMethod: optional(oneOf("spectral", "baroneAdesiWhaley", "bjerksundStensland", "juZhong")),
  },
  needs: ["volatility", "second"],
  relation: ({ firstQuantity, americanMethod }, { second }) =>
    americanMethod === undefined
      ? undefined
      : refuseTwoBoundaries(ratioMarket(second!, firstQuantity), "call", "market.second.yieldAnnual"), // checked before
  value: ({ firstQuantity, secondQuantity, yearsToExpiry, americanMethod }, { second }) => {
    const market = second!; // the dispatch has checked that it is there
    if (americanMethod === undefined) return exchangeValue(market, firstQuantity, secondQuantity, yearsToExpiry);
    const ratio = ratioMarket(market, firstQuantity);
    const strike = secondQuantity * market.second.spot;
    // A ratio that does not move has no time value: exercise is now or at expiry, or in between at the best carry.
    if (!(ratio.volAnnual > 0)) return certainAmericanValue(ratio, "call", strike, yearsToExpiry);
    return americanValue(ratio, "call", strike, yearsToExpiry, americanMethod);
  },
};

/** In units of the second asset, the first is a stock and the second's yield the rate. */
const ratioMarket = (market: TwoAssetMarket, firstQuantity: number): SpotMarket => ({
  spot: firstQuantity * market.first.spot,
  rateAnnual: market.second.yieldAnnual,
  yieldAnnual: market.first.yieldAnnual,
  volAnnual: ratioVol(market),
});

const vanillaFields = { kind: optionKind, strike: positive, yearsToExpiry: positiveTime };

export const spread: ProductKind<Spread> = {
  method: "conditional Black by quadrature (exact), or Kirk (1995)",
  fields: { ...vanillaFields, strike: notNegative, method: oneOf("exact", "kirk") },
  needs: ["volatility", "second"],
  value: ({ kind, strike, yearsToExpiry, method }, { second }) =>
    (method === "kirk" ? kirkSpreadValue : spreadValue)(second!, kind, strike, yearsToExpiry), // checked by the dispatch
};

export const rainbow: ProductKind<Rainbow> = {
  method: "Stulz (1982), closed form",
  fields: { ...vanillaFields, extreme: oneOf("min", "max") },
  needs: ["volatility", "second"],
  value: ({ kind, strike, yearsToExpiry, extreme }, { second }) =>
    rainbowValue(second!, extreme, kind, strike, yearsToExpiry), // checked by the dispatch
};

export const twoAssetBarrier: ProductKind<TwoAssetBarrier> = {
  method: "Heynen and Kat (1994), method of images",
  fields: { ...vanillaFields, barrierKind, barrier: positive },
  needs: ["volatility", "second"],
  value: (product, { second }) =>
    twoAssetBarrierValue(
      second!, // checked by the dispatch
      product.kind,
      product.strike,
      product.barrierKind,
      product.barrier,
      product.yearsToExpiry,
    ),
};
