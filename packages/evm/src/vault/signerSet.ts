/**
 * Sets of signers as vaults know them: a hash over words, and what more than two thirds of one is.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { hashText, hashWords, uintWord } from "../abi/words.ts";
import { assertWord } from "../word.ts";
import type { Uint } from "./lanes.ts";

const TAG = hashText("novate.signers.v1");

/** Signers in one set. */
export const MAX_SIGNERS = 100;
const POWER_BITS = 96n;

/** Hot keys sign checkpoints; cold keys replace the hot ones in an emergency. Numbers are the vault's. */
export const SET_KINDS = ["hot", "cold"] as const;
export type SetKind = (typeof SET_KINDS)[number];

export interface Signer {
  readonly address: Hex;
  /** u96, above zero. */
  readonly power: Uint;
}

/** A set as its hash commits to it. */
export interface SignerSet {
  /** u64; a successor's is one more. */
  readonly epoch: bigint;
  /** Sum of powers; u96. */
  readonly total: bigint;
  /** `address << 96 | power`, strictly ascending by address. */
  readonly words: readonly Hex[];
}

/** The word of a signer. Asserts address and power. */
export function signerWord({ address, power }: Signer): Hex {
  assertWord(address, 20);
  return `${address}${uintWord(power, 96).slice(-24)}`;
}

/** The signer of a word. */
export const wordToSigner = (word: Hex): Signer & { readonly power: bigint } => ({
  address: word.slice(0, 42) as Hex, // the first twenty bytes of hexadecimal digits
  power: BigInt.asUintN(Number(POWER_BITS), BigInt(word)),
});

/** The set of some signers, in any order. Asserts that a vault would take it. */
export function signerSet(epoch: Uint, signers: readonly Signer[]): SignerSet {
  const words = signers.map(signerWord).sort();
  const total = signers.reduce((sum, { power }) => sum + BigInt(power), 0n);
  const set: SignerSet = { epoch: BigInt(epoch), total, words };
  const fault = signerSetFault(set);
  assert(fault === undefined, `not a set of signers: ${fault}`);
  return set;
}

export type SetFault = "EmptySet" | "TooManySigners" | "NotAscending" | "ZeroPower" | "TotalDiffers";

/** Why a vault would not take a set, or undefined for one that it takes. Names are those of its errors. */
export function signerSetFault({ total, words }: SignerSet): SetFault | undefined {
  if (words.length === 0) return "EmptySet";
  if (words.length > MAX_SIGNERS) return "TooManySigners";
  let before = 0n;
  let sum = 0n;
  for (const word of words) {
    const { address, power } = wordToSigner(word);
    if (BigInt(address) <= before) return "NotAscending";
    if (power === 0n) return "ZeroPower";
    before = BigInt(address);
    sum += power;
  }
  return sum === total ? undefined : "TotalDiffers";
}

/** `keccak256(abi.encodePacked(tag, house, kind, epoch, total, words))`, a word each. */
export const signerSetHash = (house: Hex, kind: SetKind, { epoch, total, words }: SignerSet): Hex =>
  hashWords(TAG, house, uintWord(SET_KINDS.indexOf(kind)), uintWord(epoch, 64), uintWord(total, 96), ...words);

/** Whether `signed` is more than two thirds of `total`. Exactly two thirds are not. */
export const isQuorum = (signed: Uint, total: Uint): boolean => 3n * BigInt(signed) > 2n * BigInt(total);
