/**
 * Steps from one hot set to the next, as they stand in the calls that brought them to a vault's sets.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type RotationLink, type SignerSet, uintWord } from "@novate/evm";
import { decodeFunctionData, toEventSelector, toFunctionSelector } from "viem";
import { setsAbi } from "../abi/abi.ts";
import type { ChainSource } from "../source/source.ts";
import { allLogs } from "../vault/logs.ts";
import { callsIn } from "./brought.ts";

const PENDING = toEventSelector(setsAbi.find((entry) => entry.type === "event" && entry.name === "SetPending")!) as Hex;
const SELECTOR = toFunctionSelector(
  setsAbi.find((entry) => entry.type === "function" && entry.name === "rotate")!,
).slice(2);
/** The most that a transaction of a chain says. */
const MOST_DIGITS = 2 * 131_072;
const HOT = 0;

/** Of hot sets, the first first; what is no step is left out. None is proven: whoever reads them checks what was signed. */
export async function readLinks(source: ChainSource, sets: Hex, fromBlock: bigint): Promise<RotationLink[]> {
  const { number } = await source.header("latest");
  const logs = await allLogs(source, sets, PENDING, fromBlock, number);
  const transactions = [...new Set(logs.map(({ transactionHash }) => transactionHash))];
  const found: RotationLink[] = [];
  for (const transaction of transactions)
    for (const call of await callsIn(source, transaction, SELECTOR, MOST_DIGITS)) found.push(...linksIn(call));
  return found;
}

function linksIn(data: Hex): RotationLink[] {
  try {
    const call = decodeFunctionData({ abi: setsAbi, data });
    if (call.functionName !== "rotate" || call.args[0] !== HOT) return [];
    return call.args[1].map((link) => ({ ...link, from: setOf(link.from), to: setOf(link.to) }));
  } catch {
    return []; // the selector's bytes are there by chance
  }
}

const setOf = ({ words, ...set }: Omit<SignerSet, "words"> & { readonly words: readonly bigint[] }): SignerSet => ({
  ...set,
  words: words.map((word) => uintWord(word)),
});
