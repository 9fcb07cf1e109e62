/**
 * Goal: a rise of the range closes nobody out within a quarter of an hour of its announcement; a fall helps at once.
 * Method: any published ranges against the naive law that the least of the last quarter of an hour binds; random paths of
 * prices through whole blocks, held still after an announcement.
 */
import { AccountStatus, type AnnouncedRange, type Event } from "@novate/codec";
import { atoms, MINUTE_MS, type Ppm, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mustMark } from "../ledger/mark.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { mustGet } from "../state/state.ts";
import { eventsOf, healthOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  UNDERLYING,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { announceRange, bindRange, comingRangePpm } from "./announcedRange.ts";

const rowOf = ({ state }: TestHouse) => mustGet(state.underlyings, UNDERLYING);

test("CALL-001 CALL-002 CALL-003 the range that binds is the least that was published in the last quarter of an hour", () => {
  const published = fc.record({
    rangePpm: fc.integer({ min: 40_000, max: 60_000 }),
    after: fc.integer({ min: 300, max: 1_200 }),
  });
  fc.assert(
    fc.property(fc.array(published, { minLength: 1, maxLength: 30 }), (steps) => {
      const test = createTestHouse();
      const { house } = test;
      const first = ppm(50_000n);
      house.state.underlyings.put({ ...rowOf(test), scanRangePpm: first, announced: [], forecast: [1n] });
      const history: { readonly atMs: number; readonly rangePpm: Ppm }[] = [{ atMs: 0, rangePpm: first }];
      const isNaive = () => {
        const sinceMs = test.timeMs - NOTICE_MS;
        const stood = history.filter(
          ({ atMs }, index) => atMs > sinceMs || (history[index + 1]?.atMs ?? Infinity) > sinceMs,
        );
        const least = stood.map(({ rangePpm }) => rangePpm).reduce((left, right) => (left < right ? left : right));
        expect(rowOf(test).scanRangePpm).toBe(least);
        expect(comingRangePpm(rowOf(test))).toBe(history.at(-1)!.rangePpm);
        expect(rowOf(test).announced.length).toBeLessThanOrEqual(4);
      };
      for (const { rangePpm, after } of steps) {
        for (const part of [after / 2, after - after / 2]) {
          test.openBlock(test.timeMs + Math.floor(part * 1_000));
          bindRange(house, rowOf(test));
          isNaive();
        }
        const publishedRangePpm = ppm(BigInt(rangePpm));
        const { volAnnualPpm, forecast } = rowOf(test);
        const { timeMs } = test;
        const rest = { volAnnualPpm, forecast, newRiskRangePpm: publishedRangePpm, scanMovedAtMs: timeMs };
        house.emit({ type: "VolatilityUpdated", underlyingId: UNDERLYING, publishedRangePpm, ...rest });
        announceRange(house, UNDERLYING, publishedRangePpm);
        history.push({ atMs: timeMs, rangePpm: publishedRangePpm });
        isNaive();
      }
    }),
    { numRuns: 60 },
  );
});

/** Bitcoin was declared as quiet as the floor of the range, so that a storm raises it. */
function quietHouse(): TestHouse {
  const house = createTestHouse();
  const row = rowOf(house);
  const spec = { ...row.spec, initialVolPpm: ppm(50_000n) };
  house.state.underlyings.put({ ...row, spec, scanRangePpm: ppm(40_000n), newRiskRangePpm: ppm(40_000n) });
  return house;
}

/** One block with a confirmed price of bitcoin, and what it emitted. */
function quote(house: TestHouse, dollars: number, stepMs: number) {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [
    { feedId: USDC_FEED, value: 100_000_000n, confidence: 0n, publishedAtMs },
    { feedId: BTC_FEED, value: BigInt(dollars) * 100_000_000n, confidence: 0n, publishedAtMs },
  ];
  const asked = {
    command: { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const,
    signer: PUBLISHER_SIGNER,
  };
  return runBlock(house, [asked], stepMs).events;
}

/** A move of six minutes, and its confirmation. */
const moveTo = (house: TestHouse, dollars: number): readonly Event[] => [
  ...quote(house, dollars, 6 * MINUTE_MS),
  ...quote(house, dollars, 1_000),
];

test("CALL-001 with the price held after an announcement nobody enters before what was announced binds, and new risk pays at once", () => {
  let announcements = 0;
  const path = fc.array(fc.integer({ min: -45, max: 45 }), { minLength: 4, maxLength: 16 });
  fc.assert(
    fc.property(path, (moves) => {
      const house = quietHouse();
      const rich = house.openAccount(address(99), usdc(100_000_000));
      let dollars = 100_000;
      const ids: number[] = [];
      for (const move of moves) {
        dollars = Math.round((dollars * (1_000 + move)) / 1_000);
        moveTo(house, dollars);
        if (rowOf(house).announced.length === 0) continue;
        // A fall of the price may have taken somebody in; from here on it holds still, and accounts stand at the edge.
        announcements += 1;
        const { maintenanceMargin } = requirementOf(house, rich);
        for (const surplus of [0n, 1n, 1_000_000n]) {
          const id = house.openAccount(address(1 + ids.length), atoms(maintenanceMargin + surplus));
          house.novate(id, rich, BTC_PERP, perpLots(1_000), btcTicks(dollars));
          ids.push(id);
        }
        const [first] = rowOf(house).announced;
        const shortest = first!.bindsAtMs - house.timeMs;
        const before = healthOf(house, ids.at(-3)!);
        for (let waited = 5_000; waited < shortest; waited += 55_000) {
          quote(house, dollars, 55_000);
          if (house.timeMs >= first!.bindsAtMs) break;
          for (const id of ids.slice(-3)) expect(house.account(id).status).toBe(AccountStatus.active);
          expect(healthOf(house, ids.at(-3)!).maintenanceAtoms).toBeLessThanOrEqual(before.maintenanceAtoms);
        }
        return;
      }
    }),
    { numRuns: 25 },
  );
  expect(announcements).toBeGreaterThan(5);
});

/** What a thousandth of a hundred lots would require of an account that holds them. */
function requirementOf(house: TestHouse, beside: number) {
  const probe = house.openAccount(address(77));
  house.novate(probe, beside, BTC_PERP, perpLots(1_000), btcTicks(1));
  const requirement = house.house.margin.requirement(house.state, house.account(probe));
  house.novate(beside, probe, BTC_PERP, perpLots(1_000), btcTicks(1));
  return requirement;
}

test("CALL-001 a rise binds to the millisecond, without a price too, and only then is who has less taken in", () => {
  const house = quietHouse();
  const rich = house.openAccount(address(99), usdc(100_000_000));
  const announced: AnnouncedRange[] = [];
  for (let block = 0; announced.length === 0 && block < 100; block += 1)
    announced.push(
      ...eventsOf(moveTo(house, block % 2 === 0 ? 102_000 : 100_000), "ScanRangeAnnounced").map((one) => one.announced),
    );
  const { rangePpm, bindsAtMs } = announced[0]!;
  const before = rowOf(house).scanRangePpm;
  expect(rangePpm).toBeGreaterThan(before);
  expect(rowOf(house).newRiskRangePpm).toBeGreaterThanOrEqual(rangePpm);
  expect(bindsAtMs).toBe(house.timeMs + NOTICE_MS);
  const id = house.openAccount(address(1), requirementOf(house, rich).maintenanceMargin);
  house.novate(id, rich, BTC_PERP, perpLots(1_000), mustMark(house.state, BTC_PERP));
  runBlock(house, [], bindsAtMs - 1 - house.timeMs);
  expect(rowOf(house).scanRangePpm).toBe(before);
  expect(house.account(id).status).toBe(AccountStatus.active);
  const { events } = runBlock(house, [], 1);
  expect(eventsOf(events, "ScanRangeBound").map(({ scanRangePpm }) => scanRangePpm)).toEqual([rangePpm]);
  expect(rowOf(house)).toMatchObject({ scanRangePpm: rangePpm, announced: [] });
  expect(healthOf(house, id).maintenanceAtoms).toBeGreaterThan(healthOf(house, id).equityAtoms);
});

test("CALL-004 the first range of a listing binds at once", () => {
  const house = createTestHouse();
  const events = quote(house, 100_000, 6 * MINUTE_MS);
  expect(eventsOf(events, "VolatilityUpdated")[0]!.publishedRangePpm).toBe(rowOf(house).scanRangePpm);
  expect(eventsOf(events, "ScanRangeAnnounced")).toEqual([]);
});
