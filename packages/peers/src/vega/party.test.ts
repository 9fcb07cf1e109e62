/**
 * Goal: a party's margins in every mode. Method: by hand from vegaprotocol/vega@a50750cc, core/risk/margins_calculation.go,
 * core/risk/isolated_margin.go and core/collateral/simple_distributor.go (no test of theirs).
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";

const market = {
  riskFactorLong: "0.2",
  riskFactorShort: "0.1",
  linearSlippage: "1e-2",
  quadraticSlippage: "0.001",
  positionDecimals: 1,
};

describe("a party's margins", () => {
  // Two and a half contracts at 100: slippage 100·(0.025 + 0.00625) = 3.125, and a contract more on order.
  const long = { market, position: 25, buys: [{ size: 10, price: 90 }], markPrice: 100 };
  const capped = { market: { maxPrice: 1000 }, buys: [{ size: 2, price: 300 }], sells: [{ size: 5, price: 900 }] };

  test.each([
    // 3.125 + 350·0.2 = 73.125.
    ["long", long, { maintenance: 74, search: 81, initial: 88, release: 103, order: 0 }],
    // Orders at the auction's price where that is more than their own: 3.125 + 370·0.2 and 3.125 + 340·0.2.
    ["dear auction", { ...long, auctionPrice: 120 }, { maintenance: 78 }],
    ["cheap auction", { ...long, auctionPrice: 50 }, { maintenance: 72 }],
    // Funding to pay is added, funding to receive is not.
    ["funding owed", { ...long, fundingPerContract: "3" }, { maintenance: 81 }],
    ["funding due", { ...long, fundingPerContract: "-3" }, { maintenance: 74 }],
    // 100·(0.02 + 0.004) + 200·0.1 = 22.4; with six contracts bid the other side is 600·0.2, without slippage.
    ["short", { market, position: -20, markPrice: 100 }, { maintenance: 23 }],
    [
      "short with bids",
      { market, position: -20, buys: [{ size: 60, price: 1 }], markPrice: 100 },
      { maintenance: 120 },
    ],
    ["nothing", { market, position: 0, markPrice: 100 }, { maintenance: 0, release: 0 }],
    // Bought at 400, 1200 may be lost, and 600 on the bids; sold at 400 under a cap of 1000, 1800.
    ["capped long", { ...capped, position: 3, entryPrice: 400 }, { maintenance: 1800, search: 1800, release: 1800 }],
    ["capped short", { ...capped, position: -3, entryPrice: 400 }, { maintenance: 2400, initial: 2400 }],
    // The best ten of the asks close the position: (5·100 + 10·150)/2; the position's own margin is half its entry.
    [
      "isolated",
      {
        market: { riskFactorLong: "0.2", linearSlippage: "0.01" },
        position: 10,
        entryPrice: 100,
        markPrice: 100,
        marginFactor: "0.5",
        buys: [{ size: 4, price: 90 }],
        sells: [
          { size: 10, price: 150 },
          { size: 15, price: 100 },
        ],
      },
      { maintenance: 210, search: 0, initial: 252, release: 0, order: 1000, position: 500 },
    ],
  ])("%s", (_, json, expected) => {
    expect(runProfileCase("vega-margin", { ...json, expected })).toMatchObject({
      cases: [{ isWithinTolerance: true }],
    });
  });

  test("factors are truncated to five decimals", () => {
    const own = { riskFactorLong: "1", search: "1.100009", initial: "1.2", release: "1.4" };
    const json = { market: own, position: 1_000_000, markPrice: 1, expected: { search: 1_100_000 } };
    expect(runProfileCase("vega-margin", json)).toMatchObject({ cases: [{ isWithinTolerance: true }] });
  });

  test.each([
    ["market.positionDecimals", { market: { positionDecimals: 19 }, position: 1, markPrice: 1 }],
    ["market.linearSlippage", { market: { linearSlippage: "1/2" }, position: 1, markPrice: 1 }],
    ["buys[0].size", { market, position: 1, markPrice: 1, buys: [{ size: -1, price: 1 }] }],
  ])("%s is refused", (field, json) => {
    expect(runProfileCase("vega-margin", json)).toMatchObject({ ok: false, field });
  });
});

describe("loss socialisation", () => {
  const sharesOf = (json: object): unknown => {
    const answer = runProfileCase("vega-margin", json);
    return answer.ok ? answer.cases[0]?.computed.shares : answer;
  };

  test("gains are paid at a ratio of sixteen digits, rounded down; the last is paid what is left", () => {
    // 0.3333333333333333 · 3000 = 999.9…: 999 to each, three left.
    const gains = { c: "3000", a: "3000", b: "3000" };
    expect(sharesOf({ uncovered: "6000", gains })).toEqual({ a: 2001, b: 2001, c: 1998 });
    expect(sharesOf({ uncovered: "6000", gains: { network: "3000", z: "3000", y: "3000" } })).toEqual({
      network: 1998,
      y: 2001,
      z: 2001,
    });
  });
});
