/**
 * What the words of a vault's slots say.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { wordToUint } from "../abi/words.ts";
import type { Uint } from "./lanes.ts";

/** A slot's word by proof: undefined where nothing was ever stored. */
type Stored = Hex | undefined;

/** Numbers that Solidity packed into one word, lowest bits first. */
function unpack(word: Stored, ...widths: readonly number[]): bigint[] {
  let rest = word === undefined ? 0n : wordToUint(word)!; // every word is a uint256
  return widths.map((bits) => {
    const value = BigInt.asUintN(bits, rest);
    rest >>= BigInt(bits);
    return value;
  });
}

/** The number of a slot that holds one. */
export const readCount = (word: Stored): bigint => unpack(word, 64)[0]!;

/** Whether a payment's bit is set in the word of `paidWord(nonce)`. */
export const isPaidIn = (word: Stored, nonce: Uint): boolean =>
  ((unpack(word, 256)[0]! >> (BigInt(nonce) & 0xffn)) & 1n) === 1n;

/** What the vault holds of a token by its own books, and at most: atoms. */
export function readTokenHeld(word: Stored): { heldAtoms: bigint; capAtoms: bigint; isListed: boolean } {
  const [heldAtoms, capAtoms, listed] = unpack(word, 96, 96, 8);
  return { heldAtoms: heldAtoms!, capAtoms: capAtoms!, isListed: listed !== 0n };
}

/** What a token lacks, in atoms, and since when it cannot be moved, in seconds since 1970; zeros of one that is sound. */
export function readTokenHealth(word: Stored): { floorAtoms: bigint; shortfallAtoms: bigint; frozenSince: bigint } {
  const [floorAtoms, shortfallAtoms, frozenSince] = unpack(word, 96, 96, 64);
  return { floorAtoms: floorAtoms!, shortfallAtoms: shortfallAtoms!, frozenSince: frozenSince! };
}

/** Sums of a lane of a token: what may have left, and what has; atoms. */
export function readFlow(word: Stored): { allowedCum: bigint; paidCum: bigint } {
  const [allowedCum, paidCum] = unpack(word, 128, 128);
  return { allowedCum: allowedCum!, paidCum: paidCum! };
}

/** Epoch of the last checkpoint accepted, when it was signed in seconds since 1970, and how many were accepted. */
export function readCheckpointHead(word: Stored): { epoch: bigint; signedAt: bigint; count: bigint } {
  const [epoch, signedAt, count] = unpack(word, 64, 64, 32);
  return { epoch: epoch!, signedAt: signedAt!, count: count! };
}

/** Epoch of the checkpoint in force, and the inbox's entries that the house had heard. */
export function readCheckpointInForce(word: Stored): { maturedEpoch: bigint; heardCount: bigint } {
  const [maturedEpoch, heardCount] = unpack(word, 64, 64);
  return { maturedEpoch: maturedEpoch!, heardCount: heardCount! };
}

/** Names of the numbers of phase and cause. */
export const EXIT_PHASES = ["none", "requested", "exit"] as const;
export const EXIT_CAUSES = ["none", "silence", "unserved", "contradiction"] as const;

/** How far a vault is on its way out, and why: numbers as its contract has them, times in seconds since 1970. */
export interface ExitWord {
  readonly phase: number;
  readonly cause: number;
  readonly requestedAt: bigint;
  /** When the exit may begin at the earliest; once it has begun, when it did. */
  readonly beginsAt: bigint;
  /** Epoch of the checkpoint that it pays by, once it has begun; 0 where none was ever in force. */
  readonly epochX: bigint;
}

export function readExitWord(word: Stored): ExitWord {
  const [phase, cause, requestedAt, beginsAt, epochX] = unpack(word, 8, 8, 64, 64, 64);
  return {
    phase: Number(phase!),
    cause: Number(cause!),
    requestedAt: requestedAt!,
    beginsAt: beginsAt!,
    epochX: epochX!,
  };
}

/** What a token pays in exit of what is owed: `haveAtoms / owedAtoms`; undefined before it is settled. */
export function readExitSettled(word: Stored): { haveAtoms: bigint; owedAtoms: bigint; assetId: number } | undefined {
  const [haveAtoms, owedAtoms, assetId] = unpack(word, 96, 128, 32);
  return owedAtoms === 0n ? undefined : { haveAtoms: haveAtoms!, owedAtoms: owedAtoms!, assetId: Number(assetId) };
}

/** When a stop ends, and time and block of the last resumption; zeros of none. */
export function readStop(word: Stored): { endsAt: bigint; resumedAt: bigint; resumedBlock: bigint } {
  const [endsAt, resumedAt, resumedBlock] = unpack(word, 64, 64, 64);
  return { endsAt: endsAt!, resumedAt: resumedAt!, resumedBlock: resumedBlock! };
}
