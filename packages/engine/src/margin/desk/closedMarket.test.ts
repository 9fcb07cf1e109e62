/** Goal: a closed market closes nobody out for its own gap. Method: words said into the closing, in the block of each. */
import type { Change } from "@novate/codec";
import { type Atoms, atoms, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { backstopAccount } from "../../governance/founding/index.ts";
import { eventsOf, healthOf } from "../../testing/crisis.ts";
import { runBlock } from "../../testing/runBlock.ts";
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
} from "../../testing/testMarket.ts";
import { observationOf } from "../../testing/trades.ts";

/** Genesis is a Friday at 00:00: open for an hour, and again on Sunday. */
const FRIDAY = 4 * 1_440;
const sessions = {
  openings: [FRIDAY, FRIDAY + 2 * 1_440].map((fromMinute) => ({ fromMinute, toMinute: fromMinute + 60 })),
  closedRangePpm: ppm(150_000n),
};
const isBtc = (change: Change) => change.type === "RegisterFeed" && change.feedId === BTC_FEED;

function say(house: TestHouse, dollars: number, stepMs: number) {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [observationOf(house, BTC_FEED, dollars), observationOf(house, USDC_FEED, 1)].flatMap((each) =>
    each.observations.map((word) => ({ ...word, publishedAtMs })),
  );
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  return runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }], stepMs).events;
}

/** A long of a hundred thousand dollars, three hundred above its maintenance margin, a minute before the closing. */
function beforeClosing(): { house: TestHouse; long: number } {
  const changes = TEST_CHANGES.map((each) => (isBtc(each) ? { ...each, maxAgeMs: 2 * MINUTE_MS, sessions } : each));
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(5_000_000))];
  const house = new TestHouse({ ...testGenesis({ accounts }), changes: changes as Change[] });
  for (let n = 0; n < 59; n += 1) say(house, 100_000 + (n % 2), MINUTE_MS);
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(1_000_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const { equityAtoms, maintenanceAtoms } = healthOf(house, long);
  house.moveCash(long, short, atoms(equityAtoms - maintenanceAtoms - usdc(300)));
  return { house, long };
}

const doubtOf = (house: TestHouse, accountId: number): Atoms => {
  const { equityAtoms, equityLowAtoms } = healthOf(house, accountId);
  return atoms(equityAtoms - equityLowAtoms);
};

test("ORCL-065 the closed range counts from the closing on, with a word or without", () => {
  const { house, long } = beforeClosing();
  expect(doubtOf(house, long)).toBeLessThan(usdc(100));
  say(house, 100_000, 2 * MINUTE_MS);
  expect(doubtOf(house, long)).toBeGreaterThanOrEqual(usdc(15_000));
  runBlock(house, [], 1_000);
  expect(doubtOf(house, long)).toBeGreaterThanOrEqual(usdc(15_000));
});

test("ORCL-065 LIQ-001 a fall said into a closing closes nobody out", () => {
  const { house, long } = beforeClosing();
  runBlock(house, [], 2 * MINUTE_MS);
  for (let n = 0; n < 3; n += 1) {
    const events = say(house, 99_500, 20_000);
    expect([...eventsOf(events, "AccountManaged"), ...eventsOf(events, "PositionsClosedOut")]).toEqual([]);
  }
  const { equityAtoms, maintenanceAtoms } = healthOf(house, long);
  expect(equityAtoms).toBeLessThan(maintenanceAtoms);
});
