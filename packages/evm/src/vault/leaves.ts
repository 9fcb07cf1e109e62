/**
 * Leaves of the trees of a checkpoint: what the house owes at one vault.
 *
 * Each is `sha256(abi.encode(tag, fields…))`: 224 to 320 bytes, never the 64 of a branch. The vault hashes the same words
 * (`vectors/custody/leaves.json` is read by both); a change here is a new version's tag.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, hashText, sha256Words, uintWord } from "../abi/words.ts";
import { assertWord } from "../word.ts";
import { LANES, type Lane, type Uint } from "./lanes.ts";

const SECTION_TAG = hashText("novate.section.v1");
const OUTBOX_TAG = hashText("novate.outbox.v1");
const ASSET_TAG = hashText("novate.asset.v1");

/** What a checkpoint says of one vault. */
export interface VaultSection {
  /** u64. */
  readonly chainId: Uint;
  readonly vault: Hex;
  /** Entries of the inbox that the house has heard, u64, and what they commit to. */
  readonly inboxCount: Uint;
  readonly inboxAcc: Hex;
  readonly outboxRoot: Hex;
  readonly assetsRoot: Hex;
}

/** A payment that the house owes. */
export interface OutboxLeaf {
  /** u64, from 1, never used again at this vault. */
  readonly nonce: Uint;
  readonly token: Hex;
  readonly recipient: Hex;
  /** Atoms of `token`; u96. */
  readonly amount: Uint;
  readonly lane: Lane;
  /** Sum of the lane's amounts of this token up to and with this one; u128. */
  readonly cumulative: Uint;
}

/** What the house says of one token of a vault. Sums are of atoms, u128, over all time. */
export interface AssetLeaf {
  /** u32. */
  readonly assetId: number;
  readonly token: Hex;
  /** Of deposits among the section's first `inboxCount` entries. */
  readonly consumedCum: Uint;
  readonly queuedCum: Readonly<Record<Lane, Uint>>;
  /** What members may claim in an exit. */
  readonly claimTotal: Uint;
  /** {@link ratesHash} of what it pays in an exit. */
  readonly ratesHash: Hex;
}

/** A word that stands as it is. */
function word(hash: Hex): Hex {
  assertWord(hash, 32);
  return hash;
}

/** The leaf of a vault's section, at index `vaultId` of a tree of depth 8. Asserts that each field fits its type. */
export const sectionLeaf = (section: VaultSection): Hex =>
  sha256Words(
    SECTION_TAG,
    uintWord(section.chainId, 64),
    addressWord(section.vault),
    uintWord(section.inboxCount, 64),
    word(section.inboxAcc),
    word(section.outboxRoot),
    word(section.assetsRoot),
  );

/** The leaf of a payment, at {@link outboxIndex} of a tree of depth 32. Asserts that each field fits its type. */
export const outboxLeaf = (row: OutboxLeaf): Hex =>
  sha256Words(
    OUTBOX_TAG,
    uintWord(row.nonce, 64),
    addressWord(row.token),
    addressWord(row.recipient),
    uintWord(row.amount, 96),
    uintWord(LANES.indexOf(row.lane)),
    uintWord(row.cumulative, 128),
  );

/** Where a payment stands in its outbox: its nonce modulo 2^32. */
export const outboxIndex = (nonce: Uint): number => Number(BigInt(nonce) & 0xffff_ffffn);

/** The leaf of a token, at index `assetId` of a tree of depth 32. Asserts that each field fits its type. */
export const assetLeaf = (row: AssetLeaf): Hex =>
  sha256Words(
    ASSET_TAG,
    uintWord(row.assetId, 32),
    addressWord(row.token),
    uintWord(row.consumedCum, 128),
    ...LANES.map((lane) => uintWord(row.queuedCum[lane], 128)),
    uintWord(row.claimTotal, 128),
    word(row.ratesHash),
  );
