/**
 * What a family of reference records is to us: a product and a market, or another number to compute.
 *
 * @module
 */

import type { Refused } from "@novate/risk";
import type { Market, Product } from "../product/types.ts";
import { priceProduct } from "../product/valueProduct.ts";
import { kindIn, numberIn, type ReferenceRecord, yearsIn } from "./record.ts";

/** Our number beside the published one. */
export interface Comparison {
  readonly value: number | Refused;
  readonly expected: number;
  readonly tolerance: number;
}

/** Maps a record; a string says why this record has no figure that can be compared. */
export type Family = (record: ReferenceRecord) => Comparison | string;

/** Tolerance where a record names none: that of the collection. */
export const DEFAULT_TOLERANCE = 1e-4;

/** Half a unit of the last printed digit is the finest that a printed figure can decide. */
export const toleranceOf = (record: ReferenceRecord, otherwise = DEFAULT_TOLERANCE): number => {
  const given = record.tol ?? record.tolerance;
  return typeof given === "number" && given > 0 ? given : otherwise;
};

/** A flat market from the usual columns s, r, q, v. */
export const flatMarket = (spot: number, rateAnnual: number, yieldAnnual: number, volAnnual: number): Market => ({
  spot,
  rateAnnual,
  yieldAnnual,
  volAnnual,
});

/** Values a product, or passes on its refusal. */
export function valued(product: Product, market: Market): number | Refused {
  const result = priceProduct(product, market);
  return result.ok ? result.value : result;
}

/** The market of a table with the usual columns. */
export const marketOf = (record: ReferenceRecord): Market =>
  flatMarket(numberIn(record, "s"), numberIn(record, "r"), numberIn(record, "q"), numberIn(record, "v"));

/** The option of a table with the usual columns. */
export const optionOf = (record: ReferenceRecord) => ({
  kind: kindIn(record),
  strike: numberIn(record, "strike"),
  yearsToExpiry: yearsIn(record),
});

/** Our value beside the column `result`. */
export const against = (
  record: ReferenceRecord,
  value: Comparison["value"],
  otherwise = DEFAULT_TOLERANCE,
): Comparison => ({ value, expected: numberIn(record, "result"), tolerance: toleranceOf(record, otherwise) });
