/**
 * Goal: an American option is worth what a tree says, whatever the signs of rate and yield. Method: the mean of two
 * binomial trees of successive sizes (J. Cox, S. Ross and M. Rubinstein, 1979), and a market in which nothing moves.
 *
 * @module
 */
import { exp, sqrt } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueProduct } from "../product/valueProduct.ts";
import { americanValue, certainAmericanValue, hasTwoBoundaries } from "./american.ts";
import type { SpotMarket } from "./spotMarket.ts";

function treeValue(market: SpotMarket, kind: OptionKind, strike: number, years: number, steps: number): number {
  const dt = years / steps;
  const up = exp(market.volAnnual * sqrt(dt));
  const chance = (exp((market.rateAnnual - market.yieldAnnual) * dt) - 1 / up) / (up - 1 / up);
  const discount = exp(-market.rateAnnual * dt);
  const sign = kind === "call" ? 1 : -1;
  // Node i of a level has seen i ups: the spot of level, i is at 2i − level.
  const spots = Array.from({ length: 2 * steps + 1 }, (_, index) => market.spot * up ** (index - steps));
  const gain = (index: number): number => sign * (spots[index + steps]! - strike);
  const values = Array.from({ length: steps + 1 }, (_, i) => Math.max(0, gain(2 * i - steps)));
  for (let level = steps - 1; level >= 0; level -= 1)
    for (let i = 0; i <= level; i += 1) {
      const held = discount * (chance * values[i + 1]! + (1 - chance) * values[i]!);
      values[i] = Math.max(held, gain(2 * i - level));
    }
  return values[0]!;
}

const twin = (market: SpotMarket, kind: OptionKind, strike: number, years: number): number =>
  0.5 * (treeValue(market, kind, strike, years, 300) + treeValue(market, kind, strike, years, 301));

/** Rates of either sign, and none at all. */
const rate = fc.oneof(fc.constant(0), fc.double({ min: -0.2, max: 0.2, noNaN: true }));
const markets = fc.record({
  spot: fc.double({ min: 60, max: 160, noNaN: true }),
  rateAnnual: rate,
  yieldAnnual: rate,
  volAnnual: fc.double({ min: 0.15, max: 0.9, noNaN: true }),
});
const kinds = fc.constantFrom<OptionKind>("call", "put");
const lives = fc.double({ min: 0.05, max: 2, noNaN: true });

describe("American options against a tree", () => {
  test("for rates and yields of every sign", () => {
    fc.assert(
      fc.property(markets, kinds, lives, (market, kind, years) => {
        fc.pre(!hasTwoBoundaries(market, kind));
        const value = americanValue(market, kind, 100, years, "spectral");
        expect(Math.abs(value - twin(market, kind, 100, years))).toBeLessThan(0.05);
      }),
      { numRuns: 150 },
    );
  });

  test.each(["spectral", "baroneAdesiWhaley", "bjerksundStensland", "juZhong"] as const)(
    "a put without interest above a negative yield, and the call that mirrors it, by %s",
    (method) => {
      const put = { spot: 100, rateAnnual: 0, yieldAnnual: -0.1, volAnnual: 0.6 };
      const call = { ...put, rateAnnual: -0.1, yieldAnnual: 0 };
      const tolerance = method === "spectral" ? 2e-3 : 0.1; // an approximation must still see most of the 0.145
      for (const [kind, market] of [
        ["put", put],
        ["call", call],
      ] as const) {
        const value = americanValue(market, kind, 100, 0.25, method);
        expect(Math.abs(value - 10.9955)).toBeLessThan(tolerance); // European: 10.8503
      }
    },
  );
});

test.each([
  ["put", "upIn", 100.1, 0, -0.1],
  ["put", "downOut", 5, 0, -0.1],
  ["call", "downIn", 99.9, -0.1, 0],
  ["call", "upOut", 2000, -0.1, 0],
] as const)(
  "a %s with a barrier, %s at %d, is nearly the plain one",
  (kind, barrierKind, barrier, rateAnnual, yieldAnnual) => {
    const market = { spot: 100, rateAnnual, yieldAnnual, volAnnual: 0.6 };
    const option = {
      product: "americanBarrier",
      kind,
      strike: 100,
      yearsToExpiry: 0.25,
      barrierKind,
      barrier,
      rebate: 0,
    };
    const valued = valueProduct(option, market);
    if (!valued.ok) throw new Error(`${valued.field}: ${valued.detail}`);
    const plain = americanValue(market, kind, 100, 0.25, "spectral");
    expect(Math.abs(valued.value - plain)).toBeLessThan(barrierKind.endsWith("In") ? 0.2 : 1e-2);
  },
);

test("rho at the edge of two boundaries is that of the side that has a value", () => {
  const rhoAt = (rateAnnual: number): number => {
    const valued = valueProduct(
      { product: "american", kind: "put", strike: 100, yearsToExpiry: 0.25, method: "spectral" },
      { spot: 100, rateAnnual, yieldAnnual: -0.1, volAnnual: 0.6 },
    );
    if (!valued.ok) throw new Error(valued.detail);
    return valued.greeks.rho;
  };
  expect(Math.abs(rhoAt(0) - rhoAt(0.001))).toBeLessThan(0.1);
});

describe("an American exchange", () => {
  const market = {
    spot: 100,
    rateAnnual: 0,
    yieldAnnual: 0.1,
    volAnnual: 0.3,
    second: { spot: 80, yieldAnnual: 0.02, volAnnual: 0.3 },
    correlation: 1,
  };
  const product = {
    product: "exchange",
    firstQuantity: 1,
    secondQuantity: 1,
    yearsToExpiry: 2,
    americanMethod: "spectral",
  };
  test("whose ratio does not move is exercised at the best time", () => {
    expect(valueProduct(product, market)).toMatchObject({ ok: true, value: 20 });
    const later = { spot: 100, rateAnnual: 0.2, yieldAnnual: 0.05, volAnnual: 0 };
    const times = Array.from({ length: 20_001 }, (_, i) => i / 1000);
    const gains = times.map((time) => 100 * exp(-0.05 * time) - 100 * exp(-0.2 * time));
    expect(certainAmericanValue(later, "call", 100, 20)).toBeCloseTo(Math.max(...gains), 5);
  });
  test("with two boundaries is refused", () => {
    const second = { ...market.second, yieldAnnual: -0.1 };
    expect(valueProduct(product, { ...market, yieldAnnual: -0.05, correlation: 0, second })).toMatchObject({
      ok: false,
      code: "NotCovered",
      field: "market.second.yieldAnnual",
    });
  });
});
