/**
 * Checkpoints: what the house says of each epoch to all of its vaults, and who has signed it.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes20,
  bytes32,
  bytes65,
  list,
  struct,
  timeMs,
  u32,
  u64,
  u256,
  type ValueOf,
} from "../../field/index.ts";
import { assetId, chainId, segmentId, vaultId } from "../ids.ts";
import { LaneSums } from "./custody.ts";

/** What a checkpoint says of one vault; `outboxRoot` and `assetsRoot` as its library builds them (CKPT-005). */
export const CheckpointSection = struct("CheckpointSection", {
  vaultId,
  chainId,
  vault: bytes20,
  inboxCount: u64,
  inboxAcc: bytes32,
  outboxRoot: bytes32,
  assetsRoot: bytes32,
});
export type CheckpointSection = ValueOf<typeof CheckpointSection>;

/**
 * What an atom that a segment owes is paid of an asset in an exit: `rate` atoms of it times 2^64. `…Kept`: what a loss leaves of
 * the parts of a claim, times 2^64 as well (CLAIM-010).
 */
export const ClaimRate = struct("ClaimRate", {
  segmentId,
  rate: u256,
  holderKept: u256,
  gainKept: u256,
  juniorKept: u256,
  seniorKept: u256,
});
export type ClaimRate = ValueOf<typeof ClaimRate>;

/**
 * What it says of one asset: sums over all time. `heldAtoms`: what is there for claims, `claimTotalAtoms`: what they sum to; the
 * rest is dust. `rates` ascend by segment; a segment without one pays nothing of the asset.
 */
export const CheckpointAsset = struct("CheckpointAsset", {
  assetId,
  vaultId,
  token: bytes20,
  consumedAtoms: atoms,
  queued: LaneSums,
  heldAtoms: atoms,
  claimTotalAtoms: atoms,
  rates: list(ClaimRate, 4_096),
});
export type CheckpointAsset = ValueOf<typeof CheckpointAsset>;

/** A validator's signature of a checkpoint's digest. */
export const CheckpointSignature = struct("CheckpointSignature", { key: bytes20, signature: bytes65 });
export type CheckpointSignature = ValueOf<typeof CheckpointSignature>;

/**
 * The state after block `height`, the last of its epoch, as validators sign it. `previous`: digest of the one before, zero of
 * the first. `setHash`: of the hot set that signs. `claimsRoot`: of the tree of claims. `isSigned`: more than two thirds have.
 */
export const CheckpointRow = struct("CheckpointRow", {
  epoch: u32,
  height: u32,
  timeMs,
  previous: bytes32,
  stateRoot: bytes32,
  claimsRoot: bytes32,
  vaultsRoot: bytes32,
  setHash: bytes32,
  digest: bytes32,
  isSigned: bool,
  sections: list(CheckpointSection, 255),
  assets: list(CheckpointAsset, 4_096),
  signatures: list(CheckpointSignature, 100),
});
export type CheckpointRow = ValueOf<typeof CheckpointRow>;

/**
 * What a vault last said of a token that lacks something or cannot be moved. `frozenSince`: seconds since 1970, 0 if it moves.
 * `number`: of the header that showed it. `sinceMs`: block time of the first word since it was last sound; 0 while it is.
 */
export const ImpairmentRow = struct("ImpairmentRow", {
  assetId,
  number: u64,
  heldAtoms: atoms,
  shortfallAtoms: atoms,
  frozenSince: u64,
  sinceMs: timeMs,
});
export type ImpairmentRow = ValueOf<typeof ImpairmentRow>;
