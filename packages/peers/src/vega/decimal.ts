/**
 * Exact decimals as ratios of integers: the venue multiplies them without rounding, and so does this.
 *
 * @module
 */
import { divDown, divUp } from "@novate/num";
import type { Field } from "../caseFile/field.ts";

export interface Decimal {
  readonly num: bigint;
  /** More than zero. */
  readonly den: bigint;
}

export const ZERO: Decimal = { num: 0n, den: 1n };
export const whole = (num: bigint): Decimal => ({ num, den: 1n });

export const plus = (left: Decimal, right: Decimal): Decimal => ({
  num: left.num * right.den + right.num * left.den,
  den: left.den * right.den,
});

const minus = (left: Decimal, right: Decimal): Decimal => plus(left, { num: -right.num, den: right.den });

export function times(...factors: readonly Decimal[]): Decimal {
  let [num, den] = [1n, 1n];
  for (const factor of factors) [num, den] = [num * factor.num, den * factor.den];
  return { num, den };
}

export const larger = (left: Decimal, right: Decimal): Decimal => (minus(left, right).num >= 0n ? left : right);
export const size = (value: Decimal): Decimal => (value.num < 0n ? { num: -value.num, den: value.den } : value);
export const roundedDown = (value: Decimal): bigint => divDown(value.num, value.den);
export const roundedUp = (value: Decimal): bigint => divUp(value.num, value.den);

/** A decimal such as "-1.25" or "1e-3", or a number of the file. */
function readDecimal(field: Field): Decimal {
  const text = typeof field.value === "number" ? String(field.value) : field.text;
  const match = /^([+-]?\d{1,30})(?:\.(\d{1,30}))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim());
  if (match === null) return field.refuse("NotANumber", "must be a decimal");
  const [, integer = "", fraction = "", exponent = "0"] = match;
  const power = BigInt(exponent) - BigInt(fraction.length);
  const digits = BigInt(`${integer}${fraction}`.replace("+", ""));
  return power >= 0n ? whole(digits * 10n ** power) : { num: digits, den: 10n ** -power };
}

export function readNotNegative(field: Field): Decimal {
  const value = readDecimal(field);
  return value.num < 0n ? field.refuse("Negative", "must be zero or more") : value;
}

export const decimalOr = (field: Field, fallback: Decimal): Decimal => (field.exists ? readDecimal(field) : fallback);
