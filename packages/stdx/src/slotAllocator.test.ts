/** Goal: always the smallest free slot, whatever the history. Method: random histories against a plain set. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AssertionFailed } from "./assert.ts";
import { createRandom } from "./random.ts";
import { SlotAllocator } from "./slotAllocator.ts";

function smallestFree(occupied: ReadonlySet<number>): number {
  let slot = 0;
  while (occupied.has(slot)) slot++;
  return slot;
}

describe("SlotAllocator", () => {
  test("counts up over every level of its tree", () => {
    const slots = new SlotAllocator();
    for (let slot = 0; slot < 33_000; slot++) expect(slots.allocate()).toBe(slot);
    expect(slots.size).toBe(33_000);
    for (const slot of [32_999, 31, 1024, 32]) slots.release(slot);
    expect([0, 1, 2, 3, 4].map(() => slots.allocate())).toEqual([31, 32, 1024, 32_999, 33_000]);
  });

  test("agrees with a set after any history, and a rebuilt one goes on alike", () => {
    const action = fc.record({
      kind: fc.constantFrom("allocate", "allocate", "release", "occupy"),
      pick: fc.nat(1100),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), fc.nat(1100), (actions, filled) => {
        const slots = new SlotAllocator();
        const occupied = new Set<number>();
        for (let slot = 0; slot < filled; slot++) occupied.add(slots.allocate());
        for (const { kind, pick } of actions) {
          if (kind === "allocate") {
            const expected = smallestFree(occupied);
            expect(slots.allocate()).toBe(expected);
            occupied.add(expected);
          } else if (kind === "occupy" && !occupied.has(pick)) {
            slots.occupy(pick);
            occupied.add(pick);
          } else if (kind === "release" && occupied.delete(pick)) slots.release(pick);
          expect(slots.isOccupied(pick)).toBe(occupied.has(pick));
        }
        expect(slots.size).toBe(occupied.size);

        const rebuilt = new SlotAllocator();
        for (const slot of [...occupied].sort((left, right) => right - left)) rebuilt.occupy(slot);
        for (let count = 0; count < 40; count++) expect(rebuilt.allocate()).toBe(slots.allocate());
      }),
      { numRuns: 60 },
    );
  });

  test("a long random history over three levels", () => {
    const random = createRandom("slots");
    const slots = new SlotAllocator();
    const occupied = new Set<number>();
    for (let slot = 0; slot < 40_000; slot++) occupied.add(slots.allocate());
    let smallest = 40_000;
    for (let step = 0; step < 20_000; step++) {
      const slot = random.nextInt(0, 39_999);
      if (occupied.delete(slot)) {
        slots.release(slot);
        smallest = Math.min(smallest, slot);
      } else {
        expect(slots.allocate()).toBe(smallest);
        occupied.add(smallest);
        while (occupied.has(smallest)) smallest++;
      }
    }
  });

  test("misuse is a bug", () => {
    const slots = new SlotAllocator();
    slots.occupy(7);
    expect(() => slots.occupy(7)).toThrow(AssertionFailed);
    expect(() => slots.release(8)).toThrow(AssertionFailed);
    for (const slot of [-1, 0.5, 2 ** 30, Number.NaN]) expect(() => slots.occupy(slot)).toThrow(AssertionFailed);
    expect(slots.isOccupied(2 ** 32 + 7)).toBe(false);
    expect(slots.size).toBe(1);
  });
});
