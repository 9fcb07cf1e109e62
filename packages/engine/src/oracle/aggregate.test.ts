/** Goal: one price from many, never an average of two. Method: hand-made sources, and laws over random ones. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregateSources, type WeightedSource } from "./aggregate.ts";

const TIMES = { publishedAtMs: 1, changedAtMs: 1, heardAtMs: 1, apartSinceMs: 0, agreesSinceMs: 0 };
const source = (publisherId: number, value: bigint, confidence = 0n, weight = 1): WeightedSource => ({
  source: { publisherId, value, confidence, ...TIMES },
  weight,
});
const FIVE_MAD = 5_000_000n;
/** All that is registered speaks. */
const quorumOf = (sources: readonly WeightedSource[], count = 1) => ({
  count,
  registeredWeight: sources.reduce((sum, { weight }) => sum + weight, 0),
});
const aggregateOf = (...sources: WeightedSource[]) => aggregateSources(sources, quorumOf(sources), FIVE_MAD);
const valueOfAll = (sources: readonly WeightedSource[], quorum = 1) =>
  aggregateSources(sources, quorumOf(sources, quorum), FIVE_MAD)?.value;

test("ORCL-004 the weighted median in the order (value, publisher)", () => {
  expect(valueOfAll([source(1, 100n), source(2, 101n), source(3, 102n)])).toBe(101n);
  expect(valueOfAll([source(1, 100n, 50n), source(2, 101n, 50n), source(3, 102n, 50n, 5)])).toBe(102n);
  expect(valueOfAll([source(2, 101n, 9n), source(1, 100n, 9n)])).toBe(100n); // of two, the lower: never their mean
});

test("ORCL-005 an outlier does not stand behind the price: ATOM at 1.06 on one venue and 3.0 on two others", () => {
  const aggregate = aggregateOf(source(1, 300n), source(2, 301n), source(3, 106n));
  expect(aggregate?.value).toBe(300n);
  expect(aggregate?.sources.map(({ source: { publisherId } }) => publisherId)).toEqual([1, 2]);
});

test("ORCL-022 an outlier pulls the price no farther than the middle: ATOM at 21:15:05 on 10 October 2025", () => {
  expect(valueOfAll([source(1, 3_441n), source(2, 3_679n), source(3, 3_396n)])).toBe(3_441n);
  expect(valueOfAll([source(1, 3_441n), source(2, 3_203n), source(3, 3_486n)])).toBe(3_441n);
});

test("ORCL-022 a minority that stands together does not choose whose words are left", () => {
  // With outliers dropped around the median, the three would be left with one honest word, and set the price.
  const honest = [source(1, 0n, 0n, 49), source(2, 5_001n, 0n, 8)];
  expect(valueOfAll([...honest, source(3, 6_001n, 0n, 14), source(4, 6_001n, 0n, 14), source(5, 6_001n, 0n, 15)])).toBe(
    5_001n,
  );
});

test("ORCL-023 there is no aggregate with fewer sources than the quorum, nor below two thirds of the registered weight", () => {
  const [deep, middle, thin] = [source(1, 300n, 0n, 50), source(2, 301n, 0n, 40), source(3, 106n, 0n, 10)] as const;
  const quorum = { count: 3, registeredWeight: 100 };
  expect(aggregateSources([deep, middle], quorum, FIVE_MAD)).toBeNull();
  expect(aggregateSources([deep, middle, thin], quorum, FIVE_MAD)?.value).toBe(300n);
  expect(aggregateSources([deep, thin], { ...quorum, count: 2 }, FIVE_MAD)).toBeNull();
  expect(aggregateSources([deep, source(3, 106n, 0n, 17)], { ...quorum, count: 2 }, FIVE_MAD)?.value).toBe(300n);
  expect(aggregateSources([], { count: 0, registeredWeight: 0 }, FIVE_MAD)).toBeNull();
});

test("ORCL-042 two thin sources do not outvote a deep one", () => {
  expect(valueOfAll([source(1, 1_900n, 0n, 60), source(2, 1_000n, 0n, 20), source(3, 1_001n, 0n, 20)])).toBe(1_900n);
});

test("ORCL-006 confidence is the sources' spread and their statement", () => {
  expect(aggregateOf(source(1, 100n, 1n), source(2, 110n, 1n), source(3, 120n, 1n))?.confidence).toBe(16n); // ⌈1.482602 · 10⌉ + 1
  expect(aggregateOf(source(1, 100n, 40n), source(2, 101n, 40n), source(3, 102n, 40n))?.confidence).toBe(42n);
});

const anySource = fc.record({
  value: fc.bigInt(1n, 1_000_000n),
  confidence: fc.bigInt(0n, 1_000n),
  weight: fc.integer({ min: 1, max: 5 }),
});
const anySources = fc
  .array(anySource, { minLength: 1, maxLength: 9 })
  .map((all) => all.map(({ value, confidence, weight }, index) => source(index, value, confidence, weight)));

test("ORCL-004 the aggregate is one of the sources' values and does not depend on their order", () => {
  fc.assert(
    fc.property(anySources, (sources) => {
      const value = valueOfAll(sources);
      expect(sources.map(({ source: { value: said } }) => said)).toContain(value);
      expect(valueOfAll([...sources].reverse())).toBe(value);
    }),
  );
});

test("ORCL-004 a minority of the weight, whatever it says, never moves the price out of the honest range", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 2, maxLength: 2 }), (lies) => {
      const honest = [1_000n, 1_001n, 1_002n].map((value, index) => source(index, value));
      const value = valueOfAll([...honest, ...lies.map((lie, index) => source(10 + index, lie))])!;
      expect(value >= 1_000n && value <= 1_002n).toBe(true);
    }),
  );
});
