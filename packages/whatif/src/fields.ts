/**
 * What each field of the document may be.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { type Refused, refuse, refuseUnlessWithin } from "@novate/risk";
import { type FieldRule, finite, oneOf, optional, positive } from "@novate/risk/rules";

/** Sizes past these are refused: they bound the work of a public question. */
const MOST = { underlyings: 32, instruments: 1024, positions: 512, expiries: 64, jointShocks: 1024, pairs: 64 };

const MOST_PRICE = 1e12;
/** Largest value of one lot (2^45): the kernel's 2^50 with room for a spot ten times as high and a discount of 2. */
export const MOST_LOT_ATOMS = 35_184_372_088_832;
const MOST_ATOMS = 2n ** 126n;
const MOST_TIME_MS = 8.64e15;
const MOST_ID = 0xffff_ffff;

const within = (low: number, high: number): FieldRule => ({
  check: (value, field) => refuseUnlessWithin(value, low, high, field),
});

const above0 = (high: number): FieldRule => ({
  check: (value, field) => positive.check(value, field) ?? refuseUnlessWithin(value, 0, high, field),
});

const nullable = (rule: FieldRule): FieldRule => ({
  ...rule,
  check: (value, field) => (value === null ? undefined : rule.check(value, field)),
});

/** JSON can say −0, which an answer would give back as another number than its text. */
const refuseMinusZero = (field: string) => refuse("Negative", field, "must not be minus zero");

/** A whole number as JSON may carry it, within bounds. */
const whole = (low: number | bigint, high: number | bigint): FieldRule => ({
  check(value, field) {
    if (value === undefined) return refuse("FieldMissing", field, "must be a whole number");
    if (Object.is(value, -0)) return refuseMinusZero(field);
    const number = typeof value === "number" && Number.isSafeInteger(value) ? value : decimalOf(value);
    if (number === undefined) return refuse("NotANumber", field, "must be a whole number, as decimal text past 2^53");
    if (number >= low && number <= high) return undefined;
    return refuse(number < 0 && low >= 0 ? "Negative" : "OutOfRange", field, `must lie between ${low} and ${high}`);
  },
});

const decimalOf = (value: unknown): bigint | undefined =>
  typeof value === "string" && /^(0|-?[1-9]\d{0,39})$/.test(value) ? BigInt(value) : undefined;

/** A number that JSON carries as such, with no fraction: an id or a time. */
const integer = (high: number): FieldRule => ({
  check(value, field) {
    const fault = refuseUnlessWithin(value, 0, high, field);
    if (fault?.code === "OutOfRange" && (value as number) < 0) return refuse("Negative", field, fault.detail);
    if (fault !== undefined) return fault;
    if (Object.is(value, -0)) return refuseMinusZero(field);
    return Number.isInteger(value) ? undefined : refuse("OutOfRange", field, "must be a whole number");
  },
});

/**
 * A list of `least` to `most` entries under one rule. Paths are made for faults only: a sound document of many options is
 * checked without building text.
 */
const listOf = (rule: FieldRule, least: number, most: number): FieldRule => ({
  check(value, field) {
    if (!Array.isArray(value))
      return refuse(value === undefined ? "FieldMissing" : "NotANumber", field, "must be a list");
    if (value.length < least || value.length > most)
      return refuse("OutOfRange", field, `must have ${least} to ${most} entries`);
    const index = value.findIndex((entry) => rule.check(entry, "") !== undefined);
    return index < 0 ? undefined : rule.check(value[index], `${field}[${index}]`);
  },
});

/** An object with these fields and no other. */
function objectOf(fields: Readonly<Record<string, FieldRule>>): FieldRule {
  const rules = new Map(Object.entries(fields));
  return {
    check(value, field) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return refuse("FieldMissing", field, "must be an object");
      const members = value as Readonly<Record<string, unknown>>; // by the line above
      const pathOf = (name: string): string => (field === "" ? name : `${field}.${name}`);
      for (const name of Object.keys(members))
        if (!rules.has(name)) return refuse("FieldUnknown", pathOf(name), "is not a field of this object");
      for (const [name, rule] of rules) {
        const member = members[name];
        if (member === undefined && rule.isOptional === true) continue;
        if (rule.check(member, name) !== undefined) return rule.check(member, pathOf(name));
      }
      return undefined;
    },
  };
}

const id = integer(MOST_ID);
const timeMs = integer(MOST_TIME_MS);
const price = above0(MOST_PRICE);
const volatility = above0(50);
const safeWhole = whole(0, Number.MAX_SAFE_INTEGER);

const expiries = (rule: Readonly<Record<string, FieldRule>>, least: number): FieldRule =>
  listOf(objectOf({ expiryMs: timeMs, ...rule }), least, MOST.expiries);
const sviSurface = objectOf({ svi: expiries({ a: finite, b: finite, rho: finite, m: finite, sigma: finite }, 1) });
const flatSurface = objectOf({ flat: expiries({ volAnnual: volatility }, 1) });

/** One of both forms, told apart by its only key. */
const surface: FieldRule = {
  check(value, field) {
    const isFlat = typeof value === "object" && value !== null && "flat" in value;
    return (isFlat ? flatSurface : sviSurface).check(value, field);
  },
};

const underlying = objectOf({
  underlyingId: id,
  spot: nullable(price),
  volAnnual: within(0, 50),
  forwards: expiries({ forward: price, discount: optional(above0(2)) }, 0),
  surface: nullable(surface),
  depth: objectOf({ deltaAtoms: safeWhole, vegaAtoms: safeWhole }),
  crowd: optional(objectOf({ deltaAtoms: safeWhole, vegaAtoms: safeWhole })),
  rangeFloor: optional(within(0, 1)),
  confidence: optional(within(0, 1)),
  ageMs: optional(within(0, 1e12)),
  openInterestScalePpm: optional(whole(E6, 4_000_000)),
  jointShocks: optional(listOf(objectOf({ spot: within(-1, 100), vol: within(-1, 10) }), 0, MOST.jointShocks)),
});

const fixing = objectOf({ fixedFraction: within(0, 1), fixedAverage: within(0, MOST_PRICE) });
const common = {
  instrumentId: id,
  underlyingId: id,
  kind: oneOf("perpetual", "future", "call", "put", "collateral"),
  atomsPerPoint: whole(1, MOST_LOT_ATOMS),
  markAtoms: optional(whole(0, MOST_LOT_ATOMS)),
};
const dated = { ...common, expiryMs: timeMs, fixing: optional(fixing) };
const option = { ...dated, strike: price };

const INSTRUMENTS: Readonly<Record<string, FieldRule>> = {
  perpetual: objectOf({ ...common, fundingRate8h: optional(within(-1, 1)) }),
  future: objectOf(dated),
  call: objectOf(option),
  put: objectOf(option),
  collateral: objectOf({ ...common, haircutPpm: whole(0, E6) }),
};

/** The fields depend on the kind, so that is asked first. */
const instrument: FieldRule = {
  check(value, field) {
    if (typeof value !== "object" || value === null) return refuse("FieldMissing", field, "must be an object");
    const { kind } = value as { readonly kind?: unknown };
    return common.kind.check(kind, `${field}.kind`) ?? INSTRUMENTS[kind as string]!.check(value, field); // one of its keys
  },
};

const position = objectOf({ instrumentId: id, lots: whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) });
const pair = objectOf({ leftUnderlyingId: id, rightUnderlyingId: id, creditPpm: whole(0, 500_000) });

const anything: FieldRule = { check: () => undefined };

const portfolio = objectOf({
  profile: oneOf("standard"),
  parameters: optional(anything), // by name in profile.ts
  method: oneOf("isolated", "cross", "portfolio"),
  detail: optional(oneOf("requirement", "explained", "full")),
  timeMs,
  equityAtoms: whole(-MOST_ATOMS, MOST_ATOMS),
  equityLowAtoms: optional(whole(-MOST_ATOMS, MOST_ATOMS)),
  equityHighAtoms: optional(whole(-MOST_ATOMS, MOST_ATOMS)),
  underlyings: listOf(underlying, 1, MOST.underlyings),
  instruments: listOf(instrument, 0, MOST.instruments),
  positions: listOf(position, 1, MOST.positions),
  pairs: optional(listOf(pair, 0, MOST.pairs)),
});

/** The first field of a portfolio that is unknown, missing or out of its bounds; what fields say of each other is later. */
export function faultOfPortfolio(document: unknown): Refused | undefined {
  const fault = portfolio.check(document, "");
  return fault?.field === "" ? { ...fault, field: "document" } : fault;
}
