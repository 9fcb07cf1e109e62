/**
 * Goal: entries leave in order of level. Method: random histories beside a sorted list.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { TriggerHeap } from "./triggerHeap.ts";

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ push: fc.integer({ min: -50, max: 50 }) }) },
  { weight: 2, arbitrary: fc.constant("pop" as const) },
  { weight: 1, arbitrary: fc.constant("prune" as const) },
);

it("always shows the least level, through pushes, pops and prunes", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (history) => {
      const heap = new TriggerHeap();
      let model: { level: number; account: number }[] = [];
      for (const [index, one] of history.entries()) {
        if (one === "pop") {
          if (model.length === 0) continue;
          expect(model).toContainEqual({ level: heap.level, account: heap.account });
          const { account } = heap;
          heap.pop();
          model = model.filter((entry) => entry.account !== account);
        } else if (one === "prune") {
          heap.prune((account) => account % 3 === 0);
          model = model.filter(({ account }) => account % 3 !== 0);
        } else {
          heap.push(one.push, index, index * 2);
          model.push({ level: one.push, account: index });
        }
        expect(heap.size).toBe(model.length);
        expect(heap.level).toBe(Math.min(Number.POSITIVE_INFINITY, ...model.map(({ level }) => level)));
        if (model.length > 0) expect(heap.version).toBe(heap.account * 2);
      }
    }),
  );
});
