/**
 * Goal: whatever a file says, it founds a house or is refused with a place inside it. Method: the example with lines taken out, doubled,
 * moved deeper or with other values, and texts of no sense.
 */
import { faultOfGenesis } from "@novate/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleText } from "./example.ts";
import { readFounding } from "./readFounding.ts";
import { unitsOf } from "./scalars.ts";

const key = `ed25519:0x${"11".repeat(32)}`;
const owner = `0x${"22".repeat(20)}`;
const EXAMPLE = exampleText({
  foundedMs: 1_767_225_600_000,
  expiryMs: 1_772_352_000_000,
  keysFolder: "house.keys",
  governor: owner,
  backstop: owner,
  venue: key,
  publisher: key,
  custodian: key,
});
const LINES = EXAMPLE.split("\n");

function judge(text: string): void {
  const { genesis, faults } = readFounding(text);
  if (genesis !== null) {
    expect(faultOfGenesis(genesis)).toBeNull();
    return;
  }
  expect(faults.length).toBeGreaterThan(0);
  const lines = text.split(/\n/);
  for (const { line, column, says } of faults) {
    expect(says).not.toBe("");
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
  }
}

test("the example founds a house", () => {
  expect(readFounding(EXAMPLE).faults).toEqual([]);
});

const VALUES = [
  "",
  "0",
  "-1",
  "1e9",
  "9".repeat(30),
  `0.${"0".repeat(17)}1`,
  "0 %",
  "100 %",
  "30d",
  "[]",
  "{}",
  "&a b",
  "!!map x",
];
const edit = fc.record({
  line: fc.nat(LINES.length - 1),
  how: fc.oneof(
    fc.constantFrom(
      () => [],
      (line: string) => [line, line],
      (line: string) => [`  ${line}`],
    ),
    fc.constantFrom(...VALUES).map((value) => (line: string) => [line.replace(/: .*/, () => `: ${value}`)]),
  ),
});

test("an edited example founds a house or is told its faults at places of its own", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const lines = LINES.map((line) => [line]);
      for (const { line, how } of edits) lines[line] = lines[line]!.flatMap(how);
      judge(lines.flat().join("\n"));
    }),
    { numRuns: 150 },
  );
});

test("a text of no sense is refused", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), judge), { numRuns: 150 });
});

test.each([
  [{ digits: 125n, places: 2 }, 6, 1_250_000n],
  [{ digits: 1_000n, places: 3 }, 0, 1n],
  [{ digits: 1n, places: 7 }, 6, undefined],
] as const)("%o in units of %i decimals is %s", (value, decimals, units) => {
  expect(unitsOf(value, decimals)).toBe(units);
});
