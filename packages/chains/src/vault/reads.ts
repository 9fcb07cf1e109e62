/**
 * What a vault's storage holds at a header, by proof; and what tokens say, which is taken on the source's word.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import {
  isPaidIn,
  type Lane,
  paidWord,
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readFlow,
  readStop,
  readTokenHeld,
  SET_KINDS,
  type SetKind,
  uintWord,
  vaultSlots,
} from "@novate/evm";
import { decodeFunctionResult, encodeFunctionData } from "viem";
import { setsAbi, tokenAbi, vaultAbi } from "../abi/abi.ts";
import { ChainError } from "../rpc/failure.ts";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";

type At = Pick<BlockHeader, "number" | "stateRoot">;

export interface VaultState {
  readonly codeHash: Hex;
  readonly inboxCount: bigint;
  /** Hash of the set that signs. */
  readonly hotSet: Hex;
  /** Epoch of the last checkpoint accepted, and how many were. */
  readonly epoch: bigint;
  readonly count: bigint;
  /** Epoch of the one in force. */
  readonly maturedEpoch: bigint;
  /** When a stop ends, in seconds since 1970; 0 while it runs. */
  readonly stopEndsAt: bigint;
}

export async function readVault(source: ChainSource, at: At, vault: Hex): Promise<VaultState> {
  const { inboxCount, hotSet, checkpointHead, checkpointInForce, stop } = vaultSlots;
  const { account, slots } = await source.proof(at, vault, [
    inboxCount,
    hotSet,
    checkpointHead,
    checkpointInForce,
    stop,
  ]);
  const [count, set, head, inForce, stopped] = slots.map(({ value }) => value);
  const { epoch, count: accepted } = readCheckpointHead(head);
  return {
    codeHash: account.codeHash,
    inboxCount: readCount(count),
    hotSet: set ?? uintWord(0),
    epoch,
    count: accepted,
    maturedEpoch: readCheckpointInForce(inForce).maturedEpoch,
    stopEndsAt: readStop(stopped).endsAt,
  };
}

export interface Holding {
  /** By the vault's own books, proven. */
  readonly heldAtoms: bigint;
  /** By the token's books, on the source's word. */
  readonly balanceAtoms: bigint;
}

export async function readHolding(source: ChainSource, at: At, vault: Hex, token: Hex): Promise<Holding> {
  const [{ slots }, balanceAtoms] = await Promise.all([
    source.proof(at, vault, [vaultSlots.tokenHeld(token)]),
    readBalance(source, token, vault, at.number),
  ]);
  return { heldAtoms: readTokenHeld(slots[0]!.value).heldAtoms, balanceAtoms };
}

/** Sums of some lanes of some tokens: what may have left, and what has; atoms, over all time. */
export async function readFlows(source: ChainSource, at: At, vault: Hex, lanes: readonly (readonly [Hex, Lane])[]) {
  if (lanes.length === 0) return [];
  const { slots } = await source.proof(
    at,
    vault,
    lanes.map(([token, lane]) => vaultSlots.flow(token, lane)),
  );
  return slots.map(({ value }) => readFlow(value));
}

/** Which of some payments a vault has made. */
export async function readPaid(source: ChainSource, at: At, vault: Hex, nonces: readonly bigint[]): Promise<boolean[]> {
  if (nonces.length === 0) return [];
  const words = [...new Set(nonces.map(paidWord))];
  const { slots } = await source.proof(at, vault, words.map(vaultSlots.paid));
  const held = new Map(words.map((word, index) => [word, slots[index]!.value]));
  return nonces.map((nonce) => isPaidIn(held.get(paidWord(nonce)), nonce));
}

/** What anybody has of a token at a block, the newest unless told; atoms. */
export async function readBalance(source: ChainSource, token: Hex, owner: Hex, at?: bigint): Promise<bigint> {
  const call = encodeFunctionData({ abi: tokenAbi, functionName: "balanceOf", args: [owner] });
  const data = await source.call(token, call, at);
  return decoded(() => decodeFunctionResult({ abi: tokenAbi, functionName: "balanceOf", data }), "balanceOf");
}

/** Every token that a vault ever took, on the source's word. */
export async function readTokens(source: ChainSource, vault: Hex): Promise<readonly Hex[]> {
  const data = await source.call(vault, encodeFunctionData({ abi: vaultAbi, functionName: "tokens" }));
  const tokens = decoded(() => decodeFunctionResult({ abi: vaultAbi, functionName: "tokens", data }), "tokens");
  return tokens.map((token) => token.toLowerCase() as Hex); // addresses with the case of their checksum
}

/** Who says which set signs for a vault, on the source's word. */
export async function readSetsOf(source: ChainSource, vault: Hex): Promise<Hex> {
  const data = await source.call(vault, encodeFunctionData({ abi: vaultAbi, functionName: "SETS" }));
  const sets = decoded(() => decodeFunctionResult({ abi: vaultAbi, functionName: "SETS", data }), "SETS");
  return sets.toLowerCase() as Hex; // an address with the case of its checksum
}

/** The vault that `ValidatorSets` founded. */
export async function readVaultOf(source: ChainSource, sets: Hex): Promise<Hex> {
  const data = await source.call(sets, encodeFunctionData({ abi: setsAbi, functionName: "VAULT" }));
  const vault = decoded(() => decodeFunctionResult({ abi: setsAbi, functionName: "VAULT", data }), "VAULT");
  return vault.toLowerCase() as Hex; // an address with the case of its checksum
}

/** Hash of the set of cold keys that counts, on the source's word: it is read to know what to bring, and the contract checks that. */
export async function readColdSet(source: ChainSource, sets: Hex): Promise<Hex> {
  const call = encodeFunctionData({ abi: setsAbi, functionName: "activeSet", args: [1] });
  const data = await source.call(sets, call);
  return decoded(() => decodeFunctionResult({ abi: setsAbi, functionName: "activeSet", data }), "activeSet");
}

/** How often the cold keys have replaced the hot set, on the source's word: what the next replacement is numbered. */
export async function readReplacements(source: ChainSource, sets: Hex): Promise<bigint> {
  const data = await source.call(sets, encodeFunctionData({ abi: setsAbi, functionName: "replacements" }));
  return decoded(() => decodeFunctionResult({ abi: setsAbi, functionName: "replacements", data }), "replacements");
}

/** Hash of the set that follows, on the source's word; zeros without one. */
export async function readPendingSet(source: ChainSource, sets: Hex, kind: SetKind): Promise<Hex> {
  const args = [SET_KINDS.indexOf(kind)] as const;
  const data = await source.call(sets, encodeFunctionData({ abi: setsAbi, functionName: "pendingSet", args }));
  return decoded(() => decodeFunctionResult({ abi: setsAbi, functionName: "pendingSet", data })[0], "pendingSet");
}

/** A result that is not of the function's form is the answer of another contract, or of a liar. */
function decoded<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (cause) {
    throw new ChainError("RpcMalformed", `the answer to ${what} is not of its form`, { cause });
  }
}
