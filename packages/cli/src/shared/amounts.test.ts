/** Goal: an amount is what was written, to the atom, or refused. Method: tables, with a house of one asset. */
import type { NovateClient } from "@novate/sdk";
import { expect, test } from "vitest";
import { amountText, atomsOf } from "./amounts.ts";

const client = {
  assets: async () => ({ assets: [{ assetId: 1, symbol: "USDC", decimals: 6 }] }),
} as unknown as NovateClient;

test.each([
  ["1500000", 1_500_000n],
  ["1.5USDC", 1_500_000n],
  ["1.5 USDC", 1_500_000n],
  ["12USDC", 12_000_000n],
  ["0.000001USDC", 1n],
])("%s", async (text, wanted) => expect(await atomsOf(client, amountText(text), 1)).toBe(wanted));

test.each(["0", "1.5", "-1", "1e3", "", "USDC", ".5USDC", "1.USDC", "0.0USDC", "1,5USDC"])("%j is refused", (text) => {
  expect(() => amountText(text)).toThrow("It is a whole number of atoms, or an amount with its symbol");
});

test.each([
  ["1BTC", 1, "SymbolMismatch: asset 1 is USDC"],
  ["1USDC", 2, "AssetUnknown"],
  ["0.0000001USDC", 1, "AmountTooFine: USDC has 6 decimals"],
])("%s of asset %i is refused by name", async (text, assetId, says) => {
  await expect(atomsOf(client, amountText(text), assetId)).rejects.toThrow(says);
});
