/** Goal: joining loses and shares nothing; equal means byte for byte. Method: laws over random parts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, equalBytes } from "./bytes.ts";

test("the parts stand one after the other, in a copy", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9 })), (parts) => {
      const joined = concatBytes(...parts);
      expect([...joined]).toEqual(parts.flatMap((part) => [...part]));
      if (parts[0] !== undefined && parts[0].length > 0) {
        joined[0]! ^= 1;
        expect(joined[0]).not.toBe(parts[0][0]);
      }
    }),
  );
});

test("equal is the same length and the same bytes, wherever they lie", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, seed) => {
      const view = concatBytes(Uint8Array.of(9), bytes).subarray(1);
      expect(equalBytes(bytes, view)).toBe(true);
      expect(equalBytes(bytes, bytes.subarray(1)) || equalBytes(bytes.subarray(1), bytes)).toBe(false);
      view[seed % bytes.length]! ^= 1 << (seed % 8);
      expect(equalBytes(bytes, view)).toBe(false);
    }),
  );
});
