/**
 * Goal: no bytes make the decoder or the house throw, hang, or change what they may not.
 * Method: mutated transactions of a seeded workload; `npm run soak` sends two million.
 */
import { expect, test } from "vitest";
import { assault } from "./assault.ts";

test("INV-020 mutated byte strings are answered and change nothing", () => {
  const report = assault("bytes-1", 60_000);
  expect(report.strings).toBe(60_000);
  expect(report.decoded).toBeGreaterThan(1_000); // many got past the decoder
  expect(report.accepted).toBeGreaterThan(100); // and some past the signature, which was taken for good
});
