/** Goal: a reference tells its time, and nothing else of it does. Method: both directions, at the ends of the ranges. */
import { expect, test } from "vitest";
import { referenceTimeMs, tradeReference } from "./reference.ts";

test("NOV-051 six bytes of time, twenty-six of the venue's own", () => {
  expect(tradeReference(0x0123_4567_89ab, 0xfen)).toBe(`0x0123456789ab${"00".repeat(25)}fe`);
});

test.each([
  [0, 0n],
  [1_760_054_400_000, (1n << 208n) - 1n],
  [0xffff_ffff_ffff, 7n],
])("the time %i comes back", (matchedAtMs, serial) => {
  expect(referenceTimeMs(tradeReference(matchedAtMs, serial))).toBe(matchedAtMs);
});

test.each([
  [-1, 0n],
  [1.5, 0n],
  [0x1_0000_0000_0000, 0n],
  [0, 1n << 208n],
  [0, -1n],
])("no reference has time %s and serial %s", (matchedAtMs, serial) => {
  expect(() => tradeReference(matchedAtMs, serial)).toThrow();
});
