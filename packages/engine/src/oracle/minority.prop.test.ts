/** Goal: publishers below a third of the weight can lie and be silent, and do nothing else. Method: random words in whole blocks. */
import type { Change } from "@novate/codec";
import { absOf, maxOf } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { WorkingHouse } from "../house.ts";
import { createState, tableNames } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_FEED, ownerSigner, TEST_CHANGES, testGenesis } from "../testing/testMarket.ts";

const E8 = 100_000_000n;
const signerOf = (publisherId: number) => ownerSigner(address(0xc0 + publisherId));

function houseWith(weights: readonly number[]): TestHouse {
  const named = weights.map((weight, at) => ({ publisherId: at + 1, weight }));
  const changes: Change[] = TEST_CHANGES.map((change) =>
    change.type === "RegisterFeed" && change.feedId === BTC_FEED
      ? { ...change, quorum: 3, maxAgeMs: 60_000, weights: named }
      : change,
  );
  for (const { publisherId } of named.slice(1))
    changes.push({ type: "RegisterPublisher", publisherId, signer: signerOf(publisherId), weight: 1 });
  return new TestHouse({ ...testGenesis(), changes });
}

interface Word {
  readonly publisherId: number;
  readonly dollars: number;
}

/** A block that hears these words in this order. */
function hear(house: TestHouse, words: readonly Word[], stepMs = 1_000) {
  const publishedAtMs = house.timeMs + stepMs;
  const asked = words.map(({ publisherId, dollars }) => {
    const observation = { feedId: BTC_FEED, value: BigInt(dollars) * E8, confidence: E8, publishedAtMs };
    const command = {
      type: "SubmitObservations",
      publisherId,
      observations: [observation],
      surfaces: [],
    } as const;
    return { command, signer: signerOf(publisherId) };
  });
  return runBlock(house, asked, stepMs);
}

const feedOf = (house: TestHouse) => house.state.feeds.get(BTC_FEED)!;

/** Four honest publishers with at least ten each, and liars whose weight is below a third of all. */
const publishers = fc
  .record({
    honest: fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 4, maxLength: 5 }),
    liars: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }),
  })
  .filter(({ honest, liars }) => 2 * sum(liars) < sum(honest));
const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
/** Percent of the true price, or silence. */
const lie = fc.option(fc.integer({ min: 20, max: 400 }), { nil: null });
const round = fc.record({
  noise: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 5, maxLength: 5 }),
  lies: fc.array(lie, { minLength: 3, maxLength: 3 }),
});

test("ORCL-004 ORCL-023 ORCL-029 ORCL-045 a minority moves the price nowhere, widens it by its own words only, stops nothing", () => {
  fc.assert(
    fc.property(publishers, fc.array(round, { minLength: 3, maxLength: 8 }), ({ honest, liars }, rounds) => {
      const weights = [...honest, ...liars];
      const house = houseWith(weights);
      const lied = new Set<bigint>(); // by liars whose weight is a fifth or more; a word stays fresh for a minute
      for (const { noise, lies } of rounds) {
        const truths = honest.map((_, at) => ({ publisherId: at + 1, dollars: 100_000 + noise[at]! }));
        const said = liars.flatMap((_, at) => {
          const percent = lies[at]!;
          return percent === null ? [] : [{ publisherId: honest.length + at + 1, dollars: 1_000 * percent }];
        });
        hear(house, [...said, ...truths]);
        const { value, confidence, low, high, aggregatedAtMs } = feedOf(house);
        const [least, most] = [Math.min, Math.max].map(
          (of) => BigInt(of(...truths.map(({ dollars }) => dollars))) * E8,
        );
        expect(value >= least! && value <= most!).toBe(true);
        expect(aggregatedAtMs).toBe(house.timeMs); // the feed goes on
        // The median distance is at most what the honest lie apart: 1.482602 of it, and the dollar that all state.
        expect(confidence <= ((most! - least!) * 1_482_602n) / 1_000_000n + 1n + E8).toBe(true);
        for (const { publisherId, dollars } of said)
          if (5 * weights[publisherId - 1]! >= sum(weights)) lied.add(BigInt(dollars) * E8);
        for (const end of [low, high]) {
          const isOwn = absOf(end - value) <= confidence || (end >= least! && end <= most!);
          expect(isOwn || lied.has(end)).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("ORCL-089 where honest sources are apart a minority chooses among their words, and gains no more than their distance", () => {
  const apart = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 5, maxLength: 5 }); // thousandths
  const lies = fc.array(lie, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(publishers, apart, lies, lies, ({ honest, liars }, shifts, ...choices) => {
      const words = honest.map((_, at) => 100_000 + 100 * shifts[at]!);
      const [least, most] = [Math.min, Math.max].map((of) => BigInt(of(...words)) * E8);
      const values = choices.map((chosen) => {
        const house = houseWith([...honest, ...liars]);
        const truths = words.map((dollars, at) => ({ publisherId: at + 1, dollars }));
        const said = liars.flatMap((_, at) =>
          chosen[at] === null ? [] : [{ publisherId: honest.length + at + 1, dollars: 1_000 * chosen[at]! }],
        );
        hear(house, [...said, ...truths]);
        const { value, confidence, low, high } = feedOf(house);
        expect(value >= least! && value <= most!).toBe(true);
        // Whoever is taken fails at the word of each deep honest source that does not agree, too: E+ reaches to it.
        for (const [at, dollars] of words.entries()) {
          const word = BigInt(dollars) * E8;
          const isNear = absOf(word - value) <= maxOf(confidence, value / 100n + 1n);
          const isDeep = 5 * honest[at]! >= sum([...honest, ...liars]);
          if (isDeep && !isNear) expect(low <= word && word <= high).toBe(true);
        }
        return value;
      });
      expect(absOf(values[0]! - values[1]!) <= most! - least!).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("ORCL-029 a minority cannot hold a true jump back, nor make one", () => {
  fc.assert(
    fc.property(publishers, fc.array(lie, { minLength: 3, maxLength: 3 }), ({ honest, liars }, lies) => {
      const house = houseWith([...honest, ...liars]);
      const all = (dollars: number) => honest.map((_, at) => ({ publisherId: at + 1, dollars }));
      const said = liars.flatMap((_, at) =>
        lies[at] === null ? [] : [{ publisherId: honest.length + at + 1, dollars: 1_000 * lies[at]! }],
      );
      hear(house, [...all(100_000), ...said]);
      for (let n = 0; n < 3; n += 1) hear(house, said);
      expect(feedOf(house).value).toBe(100_000n * E8);
      hear(house, [...all(60_000), ...said]);
      expect(feedOf(house).value).toBe(100_000n * E8);
      hear(house, [...all(60_000), ...said]);
      expect(feedOf(house).value).toBe(60_000n * E8);
    }),
    { numRuns: 40 },
  );
});

test("ORCL-053 the order in which a block hears publishers changes nothing about the price", () => {
  const orders = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(
      orders,
      fc.array(fc.integer({ min: 70_000, max: 130_000 }), { minLength: 5, maxLength: 5 }),
      (order, dollars) => {
        const told = (ids: readonly number[]) => {
          const house = houseWith([30, 25, 20, 15, 10]);
          const words = (shift: number) =>
            ids.map((publisherId) => ({ publisherId, dollars: dollars[publisherId - 1]! + shift }));
          for (const shift of [0, 1, 20_000, 20_001]) hear(house, words(shift));
          return feedOf(house);
        };
        expect(told(order)).toEqual(told([1, 2, 3, 4, 5]));
      },
    ),
    { numRuns: 30 },
  );
});

test("ORCL-046 a restored house reaches to its sources as the running one does", () => {
  const house = houseWith([40, 30, 30]);
  const words = (third: number) => [100_000, 100_001, third].map((dollars, at) => ({ publisherId: at + 1, dollars }));
  hear(house, words(100_002));
  for (let minute = 0; minute < 6; minute += 1) hear(house, words(90_000 + minute), 60_000);
  const twin = houseWith([40, 30, 30]);
  const copy = createState();
  for (const table of tableNames) for (const row of house.state[table].values()) copy[table].put(row as never); // each goes to the table it came from
  Object.assign(twin, { house: new WorkingHouse(copy) });
  for (let minute = 6; minute < 14; minute += 1) {
    const running = hear(house, words(90_000 + minute), 60_000).events;
    expect(hear(twin, words(90_000 + minute), 60_000).events).toEqual(running);
    expect(feedOf(twin)).toEqual(feedOf(house));
  }
  expect(feedOf(house).low).toBeGreaterThan(99_000n * E8); // its ten minutes are over in both
});
