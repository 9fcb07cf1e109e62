/**
 * Goal: values stay right at the edges: bands as narrow as they come, volatility from nothing to thousands of per cent, spots
 * beside a barrier. Method: slow methods that share no code, limits that are known, and bounds.
 */
import { describe, expect, it } from "vitest";
import { priceProduct } from "../product/valueProduct.ts";
import { conzeViswanathanCall, eigenKnockOut, twoFixingCall } from "../testing/slowMethods.ts";
import { americanValue } from "./american.ts";
import { discreteAsianValue } from "./asianExact.ts";
import { barrierValue } from "./barrier.ts";
import { doubleBarrierValue, vanillaBand } from "./images.ts";
import { fixedLookbackValue, floatingLookbackValue, partialFixedLookbackValue } from "./lookback.ts";
import { partialBarrierValue } from "./partialBarrier.ts";
import { discountOf, forwardOf, type SpotMarket, vanillaValue } from "./spotMarket.ts";
import { cashAtExpiry } from "./touch.ts";
import { twoAssetBarrierValue } from "./twoAssets.ts";

const market = (volAnnual: number, rateAnnual = 0.05, yieldAnnual = 0.02): SpotMarket => ({
  spot: 100,
  rateAnnual,
  yieldAnnual,
  volAnnual,
});

describe("double barriers", () => {
  it.each([
    [80, 130, 0.05],
    [80, 130, 0.4],
    [99, 101, 0.02],
    [99, 101, 0.1],
    [99.99, 100.02, 0.0004],
    [50, 300, 2],
    [60, 100.001, 0.3],
  ])("%d to %d at a volatility of %d: images agree with eigenfunctions", (lower, upper, vol) => {
    for (const kind of ["call", "put"] as const) {
      const strike = 0.4 * lower + 0.6 * upper;
      const sign = kind === "call" ? 1 : -1;
      const paid = (spot: number): number => Math.max(0, sign * (spot - strike));
      const images = doubleBarrierValue(vanillaBand(kind, strike), "out", lower, upper, market(vol), 1);
      const modes = eigenKnockOut(paid, lower, upper, market(vol), 1);
      expect(Math.abs(images - modes)).toBeLessThan(2e-6 * (upper - lower) + 1e-12);
    }
  });

  it.each([
    [99.99, 100.02, 5],
    [99.995, 100.0051, 50],
    [1e-20, 1e23, 20],
  ])(
    "%d to %d at a volatility of %d for a century: in and out make the vanilla, at bounded work",
    (lower, upper, vol) => {
      const at = (knock: "in" | "out") =>
        doubleBarrierValue(vanillaBand("call", 100), knock, lower, upper, market(vol), 100);
      const vanilla = vanillaValue(market(vol), "call", 100, 100);
      expect(at("in") + at("out")).toBeCloseTo(vanilla, 9);
      expect(at("in")).toBeGreaterThan(0.9 * vanilla);
    },
  );
});

describe("touches and lookbacks", () => {
  it("are right where the drift is forty standard deviations", () => {
    // The forward is the barrier: of paths that end a hair below, some were above before.
    const calm = market(0.001, 0.05, 0);
    const level = forwardOf(calm, 1);
    const touched = cashAtExpiry(calm, level, 1, true) / discountOf(calm, 1);
    // P = Φ(−σ/2) + e^(2νd/σ²)·Φ(−(d + ν)/σ), the second by the first terms of Φ(−z) ≈ φ(z)/z.
    const nu = 0.05 - 0.5e-6;
    const z = (0.05 + nu) / 0.001;
    const second = (Math.exp((2 * nu * 0.05) / 1e-6 - (z * z) / 2) / Math.sqrt(2 * Math.PI) / z) * (1 - 1 / (z * z));
    expect(touched).toBeCloseTo(0.5 - 0.0005 * 0.398942 + second, 7);
  });

  it.each([0.001, 0.003, 0.01, 0.05, 0.3, 1, 3])("agree with closed forms at a volatility of %d", (vol) => {
    for (const [rate, dividend] of [
      [0.05, 0.02],
      [0.02, 0.08],
      [0.5, 0],
      [2, 0.5],
    ] as const)
      for (const strike of [100, 101, 120]) {
        const open = market(vol, rate, dividend);
        // The closed form itself loses its reflected term where a factor overflows.
        if ((2 * (rate - dividend) * Math.log(strike / 100)) / (vol * vol) > 600) continue;
        if (Math.abs(rate - dividend) / vol > 30) continue;
        const closed = conzeViswanathanCall(open, strike, 1);
        expect(Math.abs(fixedLookbackValue(open, "call", strike, 100, 1) - closed)).toBeLessThan(1e-9 * (100 + closed));
      }
  });

  it.each([1e-4, 0.01, 0.5])(
    "watched from the last moment on are vanillas, deep in the money, at a volatility of %d",
    (vol) => {
      for (const strike of [1, 60, 99.9]) {
        const late = partialFixedLookbackValue(market(vol), "call", strike, 1 - 1e-12, 1);
        expect(Math.abs(late - vanillaValue(market(vol), "call", strike, 1))).toBeLessThan(1e-4 * vol + 1e-9);
      }
    },
  );

  it.each([0.0005, 0.01, 0.09, 5, 20])("are finite and in order at a volatility of %d", (vol) => {
    for (const [rate, dividend] of [
      [2, 0.5],
      [0.05, 0.5],
      [0, 0],
    ] as const) {
      const open = market(vol, rate, dividend);
      const fixed = fixedLookbackValue(open, "call", 110, 100, 1);
      const partial = partialFixedLookbackValue(open, "call", 110, 0.5, 1);
      const vanilla = vanillaValue(open, "call", 110, 1);
      expect(partial).toBeGreaterThanOrEqual(vanilla - 1e-9 * (1 + vanilla));
      expect(fixed).toBeGreaterThanOrEqual(partial - 1e-9 * (1 + partial));
      expect(floatingLookbackValue(open, "put", 100, 1)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("barriers watched from the first moment on, or on a twin of the asset", () => {
  it.each([0.01, 0.02, 0.03, 0.05, 0.2, 1])("are whole barriers at a volatility of %d", (vol) => {
    for (const [barrierKind, barrier, rate] of [
      ["upOut", 110, 0.1],
      ["upOut", 115, 0.1],
      ["downOut", 91, -0.1],
      ["downOut", 85, -0.1],
      ["upOut", 131, 0.5],
    ] as const)
      for (const kind of ["call", "put"] as const) {
        const asset = market(vol, rate, 0);
        const option = { kind, strike: 98, barrierKind, barrier, yearsToExpiry: 1 };
        const whole = barrierValue({ ...option, rebate: 0 }, asset);
        for (const watch of ["endOneSide", "endEitherSide"] as const) {
          const watched = partialBarrierValue({ ...option, watch, watchYears: 1e-9 }, asset);
          expect(Math.abs(watched - whole)).toBeLessThan(1e-11);
        }
        const twins = { first: asset, second: asset, correlation: 1 };
        expect(Math.abs(twoAssetBarrierValue(twins, kind, 98, barrierKind, barrier, 1) - whole)).toBeLessThan(1e-7);
      }
  });
});

describe("American options", () => {
  it.each(["spectral", "baroneAdesiWhaley", "bjerksundStensland", "juZhong"] as const)(
    "have no gap where interest or yield vanish, by %s",
    (method) => {
      for (const [kind, at] of [
        ["call", (rate: number) => market(0.3, rate, 0.05)],
        ["put", (rate: number) => market(0.3, 0.05, rate)],
        ["put", (rate: number) => market(0.3, rate, 0.02)],
        ["put", (rate: number) => market(0.3, rate, -0.02)],
        ["call", (dividends: number) => market(0.3, -0.02, dividends)],
      ] as const) {
        const near = americanValue(at(1e-7), kind, 100, 1, method);
        for (const rate of [0, 5e-324, 1e-300, 1e-13])
          expect(Math.abs(americanValue(at(rate), kind, 100, 1, method) - near)).toBeLessThan(1e-4);
      }
    },
  );
});

describe("American puts under interest that is large beside the variance", () => {
  it.each([
    [0.1, 0.076, 0.001, 104.65, 1.966],
    [0.123, 0.1226, 0.001, 70, 2],
    [0.1, 0.1065, 0.0079, 102.06, 1.31],
    [0.05, 0.15, 0, 100.5, 3],
  ])("stay near Ju and Zhong and rise with life: σ %d, r %d", (vol, rate, dividends, strike, years) => {
    const at = (life: number, method: "spectral" | "juZhong") =>
      americanValue(market(vol, rate, dividends), "put", strike, life, method);
    const value = at(years, "spectral");
    expect(Math.abs(value - at(years, "juZhong"))).toBeLessThan(6e-3);
    for (const factor of [1.05, 1.1, 1.2]) expect(at(factor * years, "spectral")).toBeGreaterThan(value - 1e-5);
  });
});

describe("averages", () => {
  it.each([0.001, 0.5, 2, 5])("of two fixings agree with a plain quadrature at a volatility of %d", (vol) => {
    for (const [strike, first] of [
      [60, 0.5],
      [170, 0.9],
    ] as const) {
      const schedule = { fixingYears: [first, 1], pastCount: 0, pastSum: 0 };
      const exact = discreteAsianValue(market(vol), "call", strike, schedule, 1);
      expect(Math.abs(exact - twoFixingCall(market(vol), strike, first, 1))).toBeLessThan(5e-7);
    }
  });

  it("of thirty fixings have their digits at volatilities where forty-eight nodes were too few", () => {
    const fixingYears = Array.from({ length: 30 }, (_, index) => (index + 1) / 30);
    const at = (vol: number): number =>
      discreteAsianValue(market(vol), "call", 100, { fixingYears, pastCount: 0, pastSum: 0 }, 1);
    // Twice as many nodes and points give the same digits; as few as before gave 57.2398 and 75.3921.
    expect(at(3)).toBeCloseTo(57.243305, 5);
    expect(at(5)).toBeCloseTo(75.392836, 5);
  });

  it("whose tails no window holds are refused by the volatility", () => {
    const product = { product: "asian", method: "exact", kind: "call", strike: 100, yearsToExpiry: 1 };
    const fixings = { fixingYears: [0.5, 1], pastCount: 0, pastSum: 0 };
    expect(priceProduct({ ...product, ...fixings }, market(5.01))).toMatchObject({
      code: "NotCovered",
      field: "market.volAnnual",
    });
  });
});
