/**
 * Rules for the fields of a product: what a value may be, and which fields are times.
 *
 * @module
 */
import { type Refused, refuse, refuseUnlessNotNegative, refuseUnlessPositive, refuseUnlessWithin } from "@novate/risk";
import type { FieldRule } from "@novate/risk/rules";

export interface ProductRule extends FieldRule {
  /** Times to go: they shrink together as the clock runs, which is what theta measures. */
  readonly isTime?: boolean;
}

export const notNegative: ProductRule = { check: refuseUnlessNotNegative };
export const time: ProductRule = { check: (value, field) => refuseUnlessWithin(value, 0, 100, field), isTime: true };
export const positiveTime: ProductRule = {
  check: (value, field) => refuseUnlessPositive(value, field) ?? refuseUnlessWithin(value, 0, 100, field),
  isTime: true,
};

/** A volatility: from nothing to 5,000 %. */
export const volatility: ProductRule = { check: (value, field) => refuseUnlessWithin(value, 0, 50, field) };
/** A volatility above zero, for formulas that divide by it. */
export const positiveVolatility: ProductRule = {
  check: (value, field) => refuseUnlessPositive(value, field) ?? refuseUnlessWithin(value, 0, 50, field),
};
export const rate: ProductRule = { check: (value, field) => refuseUnlessWithin(value, -5, 5, field) };
export const correlation: ProductRule = { check: (value, field) => refuseUnlessWithin(value, -1, 1, field) };

export const boolean: ProductRule = {
  check: (value, field) =>
    typeof value === "boolean"
      ? undefined
      : refuse(value === undefined ? "FieldMissing" : "NotANumber", field, "must be true or false"),
};

/** A list of at most `limit` numbers, each under `rule`. */
export const list = (rule: ProductRule, limit: number): ProductRule => ({
  ...rule,
  check: (value, field) => {
    if (!Array.isArray(value)) return notAList(value, field);
    if (value.length > limit) return refuse("OutOfRange", field, `may have ${limit} entries at most`);
    for (const [index, entry] of value.entries()) {
      const fault = rule.check(entry, `${field}[${index}]`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
});

/** The same, where no entry is less than the one before. */
export const ordered = (rule: ProductRule, limit: number): ProductRule => ({
  ...rule,
  check: (value, field) => {
    const fault = list(rule, limit).check(value, field);
    if (fault !== undefined || !Array.isArray(value)) return fault;
    const index = value.findIndex((entry, i) => i > 0 && entry < value[i - 1]);
    return index < 0 ? undefined : refuse("OutOfOrder", `${field}[${index}]`, "must not be less than the entry before");
  },
});

const notAList = (value: unknown, field: string): Refused =>
  refuse(value === undefined ? "FieldMissing" : "NotANumber", field, "must be a list");

/** A list of records, each field under its rule. */
export const listOf = (fields: Readonly<Record<string, ProductRule>>, least: number, limit: number): ProductRule => ({
  check: (value, field) => {
    if (!Array.isArray(value)) return notAList(value, field);
    if (value.length < least || value.length > limit)
      return refuse("OutOfRange", field, `must have ${least} to ${limit} entries`);
    for (const [index, entry] of value.entries()) {
      const fault = faultOfRecord(entry, fields, `${field}[${index}]`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
});

export const record = (fields: Readonly<Record<string, ProductRule>>): ProductRule => ({
  check: (value, field) => faultOfRecord(value, fields, field),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The first fault of a JSON object against its fields: not an object, an unknown field, a missing or bad one. */
export function faultOfRecord(
  value: unknown,
  fields: Readonly<Record<string, ProductRule>>,
  path: string,
): Refused | undefined {
  if (!isRecord(value)) return refuse("FieldMissing", path, "must be an object");
  for (const name of Object.keys(value))
    if (!Object.hasOwn(fields, name)) return refuse("FieldUnknown", `${path}.${name}`, "is not a field of this object");
  for (const [name, rule] of Object.entries(fields)) {
    const entry = value[name];
    if (entry === undefined && rule.isOptional === true) continue;
    const fault = rule.check(entry, `${path}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
