/**
 * Checkpoints that stand in the data of a transaction. Whoever sends it writes what he likes there: work on it is bounded.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type Signatures, type SignerSet, uintWord } from "@novate/evm";
import { decodeFunctionData, toFunctionSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import { dataOf, objectOf } from "../rpc/checked.ts";
import type { ChainSource } from "../source/source.ts";
import type { CheckpointArguments, SectionArguments } from "../vault/calls.ts";

/** What a call brings to a vault. */
export interface AcceptWords {
  readonly checkpoint: CheckpointArguments;
  readonly section: SectionArguments;
  readonly set: SignerSet;
  readonly signatures: Signatures;
}

const SELECTOR = toFunctionSelector(
  vaultAbi.find((entry) => entry.type === "function" && entry.name === "accept")!,
).slice(2);
/** A call of a hundred signers takes eleven thousand bytes. */
const MOST_DIGITS = 2 * 16_384;
/** Calls that are tried in one transaction; of those that are hidden behind more, the words come from what was kept. */
const MOST_CALLS = 32;

/** Checkpoints that a transaction brings, straight to the vault or through other contracts: of the first calls that it may be. */
export async function broughtBy(source: ChainSource, transaction: Hex): Promise<AcceptWords[]> {
  const calls = await callsIn(source, transaction, SELECTOR, MOST_DIGITS);
  return calls.flatMap((call) => broughtIn(call) ?? []);
}

/** What a transaction says from each place on where a function's selector stands, eight digits without 0x; so many digits of it. */
export async function callsIn(source: ChainSource, transaction: Hex, selector: string, digits: number): Promise<Hex[]> {
  const answer = await source.rpc.request("eth_getTransactionByHash", [transaction]);
  if (answer === null) return [];
  const input = dataOf(objectOf(answer, "transaction").input, "input");
  const found: Hex[] = [];
  let at = input.indexOf(selector);
  for (; at >= 0 && found.length < MOST_CALLS; at = input.indexOf(selector, at + 1))
    found.push(`0x${input.slice(at, at + digits)}`);
  return found;
}

function broughtIn(data: Hex): AcceptWords | null {
  try {
    const call = decodeFunctionData({ abi: vaultAbi, data });
    if (call.functionName !== "accept") return null;
    const [checkpoint, section, { words, ...set }, signatures] = call.args;
    return { checkpoint, section, set: { ...set, words: words.map((word) => uintWord(word)) }, signatures };
  } catch {
    return null; // the selector's bytes are there by chance
  }
}
