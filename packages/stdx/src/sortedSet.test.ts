/** Goal: items stand in order at any time. Method: random histories against a sorted array, across many chunks. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { SortedSet } from "./sortedSet.ts";

const ascending = (left: number, right: number): number => left - right;

test("any history of additions and removals leaves what a sorted array would", () => {
  const step = fc.record({ isGone: fc.boolean(), item: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const set = new SortedSet<number>(ascending);
      const twin = new Set<number>();
      for (const { isGone, item } of steps) {
        if (isGone) expect(set.delete(item)).toBe(twin.delete(item));
        else {
          set.add(item);
          twin.add(item);
        }
        expect(set.size).toBe(twin.size);
        expect(set.has(item)).toBe(!isGone);
      }
      expect([...set]).toEqual([...twin].sort(ascending));
    }),
    { numRuns: 200 },
  );
});

test("thousands of items that come in any order, and go, stand in order", () => {
  const set = new SortedSet<number>(ascending);
  const items = Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 5_000);
  for (const item of items) set.add(item);
  expect([...set]).toEqual([...items].sort(ascending));
  for (const item of items) if (item % 3 !== 0) expect(set.delete(item)).toBe(true);
  expect([...set]).toEqual([...items].sort(ascending).filter((item) => item % 3 === 0));
  expect(set.delete(1)).toBe(false);
});

test("an item that compares equal takes the place of the other", () => {
  const set = new SortedSet<{ readonly at: number; readonly name: string }>((left, right) => left.at - right.at);
  set.add({ at: 1, name: "first" });
  set.add({ at: 1, name: "second" });
  expect([...set]).toEqual([{ at: 1, name: "second" }]);
});
