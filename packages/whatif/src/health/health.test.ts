/**
 * Goal: health figures say where an account breaks and what a position costs. Method: a perpetual by hand, then the
 * definition itself at random: not in breach on one side of the price, in breach on the other.
 */
import { atoms } from "@novate/num";
import { type InstrumentTerms, type MarginMethod, STANDARD_PROFILE } from "@novate/risk";
import { BTC, ETH, listing, modelMark, sampleMarket } from "@novate/risk/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceToLiquidation, liquidationPrices, movePortfolio, surplusOf } from "./liquidation.ts";
import { marginalMargins } from "./marginal.ts";
import { bookPortfolio, type MarginPortfolio } from "./portfolio.ts";

const markets = { [BTC]: sampleMarket(BTC, 60_000, 0.6), [ETH]: sampleMarket(ETH, 3000, 0.8) };
const terms = [...listing(BTC, 60_000, 1000), ...listing(ETH, 3000, 10_000)];

function portfolioOf(
  held: [InstrumentTerms, number][],
  equity: bigint,
  method: MarginMethod = "cross",
): MarginPortfolio {
  return {
    profile: STANDARD_PROFILE,
    method,
    underlyings: Object.values(markets).map((market) => ({
      market,
      openInterestScalePpm: 1_000_000,
      deltaDepthAtoms: 1e15,
      vegaDepthAtoms: 1e13,
    })),
    positions: held.map(([instrument, lots]) => ({
      terms: instrument,
      mark: {
        valueAtoms: modelMark(instrument, markets[instrument.underlyingId as 1 | 2]),
        fundingRate8h: 0,
        isPriced: true,
      },
      lots,
    })),
    pairs: [],
    equity: atoms(equity),
    equityLow: atoms(equity),
    equityHigh: atoms(equity),
  };
}

describe("liquidationPrices", () => {
  it("MARG-052: of a long perpetual lies where equity meets its maintenance margin", () => {
    // 1 BTC at 60,000 with 15,000: equity 15,000 − 60,000·(1 − x) = MM ≈ 60,000·x·0.8·4/3·0.0942163 → x ≈ 0.8338.
    const prices = liquidationPrices(portfolioOf([[terms[0]!, 1000]], 15_000_000_000n), BTC);
    expect(prices.above).toBeNull();
    expect(prices.below! / 60_000).toBeCloseTo(45 / (60 - 60 * 0.8 * (4 / 3) * 0.0942163), 2);
    expect(distanceToLiquidation(prices, 60_000)).toBeCloseTo(1 - prices.below! / 60_000, 12);
  });
  it("MARG-052: of an account in breach is the spot, of a safe one nothing", () => {
    expect(liquidationPrices(portfolioOf([[terms[0]!, 1000]], 1n), BTC)).toEqual({
      underlyingId: BTC,
      below: 60_000,
      above: 60_000,
    });
    const safe = liquidationPrices(portfolioOf([[terms[0]!, 1]], 10n ** 12n), BTC);
    expect(safe).toEqual({ underlyingId: BTC, below: null, above: null });
    expect(distanceToLiquidation(safe, 60_000)).toBeNull();
  });
  it("MARG-052: separates safety from breach, for any portfolio", () => {
    const held = fc.array(fc.tuple(fc.constantFrom(...terms.slice(0, 13)), fc.integer({ min: -300, max: 300 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(held, fc.bigInt({ min: 10n ** 8n, max: 3n * 10n ** 10n }), (pairs, equity) => {
        const portfolio = portfolioOf(pairs, equity);
        const at = (price: number) => surplusOf(movePortfolio(portfolio, BTC, price / 60_000));
        const { below, above } = liquidationPrices(portfolio, BTC);
        fc.pre(below !== 60_000);
        if (below !== null) expect([at(below) < 0n, at(below * 1.00001) < 0n]).toEqual([true, false]);
        if (above !== null) expect([at(above) < 0n, at(above * 0.99999) < 0n]).toEqual([true, false]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("marginalMargins", () => {
  it("MARG-053: a hedge costs less than nothing, and a lone position all of the margin", () => {
    const { book, context, positions } = bookPortfolio(
      portfolioOf(
        [
          [terms[0]!, 1000],
          [terms[1]!, -300],
        ],
        0n,
      ),
    );
    const [long, hedge] = marginalMargins(book, context, positions, "cross");
    expect(long!).toBeGreaterThan(0n);
    expect(hedge!).toBeLessThan(0n);
    const lone = bookPortfolio(portfolioOf([[terms[0]!, 1000]], 0n));
    expect(marginalMargins(lone.book, lone.context, lone.positions, "cross")[0]).toBeGreaterThan(7_000_000_000n);
  });
});

describe("distanceToLiquidation", () => {
  it("MARG-054: is the nearer of both sides", () => {
    const prices = { underlyingId: BTC, below: 54_000, above: 63_000 };
    expect(distanceToLiquidation(prices, 60_000)).toBeCloseTo(0.05, 14);
    expect(distanceToLiquidation({ ...prices, above: null }, 60_000)).toBeCloseTo(0.1, 14);
  });
});
