/**
 * Goal: an account is told how near its breach is, in step with the forecast, and what to bring by when.
 * Method: one position with less and less equity behind it; the probability worked out apart from the formula.
 */
import { normalCdf } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../../testing/ethMarket.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, testGenesis, usdc } from "../../testing/testMarket.ts";
import { estimateBreach } from "./breachEstimate.ts";

let house: TestHouse;
let accountId: number;
let other: number;
beforeEach(() => {
  house = createTestHouse();
  accountId = house.openAccount(address(1), usdc(1_000_000));
  other = house.openAccount(address(2), usdc(1_000_000));
});

const estimate = () => estimateBreach(house.house.margin, house.state, house.account(accountId));

/** Leaves the account this much over its maintenance margin, in dollars. */
function leave(dollars: number): void {
  const { equityAtoms, maintenanceAtoms } = house.house.margin.assess(house.state, house.account(accountId));
  house.moveCash(accountId, other, (equityAtoms - maintenanceAtoms - usdc(dollars)) as ReturnType<typeof usdc>);
}

test("FCST-045 without positions there is nothing to breach", () => {
  expect(estimate()).toEqual({ probabilityPpm: 0n, level: "none", missingAtoms: 0n });
});

test("FCST-041 FCST-043 FCST-045 a long coin at 60 % a year: the probability is the forecast's own", () => {
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  leave(1_000);
  // A thousand dollars are 1 % of the coin; σ of the hour is 60 % / √8760, in the mixture of FCST-041.
  const deviation = 0.6 / Math.sqrt(8_760);
  const tail = (scale: number) => normalCdf(-0.01 / (deviation * Math.sqrt(scale)));
  const expected = 2 * (0.9 * tail(0.5) + 0.1 * tail(5.5));
  expect(Number(estimate().probabilityPpm) / 1e6).toBeCloseTo(expected, 4);
});

test("FCST-044 FCST-045 FCST-076 the nearer the breach, the higher the level", () => {
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const told = [20_000, 2_000, 1_100, 300, -1].map((dollars) => {
    leave(dollars);
    const { level, missingAtoms } = estimate();
    return [level, missingAtoms > 0n] as const;
  });
  expect(told).toEqual([
    ["none", false],
    ["watch", true],
    ["warning", true],
    ["alarm", true],
    ["alarm", true],
  ]);
  const { initialAtoms, initialEquityAtoms } = house.house.margin.assess(house.state, house.account(accountId));
  expect(estimate().missingAtoms).toBe(initialAtoms - initialEquityAtoms);
  expect(estimate().probabilityPpm).toBe(1_000_000n); // it is in breach already
});

test("FCST-080 asking changes nothing", () => {
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.house.takeEvents();
  estimate();
  expect(house.house.takeEvents()).toEqual([]);
});

test("FCST-079 two underlyings without samples move against the account together, whichever way it stands", () => {
  const probabilityOf = (btc: number, eth: number) => {
    house = createTestHouse(testGenesis({ changes: ETH_MARKET }));
    house.setPrice(ETH_FEED, 100_000);
    accountId = house.openAccount(address(1), usdc(1_000_000));
    other = house.openAccount(address(2), usdc(10_000_000));
    for (const [instrumentId, size] of [
      [BTC_PERP, btc],
      [ETH_PERP, eth],
    ] as const) {
      const [buyer, seller] = size > 0 ? [accountId, other] : [other, accountId];
      if (size !== 0) house.novate(buyer, seller, instrumentId, perpLots(Math.abs(size)), btcTicks(100_000));
    }
    leave(1_000);
    return Number(estimate().probabilityPpm) / 1e6;
  };
  const alone = probabilityOf(1_000, 0);
  expect(alone).toBeGreaterThan(0.05);
  expect(probabilityOf(500, 500)).toBeCloseTo(alone, 3);
  expect(probabilityOf(500, -500)).toBeCloseTo(alone, 3);
});
