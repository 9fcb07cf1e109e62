/** Goal: items leave smallest first at any time. Method: random histories against a sorted array. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { MinHeap } from "./minHeap.ts";

const ascending = (left: number, right: number): number => left - right;

test("an empty heap has nothing to give", () => {
  const heap = new MinHeap<number>(ascending);
  expect([heap.peek(), heap.pop(), heap.size]).toEqual([undefined, undefined, 0]);
});

test("any history of pushes and pops gives what a sorted array gives", () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 2, arbitrary: fc.constant("pop" as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const heap = new MinHeap<number>(ascending);
      let sorted: number[] = [];
      for (const item of steps) {
        if (item === "pop") {
          expect(heap.pop()).toBe(sorted[0]);
          sorted = sorted.slice(1);
        } else {
          heap.push(item);
          sorted = [...sorted, item].sort(ascending);
        }
        expect(heap.peek()).toBe(sorted[0]);
        expect(heap.size).toBe(sorted.length);
      }
    }),
    { numRuns: 300 },
  );
});

test("items of any kind are compared with each other only", () => {
  const heap = new MinHeap<{ readonly at: number }>((left, right) => left.at - right.at);
  for (const at of [3, 1, 2, 5, 4, 0]) heap.push({ at });
  expect([0, 1, 2, 3, 4, 5].map(() => heap.pop()!.at)).toEqual([0, 1, 2, 3, 4, 5]);
});
