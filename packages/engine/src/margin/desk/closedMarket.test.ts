/**
 * Goal: a closing closes nobody out for its own gap, is held for before it begins, and makes nobody's other losses smaller.
 * Method: a market that closes beside one that does not; words said into the closing, trades before it, losses during it.
 */
import type { Change } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { backstopAccount } from "../../governance/founding/index.ts";
import { positionOf } from "../../ledger/balances.ts";
import { eventsOf, healthOf, isManaged, segmentOf } from "../../testing/crisis.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../../testing/ethMarket.ts";
import { type Asked, runBlock } from "../../testing/runBlock.ts";
import { TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../../testing/testMarket.ts";
import { reportOf, tradeOf, wordsAt } from "../../testing/trades.ts";

/** Genesis is a Friday at 00:00: open for an hour, and again on Sunday. */
const FRIDAY = 4 * 1_440;
const sessions = {
  openings: [FRIDAY, FRIDAY + 2 * 1_440].map((fromMinute) => ({ fromMinute, toMinute: fromMinute + 60 })),
  closedRangePpm: ppm(150_000n),
};
const isBtc = (change: Change) => change.type === "RegisterFeed" && change.feedId === BTC_FEED;

function say(house: TestHouse, dollars: number, stepMs: number, ether = 4_000, asked: readonly Asked[] = []) {
  const publishedAtMs = house.timeMs + stepMs;
  const prices = [[BTC_FEED, dollars], [USDC_FEED, 1], [ETH_FEED, ether]] as const; // biome-ignore format: one list
  const observations = wordsAt(house, publishedAtMs, prices);
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  return runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

/** A minute before the closing of bitcoin; ether is always open. Two accounts of ten million dollars. */
function beforeClosing(): { house: TestHouse; long: number; short: number } {
  const changes = TEST_CHANGES.map((each) => (isBtc(each) ? { ...each, maxAgeMs: 2 * MINUTE_MS, sessions } : each));
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(5_000_000))];
  const house = new TestHouse({ ...testGenesis({ accounts }), changes: [...(changes as Change[]), ...ETH_MARKET] });
  for (let n = 0; n < 59; n += 1) say(house, 100_000 + (n % 2), MINUTE_MS);
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(10_000_000))) as [number, number];
  return { house, long, short };
}

/** A long of a hundred thousand dollars of bitcoin, so much above its maintenance margin. */
function thinLong(dollars: number) {
  const { house, long, short } = beforeClosing();
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const { equityAtoms, maintenanceAtoms } = healthOf(house, long);
  house.moveCash(long, short, atoms(equityAtoms - maintenanceAtoms - usdc(dollars)));
  return { house, long, short };
}

const lowDoubtOf = (house: TestHouse, accountId: number): Atoms => {
  const { equityAtoms, equityLowAtoms } = healthOf(house, accountId);
  return atoms(equityAtoms - equityLowAtoms);
};

const closedOut = (events: ReturnType<typeof say>["events"]) => [
  ...eventsOf(events, "AccountManaged"),
  ...eventsOf(events, "PositionsClosedOut"),
];

test("ORCL-065 ORCL-067 the closed range is held from a margin period before the closing on, with a word or without", () => {
  const { house, long } = thinLong(300);
  for (const step of [0, 2 * MINUTE_MS, 1_000]) {
    if (step > 0) say(house, 100_000, step);
    expect(lowDoubtOf(house, long)).toBeGreaterThanOrEqual(usdc(15_000));
    expect(lowDoubtOf(house, long)).toBeLessThan(usdc(15_100));
  }
});

test("ORCL-067 new risk and outflows hold the gap in the last minute of a session; a feed that never closes holds none", () => {
  const { house, long, short } = thinLong(300);
  const buy = (size: bigint, instrumentId: number, dollars: number): Asked => {
    const trade = tradeOf(house, long, short, size, btcTicks(dollars), { instrumentId });
    for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
    return { command: reportOf(trade), signer: VENUE_SIGNER };
  };
  const outcomeOf = (asked: Asked) => say(house, 100_000, 1_000, 4_000, [asked]).receipts[1]!.outcomes![0]!;
  house.moveCash(short, long, usdc(10_000)); // initial margin, but not the gap
  expect(outcomeOf(buy(10n, BTC_PERP, 100_000))).toMatchObject({ refusal: { code: "InitialMarginBreached" } });
  house.moveCash(short, long, usdc(10_000));
  expect(outcomeOf(buy(10n, BTC_PERP, 100_000))).toMatchObject({ accepted: true });
  expect(outcomeOf(buy(100n, ETH_PERP, 4_000))).toMatchObject({ accepted: true });
});

test("ORCL-067 nothing is held for a closing farther away than the margin period", () => {
  const { house, long } = thinLong(300);
  const segment = segmentOf(house);
  const margin = { ...segment.parameters.margin, mporMs: 30_000 };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, margin } });
  expect(lowDoubtOf(house, long)).toBeLessThan(usdc(100));
});

test("ORCL-065 ORCL-066 LIQ-001 a fall said into a closing is no price, pays nobody and closes nobody out", () => {
  const { house, long, short } = thinLong(300);
  runBlock(house, [], 2 * MINUTE_MS);
  const before = [long, short].map((id) => healthOf(house, id).equityAtoms);
  for (let n = 0; n < 3; n += 1) expect(closedOut(say(house, 99_500, 20_000).events)).toEqual([]);
  expect([long, short].map((id) => healthOf(house, id).equityAtoms)).toEqual(before);
});

test("LIQ-075 a weekend closes nobody out, however near its margin; after the opening the new price decides", () => {
  const { house, long } = thinLong(300);
  for (let hours = 0; hours < 46; hours += 2) expect(closedOut(say(house, 99_000, 2 * HOUR_MS).events)).toEqual([]);
  expect(isManaged(house, long)).toBe(false);
  while (house.timeMs % DAY_MS !== 0) say(house, 99_000, HOUR_MS - (house.timeMs % HOUR_MS));
  const events = [1, 2, 3, 4].flatMap((n) => say(house, 99_000 + n, MINUTE_MS).events);
  expect(eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId)).toEqual([long]);
});

test("LIQ-075 whoever has lost all elsewhere is managed while the market is closed, not when it opens", () => {
  const { house, long, short } = thinLong(300);
  say(house, 100_000, 2 * MINUTE_MS);
  house.moveCash(long, short, atoms(healthOf(house, long).equityAtoms + usdc(1))); // what an open market takes of it
  expect(healthOf(house, long).certainEquityAtoms).toBeGreaterThan(0n); // the opening may bring it back
  runBlock(house, [], MINUTE_MS);
  expect(isManaged(house, long)).toBe(true);
  expect(positionOf(house.account(long), BTC_PERP)!.lots).toBe(1_000n); // nothing is done at a price that nobody knows
  expect(segmentOf(house).earmarkedAtoms).toBe(0n); // nor is anything paid for it
});

test("LIQ-075 LIQ-071 losses in an open market are closed out there, as far as that market needs", () => {
  const { house, long, short } = thinLong(300);
  const size = perpLots(250_000); // a million dollars of ether
  house.novate(long, short, ETH_PERP, size, btcTicks(4_000));
  house.moveCash(short, long, healthOf(house, long).initialAtoms);
  say(house, 100_000, 2 * MINUTE_MS);
  let ether = 4_000;
  for (let n = 0; n < 60 && !isManaged(house, long); n += 1) {
    ether -= 8;
    say(house, 100_000, MINUTE_MS, ether);
    say(house, 100_000, MINUTE_MS, ether + 0.01);
  }
  expect(isManaged(house, long)).toBe(true);
  for (let n = 0; n < 3; n += 1) say(house, 100_000, MINUTE_MS, ether + n / 100);
  const { lots: left } = positionOf(house.account(long), ETH_PERP)!;
  expect(left).toBeGreaterThan(size / 2n); // its ether meets its own initial margin again: the rest is its own
  expect(left).toBeLessThan(size);
  expect(positionOf(house.account(long), BTC_PERP)!.lots).toBe(1_000n);
});
