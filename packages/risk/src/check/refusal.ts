/**
 * How valuation says no: a typed refusal that names the field, never an exception.
 *
 * @module
 */

/** Why an input was refused. Codes are stable; the `field` says where, the `detail` what to change. */
export type RefusalCode =
  | "FieldMissing" // a required field is absent
  | "FieldUnknown" // a field or kind that this version does not know
  | "NotANumber" // NaN, an infinity, or not a number at all
  | "Negative" // must be zero or more
  | "NotPositive" // must be more than zero
  | "OutOfRange" // outside the stated bounds
  | "OutOfOrder" // a sequence that must increase does not
  | "ButterflyArbitrage" // a slice implies a negative probability density
  | "CalendarArbitrage" // a longer expiry has less total variance: the surface is crossed
  | "PriceOutOfBounds" // a price outside its no-arbitrage bounds: no volatility explains it
  | "TooFewQuotes" // not enough data to determine the parameters
  | "NotCovered"; // well formed, but no method of this package values it

export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Path of the offending field, such as `slices[2].rho`. */
  readonly field: string;
  readonly detail: string;
}

/** Either a value or a refusal, told apart by `ok`. */
export type Checked<T> = ({ readonly ok: true } & T) | Refused;

export const refuse = (code: RefusalCode, field: string, detail: string): Refused => ({
  ok: false,
  code,
  field,
  detail,
});

/** Refuses anything but a finite number. */
export const refuseUnlessFinite = (value: unknown, field: string): Refused | undefined =>
  typeof value === "number" && Number.isFinite(value)
    ? undefined
    : refuse(value === undefined ? "FieldMissing" : "NotANumber", field, "must be a finite number");

/** Refuses anything but a finite number of zero or more. */
export const refuseUnlessNotNegative = (value: unknown, field: string): Refused | undefined =>
  refuseUnlessFinite(value, field) ??
  ((value as number) < 0 ? refuse("Negative", field, "must be zero or more") : undefined); // finite by the line above

/** Refuses anything but a finite number above zero. */
export const refuseUnlessPositive = (value: unknown, field: string): Refused | undefined =>
  refuseUnlessFinite(value, field) ??
  ((value as number) > 0 ? undefined : refuse("NotPositive", field, "must be more than zero")); // finite by the line above

/** Refuses a finite number outside [low, high]. */
export const refuseUnlessWithin = (value: unknown, low: number, high: number, field: string): Refused | undefined => {
  const refused = refuseUnlessFinite(value, field);
  if (refused !== undefined) return refused;
  const number = value as number; // finite by the line above
  return number < low || number > high ? refuse("OutOfRange", field, `must lie between ${low} and ${high}`) : undefined;
};
