/**
 * Goal: a spread option keeps its value up to perfect correlation. Method: Margrabe's formula without a strike, parity, and
 * midpoints over both assets (over the one driver that perfect correlation leaves).
 *
 * @module
 */
import { exp, sqrt } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TwoAssetMarket } from "./spotMarket.ts";
import { spreadValue } from "./spread.ts";
import { exchangeValue } from "./twoAssets.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const asset = fc.record({ spot: between(50, 200), yieldAnnual: between(-0.1, 0.1), volAnnual: between(0.02, 1.2) });
const correlations = fc.oneof(
  fc.constantFrom(-1, 1, -0.99999999, 0.99999999, -0.999, 0.999, -0.99, 0.99),
  between(-1, 1),
);
const markets = fc
  .tuple(asset, asset, between(-0.1, 0.1), correlations)
  .map(([first, second, rateAnnual, correlation]): TwoAssetMarket => {
    return { first: { ...first, rateAnnual }, second: { ...second, rateAnnual }, correlation };
  });

/** Midpoints of equal parts over normal drivers. */
function midpointValue({ first, second, correlation }: TwoAssetMarket, strike: number, years: number): number {
  const [ownDev, otherDev] = [first.volAnnual * sqrt(years), second.volAnnual * sqrt(years)];
  const received = first.spot * exp(-first.yieldAnnual * years - 0.5 * ownDev * ownDev);
  const paid = second.spot * exp(-second.yieldAnnual * years - 0.5 * otherDev * otherDev);
  const owed = strike * exp(-first.rateAnnual * years);
  const alone = sqrt((1 - correlation) * (1 + correlation));
  const isPerfect = alone === 0;
  const count = isPerfect ? 100_000 : 1000;
  const width = 17 / count;
  const drivers = Array.from({ length: count }, (_, i) => {
    const z = -8.5 + (i + 0.5) * width;
    return { z, mass: (exp(-0.5 * z * z) * width) / sqrt(2 * Math.PI) };
  });
  let sum = 0;
  for (const { z, mass } of drivers) {
    const cost = paid * exp(otherDev * z) + owed;
    for (const own of isPerfect ? [{ z: 0, mass: 1 }] : drivers)
      sum += mass * own.mass * Math.max(0, received * exp(ownDev * (correlation * z + alone * own.z)) - cost);
  }
  return sum;
}

describe("a spread option at every correlation", () => {
  test("is Margrabe's exchange without a strike", () => {
    fc.assert(
      fc.property(markets, between(0.02, 4), (market, years) => {
        const wanted = exchangeValue(market, 1, 1, years);
        expect(Math.abs(spreadValue(market, "call", 0, years) - wanted)).toBeLessThan(1e-8 * market.first.spot);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps parity", () => {
    fc.assert(
      fc.property(markets, between(0, 60), between(0.02, 4), (market, strike, years) => {
        const { first, second } = market;
        const held = first.spot * exp(-first.yieldAnnual * years) - second.spot * exp(-second.yieldAnnual * years);
        const call = spreadValue(market, "call", strike, years);
        const put = spreadValue(market, "put", strike, years);
        expect(Math.abs(call - put - held + strike * exp(-first.rateAnnual * years))).toBeLessThan(1e-8 * 200);
      }),
      { numRuns: 500 },
    );
  });

  test("is the midpoints' value with one", () => {
    const perfect = markets.map((market) => ({ ...market, correlation: market.correlation < 0 ? -1 : 1 }));
    const usual = between(-0.9, 0.9).chain((correlation) => markets.map((market) => ({ ...market, correlation })));
    for (const [some, numRuns] of [
      [perfect, 30],
      [usual, 5],
    ] as const)
      fc.assert(
        fc.property(some, between(0, 60), between(0.1, 2), (market, strike, years) => {
          const wanted = midpointValue(market, strike, years);
          expect(Math.abs(spreadValue(market, "call", strike, years) - wanted)).toBeLessThan(2e-3);
        }),
        { numRuns },
      );
  });
});

test("no density vanishes before a price does: volatility of 500 % for nine years", () => {
  const vast = (spot: number) => ({ spot, rateAnnual: 0, yieldAnnual: 0, volAnnual: 5 });
  const market = { first: vast(100), second: vast(90), correlation: 0.5 };
  expect(spreadValue(market, "call", 0, 9)).toBeCloseTo(exchangeValue(market, 1, 1, 9), 6);
});
