/**
 * Reads arguments: sizes, divisors, decimals, names of variants, members of records.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";

export const amount = (field: Field): bigint => {
  const value = field.integer;
  return value < 0n ? field.refuse("Negative", "must be zero or more") : value;
};

/** A divisor. */
export const positive = (field: Field): bigint => {
  const value = field.integer;
  return value > 0n ? value : field.refuse("NotPositive", "must be more than zero");
};

export const decimalsOf = (field: Field): bigint => {
  const value = amount(field);
  return value > 38n ? field.refuse("OutOfRange", "must be 38 or less") : value;
};

export function oneOf<T extends string>(field: Field, names: readonly T[]): T {
  const name = names.find((item) => field.text.endsWith(item));
  return name ?? field.refuse("FieldUnknown", `must be ${names.join(" or ")}`);
}

/** A member of a record of the chain, wherever it is nested: records that a case spells out hold only what matters. */
export function member(record: Field, name: string): Field {
  if (record.get(name).exists) return record.get(name);
  const nested = record.keys.find((key) => record.get(key).keys.includes(name));
  return nested === undefined ? record.get(name) : record.get(nested).get(name);
}
