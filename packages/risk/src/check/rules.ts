/**
 * Rules for the fields of untrusted JSON: what a value may be.
 *
 * @module
 */
import { type Refused, refuse, refuseUnlessFinite, refuseUnlessPositive } from "./refusal.ts";

/** Checks one field of untrusted JSON. */
export interface FieldRule {
  readonly check: (value: unknown, field: string) => Refused | undefined;
  readonly isOptional?: boolean;
}

export const positive: FieldRule = { check: refuseUnlessPositive };
export const finite: FieldRule = { check: refuseUnlessFinite };
export const oneOf = (...names: readonly string[]): FieldRule => ({
  check: (value, field) =>
    typeof value === "string" && names.includes(value)
      ? undefined
      : refuse(value === undefined ? "FieldMissing" : "FieldUnknown", field, `must be one of ${names.join(", ")}`),
});

export const optional = <Rule extends FieldRule>(rule: Rule): Rule => ({ ...rule, isOptional: true });
