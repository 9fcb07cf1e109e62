/** Goal: deep sources are reached to, and a lone one only for a while. Method: whole blocks with four publishers of weights told. */
import { type Change, MarketMode, type Sessions } from "@novate/codec";
import { HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { registerFeed } from "../governance/changes/registerFeed.ts";
import { eventsOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  perpLots,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { observationOf } from "../testing/trades.ts";

const E8 = 100_000_000n;
const signerOf = (publisherId: number) => ownerSigner(address(0xc0 + publisherId));
const ALWAYS = { openings: [], closedRangePpm: ppm(0n) };

function houseWith(weights: readonly number[], sessions: Sessions = ALWAYS): TestHouse {
  const named = weights.map((weight, at) => ({ publisherId: at + 1, weight }));
  const changes: Change[] = TEST_CHANGES.map((change) =>
    change.type === "RegisterFeed" && change.feedId === BTC_FEED
      ? { ...change, quorum: Math.min(3, weights.length), maxAgeMs: 120_000, weights: named, sessions }
      : change,
  );
  for (const publisherId of [2, 3, 4])
    changes.push({ type: "RegisterPublisher", publisherId, signer: signerOf(publisherId), weight: 1 });
  return new TestHouse({ ...testGenesis(), changes });
}

/** One block in which publishers 1, 2, 3 … say these prices; returns the reach, in dollars. */
function say(house: TestHouse, dollars: readonly (number | null)[], stepMs = 1_000): [bigint, bigint] {
  const asked = dollars.flatMap((price, at) =>
    price === null ? [] : [{ command: observationOf(house, BTC_FEED, price, at + 1), signer: signerOf(at + 1) }],
  );
  for (const { command } of asked)
    for (const each of command.observations)
      Object.assign(each, { confidence: 0n, publishedAtMs: house.timeMs + stepMs });
  runBlock(house, asked, stepMs);
  const { low, high } = house.state.feeds.get(BTC_FEED)!;
  return [low / E8, high / E8];
}

test("ORCL-045 ORCL-049 the price reaches to a source with a fifth of the weight, and to none with less", () => {
  const house = houseWith([40, 21, 20, 19]);
  expect(say(house, [100_000, 100_000, 100_000, 100_000])).toEqual([100_000n, 100_000n]);
  expect(say(house, [100_000, 100_000, 90_000, 120_000])).toEqual([90_000n, 100_000n]);
  expect(say(house, [100_000, 100_000, 100_001, 120_000])).toEqual([100_000n, 100_001n]);
});

test("ORCL-046 ORCL-047 a lone source is reached to for ten minutes, and again after an hour of agreement", () => {
  const house = houseWith([4, 3, 3]);
  const apart = [100_000, 100_000, 90_000];
  const together = [100_000, 100_000, 100_000];
  const low = (dollars: readonly (number | null)[], stepMs?: number) => say(house, dollars, stepMs)[0];
  low(together);
  expect(low(apart)).toBe(90_000n);
  for (let minute = 0; minute < 10; minute += 1) expect(low(apart, MINUTE_MS)).toBe(90_000n);
  expect(low(apart)).toBe(100_000n); // its ten minutes are over
  low(together);
  for (let minute = 0; minute < 59; minute += 1) low(together, MINUTE_MS);
  expect(low(apart, 59_000)).toBe(100_000n); // a second short, and it starts over
  low(together);
  for (let minute = 0; minute < 30; minute += 1) low(together, MINUTE_MS);
  low([100_000, 100_000, null], 2 * MINUTE_MS + 1); // silent: its word has grown too old
  for (let minute = 0; minute < 30; minute += 1) low(together, MINUTE_MS);
  expect(low(apart)).toBe(100_000n);
  for (let minute = 0; minute <= 60; minute += 1) low(together, MINUTE_MS);
  expect(low(apart)).toBe(90_000n);
});

test("ORCL-046 a source with more than a third of the weight is reached to as long as it stands apart", () => {
  const house = houseWith([35, 33, 32]);
  say(house, [100_000, 100_000, 100_000]);
  for (let minute = 0; minute < 180; minute += 1)
    expect(say(house, [90_000, 100_000, 100_000], MINUTE_MS)[0]).toBe(90_000n);
});

test("ORCL-048 ORCL-068 a source within a hundredth of the price uses nothing of its reach up, and counts for a thousandth", () => {
  const house = houseWith([4, 3, 3]);
  say(house, [100_000, 100_000, 100_000]);
  for (let minute = 0; minute < 120; minute += 1)
    expect(say(house, [100_000, 100_000, 99_000], MINUTE_MS)[0]).toBe(99_900n);
  expect(say(house, [100_000, 100_000, 90_000])[0]).toBe(90_000n);
});

test("ORCL-068 ORCL-069 sources that lean with more than a third of the weight, or against few, count for their whole word", () => {
  const house = houseWith([40, 21, 20, 19]);
  say(house, [100_000, 100_000, 100_000, 100_000]);
  expect(say(house, [100_000, 99_100, 99_200, 100_000])[0]).toBe(99_100n); // 41 of a hundred
  expect(say(house, [100_000, 99_950, 100_000, 100_000])[0]).toBe(99_950n); // leans by less than a thousandth
  const few = houseWith([35, 33, 32]);
  say(few, [100_000, 100_000, 100_000]);
  runBlock(few, [], 2 * MINUTE_MS); // what was said has grown too old
  expect(say(few, [null, 100_000, 99_100])[0]).toBe(99_100n); // a third against a third
});

test("ORCL-068 LIQ-001 a publisher of three tenths that always leans to a long's side keeps it out of close-out by little", () => {
  const enteredAt = [100_000, 100_990].map((lie) => {
    const house = houseWith([35, 35, 30]);
    const sayAt = (dollars: number) => {
      house.openBlock();
      house.setPrice(USDC_FEED, 1);
      return say(house, [dollars, dollars, (dollars * lie) / 100_000], 20_000);
    };
    sayAt(100_000);
    const [long, short] = [house.openAccount(address(1), usdc(30_000)), house.openAccount(address(2), usdc(9_000_000))];
    house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
    let dollars = 100_000;
    for (; dollars > 70_000 && !house.state.managed.has(long); dollars -= 100) sayAt(dollars);
    return dollars;
  });
  expect(enteredAt[0]).toBeGreaterThan(80_000);
  expect(enteredAt[0]! - enteredAt[1]!).toBeLessThanOrEqual(200);
});

test("ORCL-043 ORCL-044 while a jump waits the price reaches to where it would go", () => {
  const house = houseWith([1, 1, 1]);
  say(house, [100_000, 100_000, 100_000]);
  expect(say(house, [70_000, 70_000, 70_000])).toEqual([70_000n, 100_000n]);
  const { value, pendingAtMs } = house.state.feeds.get(BTC_FEED)!;
  expect([value, pendingAtMs]).toEqual([100_000n * E8, house.timeMs]);
  expect(say(house, [69_000, null, null])).toEqual([69_000n, 100_000n]);
  expect(house.state.feeds.get(BTC_FEED)!.pendingAtMs).toBe(pendingAtMs);
  expect(say(house, [70_000, 70_000, 70_000])).toEqual([70_000n, 70_000n]);
});

test("ORCL-054 without a quorum the last price reaches to a deep source, to none beside it, and is confirmed by neither", () => {
  const house = houseWith([40, 21, 20, 19]);
  say(house, [100_000, 100_000, 100_000, 100_000]);
  runBlock(house, [], 2 * MINUTE_MS); // what everybody said has grown too old in the next
  const { aggregatedAtMs, value } = house.state.feeds.get(BTC_FEED)!;
  expect(say(house, [null, null, 60_000, 50_000])).toEqual([60_000n, 100_000n]);
  expect(say(house, [null, 130_000, 70_000, 140_000])).toEqual([60_000n, 130_000n]); // what was said once may be right
  expect(house.state.feeds.get(BTC_FEED)).toMatchObject({ aggregatedAtMs, value, pendingAtMs: 0 });
  expect(say(house, [100_000, 100_000, 100_001, 100_000])).toEqual([100_000n, 100_001n]);
});

test("ORCL-055 ORCL-046 whoever speaks alone uses nothing of its reach up, and whoever used it up is not reached to", () => {
  const house = houseWith([4, 3, 3]);
  const low = (dollars: readonly (number | null)[], stepMs?: number) => say(house, dollars, stepMs)[0];
  low([100_000, 100_000, 100_000]);
  low([null, null, 90_000], 2 * MINUTE_MS + 1);
  for (let minute = 0; minute < 30; minute += 1) expect(low([null, null, 90_000], MINUTE_MS)).toBe(90_000n);
  expect(low([100_000, 100_000, 90_000])).toBe(90_000n); // judged from now on
  for (let minute = 0; minute < 11; minute += 1) low([100_000, 100_000, 90_000], MINUTE_MS);
  expect(low([100_000, 100_000, 90_000])).toBe(100_000n);
  expect(low([null, null, 90_000], 2 * MINUTE_MS + 1)).toBe(100_000n);
});

test("ORCL-051 ORCL-052 a closed feed's market is close-only, and is not halted for what it did not say meanwhile", () => {
  // Genesis is a Friday at 00:00; open to 01:00, and from Monday 00:00 on.
  const sessions = {
    openings: [
      { fromMinute: 0, toMinute: 60 },
      { fromMinute: 4 * 1_440, toMinute: 4 * 1_440 + 60 },
    ],
    closedRangePpm: ppm(50_000n),
  };
  const house = houseWith([1, 1, 1], sessions);
  const mode = () => house.state.underlyings.get(UNDERLYING)!.mode;
  for (let n = 0; n < 3; n += 1) say(house, [100_000 + n, 100_000 + n, 100_000 + n]);
  expect(mode()).toBe(MarketMode.open);
  for (let minute = 1; minute < 60; minute += 1) say(house, [100_000 + minute, 100_000, 100_000], MINUTE_MS);
  say(house, [100_100, 100_101, 100_102], MINUTE_MS);
  expect(mode()).toBe(MarketMode.closeOnly); // after 01:00, however fresh
  runBlock(house, [], 60 * HOUR_MS);
  expect(mode()).toBe(MarketMode.closeOnly);
  runBlock(house, [], 11 * HOUR_MS);
  runBlock(house, [], 21 * MINUTE_MS); // Monday 00:21: open, and silent
  expect(mode()).toBe(MarketMode.halted);
});

test("ORCL-045 LIQ-001 sources that come apart by a tenth each way close their market and neither side of a trade", () => {
  const house = houseWith([1, 1, 1]);
  const dollarsToo = (dollars: readonly number[]) => {
    const publishedAtMs = house.timeMs + 1_000;
    const asked = dollars.map((price, at) => {
      const words = [observationOf(house, BTC_FEED, price, at + 1), observationOf(house, USDC_FEED, 1, at + 1)];
      const observations = words.flatMap((word) =>
        word.observations.map((each) => ({ ...each, confidence: 0n, publishedAtMs })),
      );
      const command = { type: "SubmitObservations", publisherId: at + 1, observations, surfaces: [] } as const;
      return { command, signer: signerOf(at + 1) };
    });
    return runBlock(house, asked).events;
  };
  for (const shift of [0, 1, 0]) dollarsToo([100_000 + shift, 100_000 + shift, 100_000]);
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(21_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  for (let second = 0; second < 30; second += 1)
    expect(eventsOf(dollarsToo([90_000 - second, 100_000, 110_000 + second]), "AccountManaged")).toEqual([]);
  expect(house.state.underlyings.get(UNDERLYING)!.mode).toBe(MarketMode.closeOnly);
});

test("ORCL-057 a running house registers no feed with a quorum below three, and thins none", () => {
  const house = houseWith([1, 1, 1]);
  const feed = { ...house.state.feeds.get(BTC_FEED)!.spec, type: "RegisterFeed" as const };
  runBlock(house);
  const fieldOf = (change: Partial<typeof feed>) =>
    registerFeed.faultOf(house.state, { ...feed, ...change }, house.timeMs)?.field;
  expect(fieldOf({ quorum: 2 })).toBe("quorum");
  expect(fieldOf({ feedId: 77, quorum: 2, weights: [] })).toBe("quorum");
  expect(fieldOf({ feedId: 77, quorum: 3, weights: [] })).toBeUndefined();
});
