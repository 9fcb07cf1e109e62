/**
 * What a kind of product tells the dispatch about itself.
 *
 * @module
 */
import type { Greeks, Refused } from "@novate/risk";
import type { SpotMarket, TwoAssetMarket } from "../exotic/spotMarket.ts";
import type { ProductRule } from "./rules.ts";
import type { Market } from "./types.ts";

/** The parts of a market a kind reads, beyond spot, rate and yield. */
export type MarketPart = "volatility" | "second" | "jumps" | "fx";

/** A market after checking, with the one volatility that the product is valued at. */
export interface CheckedMarket {
  readonly asset: SpotMarket;
  readonly second?: TwoAssetMarket;
  readonly jumps?: NonNullable<Market["jumps"]>;
  readonly fx?: NonNullable<Market["fx"]>;
  /** Total implied variance by log-moneyness at the product's expiry: the smile, or flat. */
  readonly totalVariance: (k: number) => number;
}

/** One kind of product. A new kind is one of these, a type in `types.ts` and a line in `kinds.ts`. */
export interface ProductKind<P extends { readonly product: string }> {
  /** The method, in the words of the literature, for reports. */
  readonly method: string;
  readonly fields: Readonly<Record<Exclude<keyof P, "product">, ProductRule>>;
  readonly needs: readonly MarketPart[];
  /** Whether it has a value at no volatility too; most formulas divide by it. */
  readonly allowsNoVolatility?: boolean;
  /** Where on a surface its volatility is read; undefined for a product of no strike (then at the forward). */
  readonly volatilityPoint?: (product: P) => { readonly strike?: number; readonly years: number };
  /** What fields must satisfy together; a fault names one of them. */
  readonly relation?: (product: P, market: CheckedMarket) => Refused | undefined;
  readonly value: (product: P, market: CheckedMarket) => number;
  /** Analytic Greeks; without them the dispatch takes differences of the value. */
  readonly greeks?: (product: P, market: CheckedMarket) => Greeks;
}
