/**
 * Random documents for property tests: two underlyings with every kind of instrument, near and far, marked and unmarked.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import fc from "fast-check";
import type { InstrumentDocument, PortfolioDocument, SurfaceDocument, UnderlyingDocument } from "./document.ts";
import { NOW_MS } from "./sample.fixture.ts";

const YEAR_DAYS = 365;
const EXPIRY_DAYS = [0.02, 1, 7, 29.999, 30, 30.001, 60, 365, 900];
const JOINT_DAYS = 4;
const expiryAt = (days: number): number => NOW_MS + Math.round(days * DAY_MS);

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Evenly over the orders of magnitude. */
const scaled = (min: number, max: number) => within(Math.log(min), Math.log(max)).map(Math.exp);

/** A smile an expiry with one shape, so that it is not crossed, or one volatility for all. */
function surfaceOf(form: "svi" | "flat", volAnnual: number, rho: number): SurfaceDocument {
  if (form === "flat") return { flat: EXPIRY_DAYS.map((days) => ({ expiryMs: expiryAt(days), volAnnual })) };
  const svi = EXPIRY_DAYS.map((days) => {
    const variance = (volAnnual * volAnnual * days) / YEAR_DAYS;
    const slope = (0.3 * variance) / Math.max(1, 2 * variance);
    return { expiryMs: expiryAt(days), a: 0.9 * variance, b: slope, rho, m: 0, sigma: 0.2 };
  });
  return { svi };
}

const underlying = (underlyingId: number): fc.Arbitrary<UnderlyingDocument> =>
  fc
    .record({
      spot: scaled(0.01, 1e6),
      volAnnual: scaled(0.05, 3),
      form: fc.constantFrom("svi" as const, "flat" as const),
      rho: within(-0.6, 0.6),
      drift: within(-0.3, 0.3),
      discount: fc.constantFrom(1, 0.97),
      depthAtoms: fc.constantFrom("0", "1000000", "1000000000000", "1000000000000000"),
      rest: fc.record({
        confidence: fc.constantFrom(0, 0.001, 0.2),
        ageMs: fc.constantFrom(0, 5000, 1e9),
        openInterestScalePpm: fc.constantFrom(1_000_000, 2_500_000),
        rangeFloor: fc.constantFrom(0, 0.1),
        jointShocks: fc.array(fc.record({ spot: within(-0.9, 2), vol: within(-1, 3) }), {
          minLength: JOINT_DAYS,
          maxLength: JOINT_DAYS,
        }),
      }),
    })
    .map(({ spot, volAnnual, form, rho, drift, discount, depthAtoms, rest }) => ({
      underlyingId,
      spot,
      volAnnual,
      forwards: EXPIRY_DAYS.map((days) => ({
        expiryMs: expiryAt(days),
        forward: spot * (1 + (drift * days) / 900),
        discount,
      })),
      surface: surfaceOf(form, volAnnual, rho),
      depth: { deltaAtoms: depthAtoms, vegaAtoms: depthAtoms },
      ...rest,
    }));

/** An instrument and how much of it is held, before its underlying is known. */
const holding = fc.record({
  side: fc.constantFrom(0, 1),
  kind: fc.constantFrom(...(["perpetual", "future", "call", "call", "put", "put", "collateral"] as const)),
  days: fc.constantFrom(...EXPIRY_DAYS),
  moneyness: scaled(0.2, 4),
  lots: fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0, 1, -1)),
  markFactor: fc.constantFrom(undefined, undefined, 0.5, 1.5),
  fixedFraction: fc.constantFrom(undefined, undefined, 0, 0.5, 1),
  fundingRate8h: fc.constantFrom(0, 0.01, -0.01),
  haircutPpm: fc.constantFrom(0, 100_000, 1_000_000),
});
type Holding = typeof holding extends fc.Arbitrary<infer T> ? T : never;

/** One lot gains about a hundred million atoms when the price doubles, whatever the price. */
function instrumentOf(held: Holding, instrumentId: number, market: UnderlyingDocument): InstrumentDocument {
  const spot = market.spot!; // every market of this file has a price
  const atomsPerPoint = Math.max(1, Math.round(1e8 / spot));
  const { kind, fixedFraction, markFactor } = held;
  const mark = markFactor === undefined ? {} : { markAtoms: Math.round(markFactor * 0.1 * spot * atomsPerPoint) };
  const common = { instrumentId, underlyingId: market.underlyingId, atomsPerPoint, ...mark };
  if (kind === "perpetual") return { ...common, kind, fundingRate8h: held.fundingRate8h };
  if (kind === "collateral") return { ...common, kind, haircutPpm: held.haircutPpm };
  const fixing = fixedFraction === undefined ? {} : { fixing: { fixedFraction, fixedAverage: 1.05 * spot } };
  const dated = { ...common, expiryMs: expiryAt(held.days), ...fixing };
  return kind === "future" ? { ...dated, kind } : { ...dated, kind, strike: spot * held.moneyness };
}

/** Up to eight positions on two underlyings, with or without a credit between them. */
export const arbitraryPortfolio: fc.Arbitrary<PortfolioDocument> = fc
  .record({
    underlyings: fc.tuple(underlying(1), underlying(2)),
    holdings: fc.array(holding, { minLength: 1, maxLength: 8 }),
    creditPpm: fc.constantFrom(0, 100_000, 500_000),
  })
  .map(({ underlyings, holdings, creditPpm }) => ({
    profile: "standard",
    method: "portfolio",
    detail: "explained",
    timeMs: NOW_MS,
    equityAtoms: "1000000000",
    underlyings,
    instruments: holdings.map((held, index) => instrumentOf(held, index + 1, underlyings[held.side]!)),
    positions: holdings.map(({ kind, lots }, index) => ({
      instrumentId: index + 1,
      lots: kind === "collateral" ? Math.abs(lots) : lots,
    })),
    pairs: [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm }],
  }));
