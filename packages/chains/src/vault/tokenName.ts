/**
 * What a token says of itself: its symbol and its decimals, for pages that people read. Nothing else depends on it, for a token may say
 * anything.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import type { ChainSource } from "../source/source.ts";

const nameAbi = parseAbi(["function symbol() view returns (string)", "function decimals() view returns (uint8)"]);

export interface TokenName {
  readonly symbol: string;
  readonly decimals: number;
}

const MOST_DECIMALS = 36;
/** Letters that do nothing to a terminal and look like no others. */
const SENSIBLE = /^[\w.+-]{1,16}$/;

/** Null where it does not answer, or nothing sensible. */
export async function readTokenName(source: ChainSource, token: Hex): Promise<TokenName | null> {
  try {
    const [symbol, decimals] = await Promise.all([
      source
        .call(token, encodeFunctionData({ abi: nameAbi, functionName: "symbol" }))
        .then((data) => decodeFunctionResult({ abi: nameAbi, functionName: "symbol", data })),
      source
        .call(token, encodeFunctionData({ abi: nameAbi, functionName: "decimals" }))
        .then((data) => decodeFunctionResult({ abi: nameAbi, functionName: "decimals", data })),
    ]);
    return SENSIBLE.test(symbol) && decimals <= MOST_DECIMALS ? { symbol, decimals } : null;
  } catch {
    return null; // a page has atoms then
  }
}
