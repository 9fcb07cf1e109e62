/**
 * What a member claims of vaults in an exit: its leaf under the claims root, and the rates that stand in assets' leaves.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, hashText, hashWords, sha256Words, uintWord } from "../abi/words.ts";
import type { Uint } from "./lanes.ts";

const CLAIM_TAG = hashText("novate.claim.v1");

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
export function claimLeaf({ accountId, segmentId, exitAddress, exitChain, parts, kept }: ClaimLeaf): Hex {
  return sha256Words(
    CLAIM_TAG,
    uintWord(accountId, 32),
    uintWord(segmentId, 32),
    addressWord(exitAddress),
    uintWord(exitChain, 64),
    uintWord(parts.idleAtoms, 128),
    uintWord(parts.holderAtoms, 128),
    uintWord(parts.gainAtoms, 128),
    uintWord(parts.juniorAtoms, 128),
    uintWord(parts.seniorAtoms, 128),
    keptHash(kept),
  );
}

/** The hash of all amounts in kind: two words each. */
export const keptHash = (kept: readonly KeptAsset[]): Hex =>
  hashWords(...kept.flatMap(({ assetId, amountAtoms }) => [uintWord(assetId, 32), uintWord(amountAtoms, 128)]));

/** The hash of an asset's rates, ascending by segment: six words each. */
export const ratesHash = (rates: readonly SegmentRate[]): Hex =>
  hashWords(
    ...rates.flatMap(({ segmentId, rate, holderKept, gainKept, juniorKept, seniorKept }) => [
      uintWord(segmentId, 32),
      ...[rate, holderKept, gainKept, juniorKept, seniorKept].map((value) => uintWord(value, 256)),
    ]),
  );
