/** Goal: kinds of work share a block: each has its part, and what one leaves is the next ones'. Method: units counted by hand. */
import { expect, test } from "vitest";
import { segmentOf } from "../testing/crisis.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { Work } from "./work.ts";

const segment = (() => {
  const row = segmentOf(createTestHouse());
  const clearing = { ...row.parameters.clearing, workPerBlock: 1_000, entriesPerBlock: 3 };
  return { ...row, parameters: { ...row.parameters, clearing } };
})();

test("LIQ-057 a kind of work finds its own part however much the ones before it wanted", () => {
  const work = new Work();
  let entries = 0;
  while (work.take(segment, "entry", 10)) entries += 1;
  expect(entries).toBe(25); // a quarter of a thousand
  expect(work.roomFor(segment, "closeOut")).toBe(400);
});

test("LIQ-057 what one kind leaves falls to the next, and nothing is left at the end", () => {
  const work = new Work();
  expect(work.roomFor(segment, "closeOut")).toBe(650);
  expect(work.take(segment, "closeOut", 100)).toBe(true);
  expect(work.roomFor(segment, "tearUp")).toBe(900);
  while (work.take(segment, "tearUp", 100));
  expect(work.roomFor(segment, "tearUp")).toBe(0);
  expect(work.take(segment, "tearUp", 1)).toBe(false);
});

test("LIQ-057 each kind advances in every block, though a single piece is larger than its part", () => {
  const work = new Work();
  expect(work.take(segment, "entry", 5_000)).toBe(true);
  expect(work.take(segment, "closeOut", 5_000)).toBe(true);
  expect(work.take(segment, "closeOut", 1)).toBe(false);
  work.begin();
  expect(work.take(segment, "closeOut", 1)).toBe(true);
});

test("LIQ-052 entries are counted besides", () => {
  const work = new Work();
  const taken = ["entry", "entry", "closing", "closing"].map((name) => work.takeEntry(segment, name as "entry", 3));
  expect(taken).toEqual([true, true, true, false]);
});
