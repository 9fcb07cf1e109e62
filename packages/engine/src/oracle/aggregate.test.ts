/** Goal: one price from many, never an average of two. Method: hand-made sources, and laws over random ones. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregateSources, type WeightedSource } from "./aggregate.ts";

const source = (publisherId: number, value: bigint, confidence = 0n, weight = 1): WeightedSource => ({
  source: { publisherId, value, confidence, publishedAtMs: 1, changedAtMs: 1 },
  weight,
});
const FIVE_MAD = 5_000_000n;
const valueOfAll = (sources: readonly WeightedSource[], quorum = 1) =>
  aggregateSources(sources, quorum, FIVE_MAD)?.value;

test("ORCL-004 the weighted median in the order (value, publisher)", () => {
  expect(valueOfAll([source(1, 100n), source(2, 101n), source(3, 102n)])).toBe(101n);
  expect(valueOfAll([source(1, 100n, 50n), source(2, 101n, 50n), source(3, 102n, 50n, 5)])).toBe(102n);
  expect(valueOfAll([source(2, 101n, 9n), source(1, 100n, 9n)])).toBe(100n); // of two, the lower: never their mean
});

test("ORCL-005 an outlier is dropped: ATOM at 1.06 on one venue and 3.0 on two others", () => {
  const aggregate = aggregateSources([source(1, 300n), source(2, 301n), source(3, 106n)], 2, FIVE_MAD);
  expect(aggregate?.value).toBe(300n);
  expect(aggregate?.sources.map(({ source: { publisherId } }) => publisherId)).toEqual([1, 2]);
});

test("ORCL-022 dropping an outlier above does not pull the price down: ATOM at 21:15:05 on 10 October 2025", () => {
  const sources = [source(1, 3_441n), source(2, 3_679n), source(3, 3_396n)];
  expect(valueOfAll(sources)).toBe(3_441n);
  const mirrored = [source(1, 3_441n), source(2, 3_203n), source(3, 3_486n)];
  expect(valueOfAll(mirrored)).toBe(3_441n);
});

test("ORCL-023 with fewer than the quorum there is no aggregate, before outliers are dropped or after", () => {
  expect(valueOfAll([source(1, 300n), source(2, 301n)], 3)).toBeUndefined();
  expect(valueOfAll([source(1, 300n), source(2, 301n), source(3, 106n)], 3)).toBeUndefined();
  expect(aggregateSources([], 0, FIVE_MAD)).toBeNull();
});

test("ORCL-006 confidence is the wider of spread and statement", () => {
  const spread = aggregateSources([source(1, 100n, 1n), source(2, 110n, 1n), source(3, 120n, 1n)], 1, FIVE_MAD);
  expect(spread?.confidence).toBe(15n); // ⌈1.482602 · 10⌉
  const stated = aggregateSources([source(1, 100n, 40n), source(2, 101n, 40n), source(3, 102n, 40n)], 1, FIVE_MAD);
  expect(stated?.confidence).toBe(40n);
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
