/** Goal: a page of an exit has the decimals of tokens that say them, and atoms of all others. Method: steps by hand, chains that answer or do not. */
import type { ChainSource } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { expect, test } from "vitest";
import { exitPage } from "./page.ts";
import { amountsOf, inAtoms } from "./tokenNames.ts";

const token: Hex = `0x${"70".repeat(20)}`;
const word = (value: string): string => value.padStart(64, "0");
const usdc = `0x${word("20")}${word("4")}${Buffer.from("USDC").toString("hex").padEnd(64, "0")}` as Hex;
/** Says `USDC`, of six decimals. */
const answering = { call: async (_: Hex, data: Hex) => (data === "0x95d89b41" ? usdc : (`0x${word("6")}` as Hex)) };
const silent = { call: () => Promise.reject(new Error("no connection")) };
const places = new Map([
  [1, { source: answering as unknown as ChainSource }],
  [2, { source: silent as unknown as ChainSource }],
]);

test("decimals where the token says them, atoms where it does not or nobody asks", async () => {
  const tokens = [1, 2, 3].map((chainId) => ({ chainId, token }));
  const text = await amountsOf(places, tokens);
  expect(tokens.map((one) => text(1_234_500_000n, one))).toEqual([
    "1,234.500000 USDC",
    "1,234,500,000 atoms",
    "1,234,500,000 atoms",
  ]);
});

test("the page of steps has them", async () => {
  const step = {
    vaultId: 1,
    chainId: 1,
    deed: "claim",
    standing: "waits",
    why: "",
    token,
    amountAtoms: 5_000_000n,
  } as const;
  const steps = [{ ...step, vault: token, accountId: 1, recipient: null, transaction: null, untilSec: null }];
  expect(exitPage(steps, await amountsOf(places, [{ chainId: 1, token }]))).toContain("5.000000 USDC");
  expect(exitPage(steps, inAtoms)).toContain("5,000,000 atoms");
});
