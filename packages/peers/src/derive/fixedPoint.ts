/**
 * Derive's 1e18 fixed point and its case-file conventions, read as plain numbers.
 *
 * Integers above 2^53 come as JSON numbers and lose their last digits there; every tolerance of these files is wider.
 * @module
 */
import type { Field } from "../caseFile/field.ts";

export const WAD = 1e18;
/** Derive's year: 365 days. */
export const YEAR_SECONDS = 31_536_000;

/** A 1e18 fixed-point number; null and absent are 0. */
export const wad = (field: Field): number => field.numberOr(0) / WAD;

/** The same, refused below zero: a holding of an asset that cannot be owed. */
export const amountWad = (field: Field): number => (field.exists ? field.notNegative / WAD : 0);

/** A required 1e18 fixed-point number above zero. */
export const positiveWad = (field: Field): number => field.positive / WAD;

/** Item `index` of a parallel list, refused by its own path when the list is too short. */
export function itemOf(list: Field, index: number): Field {
  const item = list.list[index];
  return item ?? list.refuse("OutOfRange", `must have an item ${index}, as the lists beside it have`);
}
