/**
 * What a vault has paid of an exit, by proof.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { isPaidIn, paidWord, uintWord, vaultSlots } from "@novate/evm";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";
import { readSettled } from "./reads.ts";

type At = Pick<BlockHeader, "number" | "stateRoot">;

/** What stands for the rates of a token that was shown to have no row. */
export const UNLISTED_RATES = uintWord(1);

/** What a token pays of what is owed, and the hash of the rates it pays by; undefined before it is settled. */
export async function readSettledBy(source: ChainSource, at: At, vault: Hex, token: Hex) {
  const settled = await readSettled(source, at, vault, token);
  if (settled === undefined) return undefined;
  const { slots } = await source.proof(at, vault, [vaultSlots.exitRates(token)]);
  return { ...settled, ratesHash: slots[0]!.value ?? uintWord(0) };
}

/** Which accounts have had what they claim in a token. */
export async function readClaimed(source: ChainSource, at: At, vault: Hex, token: Hex, accountIds: readonly number[]) {
  const slotOf = (word: bigint): Hex => vaultSlots.exitClaimed(token, word);
  return readBits(source, at, vault, slotOf, accountIds.map(BigInt));
}

/** Which entries of the inbox were paid back. */
export const readRefunded = (source: ChainSource, at: At, vault: Hex, indices: readonly bigint[]): Promise<boolean[]> =>
  readBits(source, at, vault, vaultSlots.exitRefunded, indices);

async function readBits(
  source: ChainSource,
  at: At,
  vault: Hex,
  slotOf: (word: bigint) => Hex,
  indices: readonly bigint[],
): Promise<boolean[]> {
  if (indices.length === 0) return [];
  const words = [...new Set(indices.map(paidWord))];
  const { slots } = await source.proof(at, vault, words.map(slotOf));
  const held = new Map(words.map((word, place) => [word, slots[place]!.value]));
  return indices.map((index) => isPaidIn(held.get(paidWord(index)), index));
}
