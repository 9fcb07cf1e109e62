/**
 * Calls that bring a vault into exit: its hall answers them at the vault's own address.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type InboxEntry, inboxLeaf, type Signatures, type SignerSet } from "@novate/evm";
import { encodeFunctionData } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { Call } from "../account/writer.ts";
import type { AcceptedArguments } from "../vault/calls.ts";
import { entryArgument } from "./arguments.ts";

/** Asks for an exit of a vault that has accepted nothing for `silence`. */
export const requestExitForSilence = (vault: Hex): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: exitAbi, functionName: "requestExitForSilence" }),
});

/**
 * Asks for an exit of a vault in which an entry was not heard for `unserved`. `chunk` are all entries of its chunk of 64, in order,
 * itself among them.
 */
export const requestExitForEntry = (vault: Hex, entry: InboxEntry, chunk: readonly InboxEntry[]): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "requestExitForEntry",
    args: [entryArgument(entry), chunk.map(inboxLeaf)],
  }),
});

/** Everything that validators sign of an epoch. */
export interface SignedArguments {
  readonly height: bigint;
  readonly timeMs: bigint;
  readonly previous: Hex;
  readonly stateRoot: Hex;
  readonly claimsRoot: Hex;
  readonly vaultsRoot: Hex;
}

/** Asks for an exit of a vault whose set signed two things of one epoch. */
export const requestExitForContradiction = (
  vault: Hex,
  { words, ...set }: SignerSet,
  [first, second]: readonly [SignedArguments, SignedArguments],
  [firstSignatures, secondSignatures]: readonly [Signatures, Signatures],
): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "requestExitForContradiction",
    args: [{ ...set, words: words.map(BigInt) }, first, firstSignatures, second, secondSignatures],
  }),
});

/**
 * Begins an exit whose time has come. `pending`: the accepted checkpoints from the newest down, without those that were voided, to
 * one that has aged unchallenged or is not newer than the one in force; all 16 that are kept will do.
 */
export const beginExit = (vault: Hex, pending: readonly AcceptedArguments[]): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: exitAbi, functionName: "beginExit", args: [pending] }),
});
