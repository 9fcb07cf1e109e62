/** Goal: amounts, sizes and prices are what they are worth, to the atom, and what is not known stays as it is. Method: contracts by hand. */
import { expect, test } from "vitest";
import { unitsFrom } from "./units.ts";

const [usdc, btc] = [
  { symbol: "USDC", decimals: 6 },
  { symbol: "BTC", decimals: 8 },
];
const perpetual = { underlying: "BTC", feedDecimals: 8, cash: usdc, base: null };
const units = unitsFrom(
  new Map([
    [1, usdc],
    [2, btc],
  ]),
  new Map([[1, usdc]]),
  new Map([
    // A tick of half a dollar, of which a lot gains 0.0005: a thousandth of a coin.
    [10, { ...perpetual, tickFeedUnits: 50_000_000n, tickValueAtoms: 500n }],
    [11, { ...perpetual, tickFeedUnits: 3n, tickValueAtoms: 1n }],
    [12, { ...perpetual, tickFeedUnits: 1n, tickValueAtoms: 1n, base: { asset: btc, lotAtoms: 25_000n } }],
  ]),
);

test("money has decimals and a symbol", () => {
  expect(units.money("-1234567890", 1)).toBe("-1,234.567890 USDC");
  expect(units.money("1", 2)).toBe("0.00000001 BTC");
  expect([units.cash("5", 1), units.cash("5")]).toEqual(["0.000005 USDC", "0.000005 USDC"]);
  expect([units.money("1234", 9), units.cash("1234", 9)]).toEqual(["1,234 atoms", "1,234 atoms"]);
});

test("a size is what gains as much, exactly or marked", () => {
  expect(units.size("1", 10)).toBe("0.001 BTC");
  expect(units.size("-2500", 10)).toBe("-2.5 BTC");
  expect(units.size("1", 11)).toBe("≈33.333333333333 BTC");
  expect(units.size("4", 12)).toBe("0.00100000 BTC");
  expect(units.size("4000", 99)).toBe("4,000 lots");
});

test("a price is in the feed's own units", () => {
  expect(units.price("121000", 10)).toBe("60,500");
  expect(units.price("121001", 10)).toBe("60,500.5");
  expect(units.price("-3", 10)).toBe("-1.5");
  expect(units.price("7", 99)).toBe("7 ticks");
});
