/**
 * The table of kinds: one line a product.
 *
 * @module
 */
import * as barriers from "./barrierKinds.ts";
import type { ProductKind } from "./kind.ts";
import * as others from "./otherKinds.ts";
import * as paths from "./pathKinds.ts";
import type { Product, Quanto } from "./types.ts";
import * as vanillas from "./vanillaKinds.ts";

type PlainProduct = Exclude<Product, Quanto>;
type Kinds = { readonly [Name in PlainProduct["product"]]: ProductKind<Extract<PlainProduct, { product: Name }>> };

/** Every kind but the quanto, which wraps another. */
export const KINDS: Kinds = {
  spot: others.spot,
  perpetual: others.perpetual,
  future: others.future,
  european: vanillas.european,
  jumpEuropean: vanillas.jumpEuropean,
  american: vanillas.american,
  digital: vanillas.digital,
  gap: vanillas.gap,
  forwardStart: vanillas.forwardStart,
  compound: vanillas.compound,
  touch: barriers.touch,
  barrier: barriers.barrier,
  americanBarrier: barriers.americanBarrier,
  binaryBarrier: barriers.binaryBarrier,
  softBarrier: barriers.softBarrier,
  partialBarrier: barriers.partialBarrier,
  doubleBarrier: barriers.doubleBarrier,
  asian: paths.asian,
  continuousAsian: paths.continuousAsian,
  averageStrike: paths.averageStrike,
  fixedLookback: paths.fixedLookback,
  floatingLookback: paths.floatingLookback,
  partialFixedLookback: paths.partialFixedLookback,
  partialFloatingLookback: paths.partialFloatingLookback,
  varianceSwap: others.varianceSwap,
  exchange: others.exchange,
  spread: others.spread,
  rainbow: others.rainbow,
  twoAssetBarrier: others.twoAssetBarrier,
};

/** Names of all products, in the order of the table. */
export const PRODUCT_NAMES: readonly string[] = [...Object.keys(KINDS), "quanto"];

/** Products that a quanto can wrap: those on one lognormal asset. */
export const isQuantoable = (name: string): boolean =>
  Object.hasOwn(KINDS, name) &&
  !["spot", "perpetual", "future", "jumpEuropean", "varianceSwap"].includes(name) &&
  !KINDS[name as PlainProduct["product"]].needs.includes("second"); // the name is one of the table's
