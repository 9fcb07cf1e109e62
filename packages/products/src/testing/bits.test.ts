/**
 * Goal: the same bits on every machine and version of Node.
 * Method: about a hundred results of all parts of valuation beside their pinned bits.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bitCases, bitsOf } from "./bitCases.ts";

const { bits }: { bits: Record<string, string> } = JSON.parse(
  readFileSync(new URL("../../../../vectors/value/bits.json", import.meta.url), "utf8"),
);

/** What writes the file. */
const PINNED_BY = "./pinBits.ts";

it("are pinned", () => {
  const now = Object.fromEntries(bitCases().map(([name, value]) => [name, bitsOf(value)]));
  expect(now, `a formula changed: if it was meant to, run ${PINNED_BY}`).toEqual(bits);
  expect(Object.keys(bits).length).toBeGreaterThan(100);
});
