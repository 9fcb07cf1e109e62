/**
 * What each field of the document may be.
 *
 * @module
 */
import {
  type FieldRule,
  faultOfRecord,
  finite,
  listOf,
  oneOf,
  optional,
  positive,
  record,
} from "../value/product/rules.ts";
import { type Refused, refuse, refuseUnlessWithin } from "../value/refusal.ts";

/** Sizes past these are refused: they bound the work of a public question. */
export const MOST = { underlyings: 32, instruments: 1024, positions: 512, expiries: 64, jointShocks: 1024, pairs: 64 };

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

/** A whole number as JSON may carry it, within bounds. */
const whole = (low: number | bigint, high: number | bigint): FieldRule => ({
  check(value, field) {
    if (value === undefined) return refuse("FieldMissing", field, "must be a whole number");
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
    return Number.isInteger(value) ? undefined : refuse("OutOfRange", field, "must be a whole number");
  },
});

const id = integer(MOST_ID);
const timeMs = integer(MOST_TIME_MS);
const price = above0(MOST_PRICE);
const volatility = above0(50);
const safeWhole = whole(0, Number.MAX_SAFE_INTEGER);

const sviSlices = listOf(
  { expiryMs: timeMs, a: finite, b: finite, rho: finite, m: finite, sigma: finite },
  1,
  MOST.expiries,
);
const flatVols = listOf({ expiryMs: timeMs, volAnnual: volatility }, 1, MOST.expiries);

/** One of both forms, told apart by its only key. */
const surface: FieldRule = {
  check(value, field) {
    const isFlat = typeof value === "object" && value !== null && "flat" in value;
    return record(isFlat ? { flat: flatVols } : { svi: sviSlices }).check(value, field);
  },
};

const underlying = {
  underlyingId: id,
  spot: nullable(price),
  volAnnual: within(0, 50),
  forwards: listOf({ expiryMs: timeMs, forward: price, discount: optional(above0(2)) }, 0, MOST.expiries),
  surface: nullable(surface),
  depth: record({ deltaAtoms: safeWhole, vegaAtoms: safeWhole }),
  rangeFloor: optional(within(0, 1)),
  confidence: optional(within(0, 1)),
  ageMs: optional(within(0, 1e12)),
  openInterestScalePpm: optional(whole(1_000_000, 4_000_000)),
  jointShocks: optional(listOf({ spot: within(-1, 100), vol: within(-1, 10) }, 0, MOST.jointShocks)),
};

const fixing = record({ fixedFraction: within(0, 1), fixedAverage: within(0, MOST_PRICE) });
const common = {
  instrumentId: id,
  underlyingId: id,
  kind: oneOf("perpetual", "future", "call", "put", "collateral"),
  atomsPerPoint: whole(1, MOST_LOT_ATOMS),
  markAtoms: optional(whole(0, MOST_LOT_ATOMS)),
};
const dated = { ...common, expiryMs: timeMs, fixing: optional(fixing) };
const option = { ...dated, strike: price };

const INSTRUMENTS: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> = {
  perpetual: { ...common, fundingRate8h: optional(within(-1, 1)) },
  future: dated,
  call: option,
  put: option,
  collateral: { ...common, haircutPpm: whole(0, 1_000_000) },
};

/** The fields depend on the kind, so that is asked first. */
const instrument: FieldRule = {
  check(value, field) {
    if (typeof value !== "object" || value === null) return refuse("FieldMissing", field, "must be an object");
    const { kind } = value as { readonly kind?: unknown };
    return common.kind.check(kind, `${field}.kind`) ?? record(INSTRUMENTS[kind as string]!).check(value, field);
  },
};

const listOfRules = (rule: FieldRule, limit: number): FieldRule => ({
  check(value, field) {
    if (!Array.isArray(value))
      return refuse(value === undefined ? "FieldMissing" : "NotANumber", field, "must be a list");
    if (value.length > limit) return refuse("OutOfRange", field, `may have ${limit} entries at most`);
    for (const [index, entry] of value.entries()) {
      const fault = rule.check(entry, `${field}[${index}]`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
});

const POSITION = { instrumentId: id, lots: whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) };
const PAIR = { leftUnderlyingId: id, rightUnderlyingId: id, creditPpm: whole(0, 500_000) };

const anything: FieldRule = { check: () => undefined };

const PORTFOLIO: Readonly<Record<string, FieldRule>> = {
  profile: oneOf("standard"),
  parameters: optional(anything), // by name in profile.ts
  method: oneOf("isolated", "cross", "portfolio"),
  detail: optional(oneOf("requirement", "explained", "full")),
  timeMs,
  equityAtoms: whole(-MOST_ATOMS, MOST_ATOMS),
  underlyings: listOf(underlying, 1, MOST.underlyings),
  instruments: listOfRules(instrument, MOST.instruments),
  positions: listOf(POSITION, 1, MOST.positions),
  pairs: optional(listOf(PAIR, 0, MOST.pairs)),
};

const ROOT = "document";

/** The first field of a portfolio that is unknown, missing or out of its bounds; what fields say of each other is later. */
export function faultOfPortfolio(document: unknown): Refused | undefined {
  const fault = faultOfRecord(document, PORTFOLIO, ROOT);
  return fault && { ...fault, field: fault.field.replace(`${ROOT}.`, "") };
}
