/**
 * Goal: order of keys is order of numbers, a range holds its own keys and no others, a seal binds a value to its key.
 * Method: laws over random numbers and bytes.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ClearingError } from "../failures.ts";
import { keyOf, numberAt, rangeOf } from "./keys.ts";
import { seal, unseal } from "./seal.ts";

const number = fc.oneof(fc.nat(300), fc.maxSafeNat());
const compare = (left: Uint8Array, right: Uint8Array): number => Buffer.compare(left, right);

test("keys sort as their numbers do, and give them back", () => {
  fc.assert(
    fc.property(number, number, number, number, (table, slot, otherTable, otherSlot) => {
      const key = keyOf("row", table, slot);
      expect([numberAt(key, 1), numberAt(key, 9)]).toEqual([table, slot]);
      const expected = Math.sign(table - otherTable) || Math.sign(slot - otherSlot);
      expect(compare(key, keyOf("row", otherTable, otherSlot))).toBe(expected);
    }),
  );
});

test("a range holds exactly the keys that begin with its numbers", () => {
  fc.assert(
    fc.property(number, number, number, (account, height, other) => {
      const { gte, lt } = rangeOf("account", account);
      const isInside = (key: Uint8Array) => compare(gte, key) <= 0 && compare(key, lt) < 0;
      expect(isInside(keyOf("account", account, height))).toBe(true);
      expect(isInside(keyOf("account", other, height))).toBe(other === account);
      expect(isInside(keyOf("block", account, height))).toBe(false);
    }),
  );
});

test("a sealed value is read under its own key, whole, or not at all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(), number, (value, at, height) => {
      const key = keyOf("block", height);
      const sealed = seal(key, value);
      expect(unseal(key, sealed)).toEqual(value);
      const flipped = sealed.slice();
      flipped[at % flipped.length]! ^= 1 << (at % 8);
      expect(() => unseal(key, flipped)).toThrow(ClearingError);
      expect(() => unseal(key, sealed.subarray(0, at % sealed.length))).toThrow(ClearingError);
      expect(() => unseal(keyOf("header", height), sealed)).toThrow(ClearingError);
    }),
  );
});
