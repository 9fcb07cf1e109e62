/** Goal: order independent of insertion and locale. Method: table, and one law over shuffled maps. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ascending, sortedEntries } from "./order.ts";

test.each([
  [1, 2, -1],
  [10, 9, 1],
  [-0, 0, 0],
  [2n, 10n, -1],
  ["10", "9", -1],
  ["Z", "a", -1], // a locale would say the reverse
  ["é", "z", 1],
  ["a", "ab", -1],
  ["a", "a", 0],
])("ascending(%s, %s) = %i", (left, right, sign) => {
  expect(ascending<number | bigint | string>(left, right)).toBe(sign);
});

test("entries come by key, whatever the insertion order", () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), fc.nat()), { selector: ([key]) => key });
  fc.assert(
    fc.property(pairs, (list) => {
      const forth = sortedEntries(new Map(list), ascending);
      const back = sortedEntries(new Map([...list].reverse()), ascending);
      expect(back).toEqual(forth);
      expect(forth.map(([key]) => key)).toEqual(list.map(([key]) => key).sort());
    }),
  );
});
