/**
 * Goal: no delta that is hedged away shelters what options lose when a market opens at its declared gap, or when it is overdue.
 * Method: short straddles, taken leg by leg, before a closing, before its margin period, and in a market that falls silent.
 */
import type { Change } from "@novate/codec";
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { backstopAccount } from "../../governance/founding/index.ts";
import { listCall, listPut } from "../../testing/contracts.ts";
import { eventsOf, healthOf } from "../../testing/crisis.ts";
import { type Asked, runBlock } from "../../testing/runBlock.ts";
import { TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../../testing/testMarket.ts";
import { reportOf, tradeOf, wordsAt } from "../../testing/trades.ts";

const FRIDAY = 4 * 1_440;
const GAP = 0.25;
/** Open for so many minutes from Friday, at genesis, and from Sunday on; null: without end. */
const sessionsOf = (minutes: number | null) => ({
  openings:
    minutes === null
      ? []
      : [FRIDAY, FRIDAY + 2 * 1_440].map((fromMinute) => ({
          fromMinute,
          toMinute: Math.min(fromMinute + minutes, 10_080),
        })),
  closedRangePpm: ppm(minutes === null ? 0n : 250_000n),
});
const EXPIRY_MS = GENESIS_MS + 7 * DAY_MS;
const SLICE = { expiryMs: EXPIRY_MS, aE9: 6_900_000n, bE9: 0n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n }; // total variance .0069: 60 % a year
const [CALL, PUT] = [2, 3];

function say(house: TestHouse, dollars: number, stepMs: number, asked: readonly Asked[] = []) {
  const publishedAtMs = house.timeMs + stepMs;
  const prices = [
    [BTC_FEED, dollars],
    [USDC_FEED, 1],
  ] as const;
  const observations = wordsAt(house, publishedAtMs, prices);
  const surfaces = [{ underlyingId: UNDERLYING, publishedAtMs, slices: [SLICE] }];
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces } as const;
  return runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

/** In the 59th minute. */
function beforeClosing(minutes: number | null = 60) {
  const sessions = sessionsOf(minutes);
  const changes = TEST_CHANGES.map((each) => {
    if (each.type === "RegisterFeed" && each.feedId === BTC_FEED) return { ...each, maxAgeMs: 2 * MINUTE_MS, sessions };
    return each.type === "ListUnderlying" ? { ...each, initialVolPpm: ppm(300_000n) } : each; // a calm underlying: a fresh range of 7.9 % a day
  }) as Change[];
  const options = [
    listCall(btcTicks(100_000), EXPIRY_MS, { instrumentId: CALL }),
    listPut(btcTicks(100_000), EXPIRY_MS, { instrumentId: PUT }),
  ];
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(5_000_000))];
  const house = new TestHouse({
    ...testGenesis({ accounts, skins: [{ segmentId: SEGMENT, amountAtoms: usdc(1_000_000) }] }),
    changes: [...changes, ...options],
  });
  for (let n = 0; n < 59; n += 1) say(house, 100_000 + (n % 2), MINUTE_MS);
  const [thin, rich] = [1, 2].map((n) => house.openAccount(address(n), usdc(n === 1 ? 0 : 100_000_000))) as [
    number,
    number,
  ];
  return { house, thin, rich };
}

const sold = (house: TestHouse, thin: number, rich: number, parts: readonly (readonly [number, bigint])[]): Asked => {
  const trades = parts.map(([instrumentId, size]) => {
    const trade = tradeOf(house, rich, thin, size, house.state.markets.get(instrumentId)!.mark!.priceTicks, {
      instrumentId,
      group: 1,
    });
    for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
    return trade;
  });
  return { command: reportOf(...trades), signer: VENUE_SIGNER };
};

/** Takes ten straddles with so much cash; how many legs were taken. */
function take(cash: number, setting = beforeClosing()) {
  const { house, thin, rich } = setting;
  house.moveCash(rich, thin, usdc(cash));
  const { receipts } = say(house, 100_000, 20, [sold(house, thin, rich, STRADDLE)]);
  return { ...setting, taken: receipts[1]!.outcomes!.filter(({ accepted }) => accepted).length };
}

/** The market opens on Sunday at this price; what the tranches pay. */
function openAt(house: TestHouse, dollars: number) {
  say(house, 100_000, 2 * MINUTE_MS);
  for (let hours = 0; hours < 46; hours += 2) say(house, 100_000, 2 * HOUR_MS);
  while (house.timeMs % DAY_MS !== 0) say(house, 100_000, HOUR_MS - (house.timeMs % HOUR_MS));
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => say(house, dollars + n, MINUTE_MS / 2).events);
  return eventsOf(events, "TrancheDrawn").reduce((sum, { drawnAtoms }) => sum + drawnAtoms, 0n);
}

/** Ten calls and ten puts, leg by leg, so that no delta ever stands open. */
const STRADDLE = Array.from({ length: 50 }, (_, n) => [n % 2 === 0 ? CALL : PUT, 400n] as const);
const doubtOf = (house: TestHouse, accountId: number) => {
  const { equityAtoms, equityLowAtoms } = healthOf(house, accountId);
  return equityAtoms - equityLowAtoms;
};

test("MARG-099 ORCL-067 with what margin alone asks, straddles are not taken before a closing", () => {
  expect(take(97_000).taken).toBeLessThan(STRADDLE.length);
});

test("MARG-099 straddles hold what they lose at the declared gap, and an opening there draws nothing", () => {
  const { house, thin, rich, taken } = take(270_000);
  expect(taken).toBe(STRADDLE.length);
  const held = doubtOf(house, thin);
  const before = healthOf(house, rich).equityAtoms;
  expect(openAt(house, 100_000 * (1 + GAP) - 10)).toBe(0n);
  expect(healthOf(house, rich).equityAtoms - before).toBeGreaterThan(usdc(180_000));
  expect(held).toBeGreaterThanOrEqual(healthOf(house, rich).equityAtoms - before);
});

test("MARG-099 CALL-012 what was opened before the margin period is called for the gap when it begins", () => {
  const { house, thin, taken } = take(97_000, beforeClosing(DAY_MS / MINUTE_MS + 60)); // a closing in 24 hours and a minute
  expect(taken).toBe(STRADDLE.length);
  expect(doubtOf(house, thin)).toBeLessThan(usdc(25_000));
  for (let n = 0; n < 3; n += 1) say(house, 100_000, MINUTE_MS);
  expect(doubtOf(house, thin)).toBeGreaterThan(usdc(180_000));
  expect(house.state.calls.get(thin)!.amountAtoms).toBeGreaterThan(usdc(150_000));
});

test("MARG-099 an overdue price is held for by repricing as well, and a fresh one by net delta", () => {
  const { house, thin } = take(97_000, beforeClosing(null));
  expect(doubtOf(house, thin)).toBeLessThan(usdc(5_000));
  runBlock(house, [], 6 * HOUR_MS);
  const rangePpm = house.state.underlyings.get(UNDERLYING)!.scanRangePpm;
  const widened = (usdc(1_000_000) * rangePpm) / 1_000_000n / 2n; // R·√(t/T) of ten coins, a quarter of a day overdue
  expect(doubtOf(house, thin)).toBeGreaterThan(widened / 4n); // less the volatility that the options were paid for
});
