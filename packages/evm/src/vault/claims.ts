/**
 * What a member claims of vaults in an exit: its leaf under the claims root, and the rates that stand in assets' leaves.
 *
 * @module
 */
import { bytesToHex, type Hex, hashBytes, hexToBytes, keccak256 } from "@novate/codec";
import { hashText, hashWords, uintWord } from "../abi/words.ts";
import { WordWriter } from "../abi/wordWriter.ts";
import type { Uint } from "./lanes.ts";

const CLAIM_TAG = hexToBytes(hashText("novate.claim.v1"));

const PARTS = ["idleAtoms", "holderAtoms", "gainAtoms", "juniorAtoms", "seniorAtoms"] as const;

/** An amount of one asset that is a member's own, in kind. */
export interface KeptAsset {
  /** u32. */
  readonly assetId: number;
  /** u128. */
  readonly amountAtoms: Uint;
}

/** A member's claim; parts are in settlement atoms of its segment, u128. */
export interface ClaimLeaf {
  /** u32; its index in the tree of depth 32. */
  readonly accountId: number;
  readonly segmentId: number;
  readonly exitAddress: Hex;
  /** The only chain on which that address is its owner's; 0: every one. u64. */
  readonly exitChain: Uint;
  readonly parts: {
    readonly idleAtoms: Uint;
    readonly holderAtoms: Uint;
    readonly gainAtoms: Uint;
    readonly juniorAtoms: Uint;
    readonly seniorAtoms: Uint;
  };
  /** Ascending by asset. */
  readonly kept: readonly KeptAsset[];
}

/** What an asset pays for an atom of a segment's claims; fractions times 2^64, rates u256, kept parts 2^64 at most. */
export interface SegmentRate {
  readonly segmentId: number;
  readonly rate: Uint;
  readonly holderKept: Uint;
  readonly gainKept: Uint;
  readonly juniorKept: Uint;
  readonly seniorKept: Uint;
}

/** The leaf of a claim. Asserts that each field fits its type. */
export const claimLeaf = (claim: ClaimLeaf): Hex => bytesToHex(claimLeafBytes(claim));

/** The same as bytes: a house has a leaf an account, and hashes them without a text in between. */
export function claimLeafBytes({ accountId, segmentId, exitAddress, exitChain, parts, kept }: ClaimLeaf): Uint8Array {
  const words = new WordWriter(11);
  words.bytes(CLAIM_TAG);
  words.uint(accountId, 32);
  words.uint(segmentId, 32);
  words.address(exitAddress);
  words.uint(exitChain, 64);
  for (const name of PARTS) words.uint(parts[name], 128);
  words.bytes(keptBytes(kept));
  return hashBytes(words.written);
}

/** The hash of all amounts in kind: two words each. */
export const keptHash = (kept: readonly KeptAsset[]): Hex => bytesToHex(keptBytes(kept));

const NOTHING_KEPT = keccak256(new Uint8Array(0));

function keptBytes(kept: readonly KeptAsset[]): Uint8Array {
  if (kept.length === 0) return NOTHING_KEPT;
  const words = new WordWriter(2 * kept.length);
  for (const { assetId, amountAtoms } of kept) {
    words.uint(assetId, 32);
    words.uint(amountAtoms, 128);
  }
  return keccak256(words.written);
}

/** The hash of an asset's rates, ascending by segment: six words each. */
export const ratesHash = (rates: readonly SegmentRate[]): Hex =>
  hashWords(
    ...rates.flatMap(({ segmentId, rate, holderKept, gainKept, juniorKept, seniorKept }) => [
      uintWord(segmentId, 32),
      ...[rate, holderKept, gainKept, juniorKept, seniorKept].map((value) => uintWord(value, 256)),
    ]),
  );
