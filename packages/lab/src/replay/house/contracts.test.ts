/** Goal: contracts of any coin are of a handy size and exact. Method: opening prices over twelve decades; symbols by hand. */
import { expect, test } from "vitest";
import { expiryName, fridayAfter } from "./calendar.ts";
import { contractsOn } from "./contracts.ts";
import { FEED_DECIMALS, toFeedUnits } from "./feedUnits.ts";

const OPENING_MS = Date.UTC(2025, 9, 10, 18);
const E8 = 10n ** BigInt(FEED_DECIMALS);
const everything = { hasFuture: true, hasOptions: true };

test.each([
  ["BTC", 117_637_61000000n],
  ["ETH", 4_095_24000000n],
  ["LINK", 20_94490000n],
  ["DOGE", 23397000n],
  ["a cent", 1_000_000n],
  ["a thousandth", 123_456n],
  ["the smallest", 1n],
])("INST-002 a lot of %s is worth ten to a hundred dollars, and a tick of it whole atoms", (_, openingIndex) => {
  const [perpetual] = contractsOn("X", openingIndex, OPENING_MS, everything);
  const { tickFeedUnits, tickValueAtoms } = perpetual!;
  const lotAtoms = (openingIndex / tickFeedUnits) * tickValueAtoms;
  expect(lotAtoms).toBeGreaterThanOrEqual(10_000_000n);
  expect(lotAtoms).toBeLessThan(100_000_000n);
  expect((tickValueAtoms * E8) % tickFeedUnits).toBe(0n);
});

test("symbols, expiries and strikes read as a trader expects", () => {
  const contracts = contractsOn("BTC", 117_637n * E8, OPENING_MS, everything);
  expect(contracts.slice(0, 4).map(({ symbol }) => symbol)).toEqual([
    "BTC-PERP",
    "BTC-26DEC25",
    "BTC-17OCT25-90000-C",
    "BTC-17OCT25-90000-P",
  ]);
  const strikes = contracts.flatMap(({ terms, tickFeedUnits, symbol }) =>
    terms.type === "Option" ? [{ symbol, dollars: (terms.strikeTicks * tickFeedUnits) / E8 }] : [],
  );
  expect(strikes).toHaveLength(16);
  for (const { symbol, dollars } of strikes) expect(symbol).toContain(`-${dollars}-`);
});

test("an underlying without a programme has its perpetual alone", () => {
  expect(contractsOn("ATOM", 4n * E8, OPENING_MS, { hasFuture: false, hasOptions: false })).toHaveLength(1);
});

test("a Friday at eight, never before the days asked for", () => {
  const friday = Date.UTC(2025, 9, 17, 8);
  expect(fridayAfter(OPENING_MS, 4)).toBe(friday);
  expect(fridayAfter(friday, 0)).toBe(friday);
  expect(fridayAfter(friday + 1, 0)).toBe(Date.UTC(2025, 9, 24, 8));
  expect(expiryName(friday)).toBe("17OCT25");
});

test("tape ticks become feed units, rounded down where the tape is finer", () => {
  expect(toFeedUnits(3_560n, 3)).toBe(3_56000000n);
  expect(toFeedUnits(199n, 10)).toBe(1n);
});
