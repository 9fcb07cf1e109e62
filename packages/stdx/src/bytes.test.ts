/** Goal: joining loses and shares nothing. Method: a law over random parts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes } from "./bytes.ts";

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
