/**
 * Goal: every step of the published auctions to 1e-6 USD, and conservation of value. Method: compact published cases.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { named, type Row, readVector } from "../../testing/vectors.ts";
import { afterBid, bidPrice, bufferMargin, discountAt, maximumFraction, startFee } from "./auction.ts";
import { DERIVE_AUCTION } from "./profile.ts";

interface AuctionRow {
  readonly name: string;
  readonly initial: Row;
  readonly fee: number;
  readonly actions: readonly { time: number; portfolio: Row; want: number; results: Row }[];
}

const RESULTS = ["PreMtM", "PreMM", "PreBM", "PreFMax", "ExpectedBidPrice", "PostMtM", "PostMM", "PostBM", "PostFMax"];
const ONE = 1e18;
const { cases } = readVector<{ cases: readonly AuctionRow[] }>("deriveAuction");

const portfolioOf = ([expiry, strike, amount, vol, cash, spot, forward, rate]: Row) => ({
  OptionExpiries: [expiry],
  OptionStrikes: [strike],
  OptionIsCall: [1],
  OptionAmounts: [amount],
  OptionVols: [vol],
  OptionVolConfidences: [ONE],
  Cash: cash,
  Perps: 0,
  Base: 0,
  SpotPrice: spot,
  SpotConfidence: ONE,
  Forwards: [forward],
  ForwardConfidences: [ONE],
  Rates: [rate],
  RateConfidences: [ONE],
  StablePrice: ONE,
});

test.each(cases)("derive-auction reproduces $name", ({ name, initial, fee, actions }) => {
  const json = {
    [name]: {
      StartTime: 0,
      InitialPortfolio: portfolioOf(initial),
      LiquidationFee: fee,
      Actions: actions.map(({ time, portfolio, want, results }) => ({
        Time: time,
        PortfolioAndFeeds: portfolioOf(portfolio),
        Liquidator: { PercentWant: want },
        Results: named(RESULTS, results),
      })),
    },
  };
  expect(runProfileCase("derive-auction", json)).toMatchObject({
    ok: true,
    cases: [{ name, isWithinTolerance: true }],
  });
});

describe("auction arithmetic", () => {
  const state = { markToMarket: 100, maintenanceMargin: -80, reserved: 10 };

  test("the discount starts at 98 %, is 80 % after the fast part and ends at 0", () => {
    expect([0, 100, 7300, 14_500, 20_000].map((seconds) => discountAt(DERIVE_AUCTION, seconds))).toEqual([
      0.98, 0.8, 0.4, 0, 0,
    ]);
  });

  test("selling the largest fraction brings the buffer margin to zero", () => {
    const discount = discountAt(DERIVE_AUCTION, 0);
    const fraction = maximumFraction(DERIVE_AUCTION, state, discount);
    const after = afterBid(state, fraction, bidPrice(state, discount, fraction));
    expect(fraction).toBeGreaterThan(0);
    expect(bufferMargin(DERIVE_AUCTION, after)).toBeCloseTo(0, 9);
    expect(after.reserved).toBeCloseTo(10 + bidPrice(state, discount, fraction), 9);
  });

  test("an account that owes more than it has may be sold whole, and pays no fee", () => {
    const owing = { markToMarket: -5, maintenanceMargin: -80, reserved: 0 };
    expect(maximumFraction(DERIVE_AUCTION, owing, 0.98)).toBe(1);
    expect(startFee(DERIVE_AUCTION, owing)).toBe(0);
  });
});

/** One or more perpetuals at 1000 and cash, without options. */
const linear = (cash: number, perps: number) => ({
  OptionExpiries: [],
  Cash: cash * ONE,
  Perps: perps * ONE,
  PerpPrice: 1000 * ONE,
  PerpConfidence: ONE,
  SpotPrice: 1000 * ONE,
  SpotConfidence: ONE,
  StablePrice: ONE,
});

test("an account that is worth less than nothing is shown, not judged", () => {
  const answer = runProfileCase("derive-auction", { InitialPortfolio: linear(-1, 1), LiquidationFee: 7, Actions: [] });
  expect(answer).toMatchObject({
    ok: true,
    cases: [{ excluded: expect.stringContaining("insolvent"), computed: { LiquidationFee: 0 } }],
  });
});

test("a bid below the limit takes its part of what the bidder finds, not of the original", () => {
  // One perpetual at 1000 and 100 in cash: worth 100, maintenance 100 − 150 − 20, so up to 104/202 may be sold at 98 %.
  const action = (cash: number, perps: number, want: number) => ({
    Time: 0,
    PortfolioAndFeeds: linear(cash, perps),
    Liquidator: { PercentWant: want * ONE },
  });
  const answer = runProfileCase("derive-auction", {
    Actions: [action(100, 1, 0.1), action(99.8, 0.9, 0.2)],
    InitialPortfolio: linear(100, 1),
  });
  // 9.8 was paid for the first tenth; the second bidder pays 0.98·(99.8 − 9.8)·0.2 for 0.2 of the nine tenths left.
  expect(answer).toMatchObject({
    ok: true,
    cases: [
      {
        computed: {
          "Actions[0]": {
            PreFMax: expect.closeTo((104 / 202) * ONE, -6),
            ExpectedBidPrice: expect.closeTo(9.8 * ONE, -6),
          },
          "Actions[1]": {
            fLiquidatedOfOriginal: expect.closeTo(0.2 * ONE, -6),
            FinalPercentageReceived: expect.closeTo(0.18 * ONE, -6),
            ExpectedBidPrice: expect.closeTo(17.64 * ONE, -6),
          },
        },
      },
    ],
  });
});
