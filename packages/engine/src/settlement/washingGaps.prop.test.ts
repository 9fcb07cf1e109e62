/**
 * Goal: no gap between blocks makes a print stand for longer than its fees pay for (SETL-062, SETL-064).
 * Method: every twenty minutes two names wash the mark just before a gap; the position gains no more than the fees, whatever the gap.
 */
import type { Change } from "@novate/codec";
import { MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { healthOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  TEST_CHANGES,
  testGenesis,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

const INDEX = 100_000;
const ROUND_MS = 20 * MINUTE_MS;

interface Plan {
  /** Lots of the short that the funding is for. */
  readonly position: number;
  readonly washed: number;
  /** From a minute's begin to the block of the print; from there to its mark, and to the blocks after it in turn. */
  readonly offsetMs: number;
  readonly gapsMs: readonly number[];
}

/** What the washer's three names gain in an hour and a half; the venue's fee is nothing, for it is the washer's own. */
function gainOf({ position, washed, offsetMs, gapsMs }: Plan): bigint {
  const changes = TEST_CHANGES.map((each) => (each.type === "RegisterVenue" ? { ...each, feePpm: ppm(0n) } : each));
  const house = new TestHouse({ ...testGenesis(), changes: changes as Change[] });
  const step = (stepMs: number, asked: readonly Asked[] = []) => {
    const observations = [BTC_FEED, USDC_FEED].map((feedId) => {
      const [one] = observationOf(house, feedId, feedId === BTC_FEED ? INDEX : 1).observations;
      return { ...one!, publishedAtMs: house.timeMs + stepMs };
    });
    const command = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
    const { receipts } = runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
    for (const { refusal, outcomes } of receipts) {
      expect(refusal).toBeNull();
      expect(outcomes?.every(({ accepted }) => accepted) ?? true).toBe(true);
    }
  };
  for (let n = 0; n < 3; n += 1) step(MINUTE_MS);
  const names = [1, 2, 3, 4].map((n) => house.openAccount(address(n), usdc(1_000_000_000)));
  const [own, left, right, other] = names as [number, number, number, number];
  house.novate(other, own, BTC_PERP, perpLots(position), btcTicks(INDEX));
  const equities = () => [own, left, right].map((id) => healthOf(house, id).equityAtoms);
  const first = equities();
  step(MINUTE_MS - (house.timeMs % MINUTE_MS));
  const startMs = house.timeMs;
  for (let n = 0; n < 6; n += 1) {
    const untilMs = startMs + n * ROUND_MS;
    const [buyer, seller] = n % 2 === 0 ? [left, right] : [right, left];
    const wash = reportOf(tradeOf(house, buyer, seller, perpLots(washed), btcTicks(104_900)));
    step(offsetMs, n < 4 && washed > 0 ? [{ command: wash, signer: VENUE_SIGNER }] : []);
    for (const gapMs of gapsMs) step(gapMs);
    while (house.timeMs < untilMs + ROUND_MS - MINUTE_MS) step(MINUTE_MS);
    step(untilMs + ROUND_MS - house.timeMs);
  }
  return equities().reduce((sum, equity, n) => sum + equity - first[n]!, 0n);
}

/** Half the depth, and a wash of a third of it. */
const PLAN = { position: 500_000, washed: 300_000, offsetMs: 30_000 };
const washesFor = (plan: Plan): bigint => gainOf(plan) - gainOf({ ...plan, washed: 0 });

test("SETL-062 a washer gains nothing by a gap of just under five minutes after its print", () => {
  expect(washesFor({ ...PLAN, gapsMs: [MINUTE_MS] })).toBeLessThan(0n);
  expect(washesFor({ ...PLAN, gapsMs: [299_800] })).toBeLessThan(0n);
});

test("SETL-062 SETL-064 nor by any other pattern of blocks", () => {
  const gapMs = fc.oneof(fc.constantFrom(100, 59_900, MINUTE_MS, 299_900), fc.integer({ min: 1, max: 400_000 }));
  const plan = fc.record({
    position: fc.constantFrom(100_000, 500_000, 3_000_000),
    washed: fc.constantFrom(1_000, 300_000),
    offsetMs: fc.oneof(fc.constantFrom(1, 59_900), fc.integer({ min: 1, max: 59_999 })),
    gapsMs: fc.array(gapMs, { minLength: 1, maxLength: 2 }),
  });
  fc.assert(
    fc.property(plan, (plan) => {
      expect(washesFor(plan)).toBeLessThanOrEqual(0n);
    }),
    { numRuns: 12 },
  );
});
