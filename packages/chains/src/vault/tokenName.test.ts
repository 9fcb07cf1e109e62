/** Goal: a token is named where it says something sensible, and nothing that it says ends a page. Method: a source by hand. */
import type { Hex } from "@novate/codec";
import { encodeAbiParameters } from "viem";
import { expect, test } from "vitest";
import type { ChainSource } from "../source/source.ts";
import { readTokenName } from "./tokenName.ts";

const SYMBOL = "0x95d89b41";
const text = (value: string): Hex => encodeAbiParameters([{ type: "string" }], [value]);
const number = (value: bigint): Hex => encodeAbiParameters([{ type: "uint256" }], [value]);
const saying = (symbol: Hex, decimals: Hex) =>
  ({ call: async (_: Hex, data: Hex) => (data === SYMBOL ? symbol : decimals) }) as unknown as ChainSource;
const named = (source: ChainSource) => readTokenName(source, `0x${"70".repeat(20)}`);

test("a token says its symbol and its decimals", async () => {
  expect(await named(saying(text("USDC"), number(6n)))).toEqual({ symbol: "USDC", decimals: 6 });
});

test.each([
  ["nothing", "0x", "0x"],
  ["a word in place of a text", number(1n), number(6n)],
  ["an escape of terminals", text("\u001b[2J"), number(6n)],
  ["no letter", text(""), number(6n)],
  ["a long one", text("U".repeat(17)), number(6n)],
  ["too many decimals", text("USDC"), number(37n)],
  ["more decimals than a byte has", text("USDC"), number(300n)],
] as const)("what says %s has no name", async (_, symbol, decimals) => {
  expect(await named(saying(symbol, decimals))).toBeNull();
});

test("nor has what does not answer", async () => {
  const call = () => Promise.reject(new Error("reverted"));
  expect(await named({ call } as unknown as ChainSource)).toBeNull();
});
