/**
 * What an account needs to be paid out of every vault at one signed checkpoint, and what that is made of: numbers as vaults read them.
 *
 * @module
 */
import { bytes20, bytes32, list, struct, timeMs, u32, u64, u128, type ValueOf } from "../field/index.ts";
import { accountId, assetId, chainId, houseId, paymentLane, segmentId, vaultId } from "./ids.ts";
import { CheckpointSection, CheckpointSignature, ClaimRate } from "./rows/payments.ts";

const MOST_SIBLINGS = 32;
const siblings = list(bytes32, MOST_SIBLINGS);

/** What validators sign of an epoch; `house` is said beside it. See `CheckpointRow`. */
export const ExitCheckpoint = struct("ExitCheckpoint", {
  epoch: u32,
  height: u32,
  timeMs,
  previous: bytes32,
  stateRoot: bytes32,
  claimsRoot: bytes32,
  vaultsRoot: bytes32,
  setHash: bytes32,
});
export type ExitCheckpoint = ValueOf<typeof ExitCheckpoint>;

/** The hot set of `setHash`: `words` are `address << 96 | power`, ascending; `total` is the sum of powers. */
export const ExitSigners = struct("ExitSigners", { epoch: u64, total: u128, words: list(bytes32, 100) });
export type ExitSigners = ValueOf<typeof ExitSigners>;

/** What an account has of one asset, as the tree of claims says. */
export const ExitBalance = struct("ExitBalance", { assetId, amountAtoms: u128 });

/** What one account can claim in a segment, by what bears a loss first. */
export const ExitParts = struct("ExitParts", {
  idleAtoms: u128,
  holderAtoms: u128,
  gainAtoms: u128,
  juniorAtoms: u128,
  seniorAtoms: u128,
});

/** An account's leaf of the tree of claims; see `CountedClaim`. */
export const ExitClaim = struct("ExitClaim", {
  accountId,
  segmentId,
  exitAddress: bytes20,
  exitChain: chainId,
  parts: ExitParts,
  kept: list(ExitBalance, 65),
});
export type ExitClaim = ValueOf<typeof ExitClaim>;

/** What waits to be paid out of a vault, by the lane that it waits in. */
export const ExitLaneSums = struct("ExitLaneSums", { mainAtoms: u128, smallAtoms: u128, sentBackAtoms: u128 });

/** An asset's leaf at its vault, with the rates that it hashes; see `CheckpointAsset`. */
export const ExitAsset = struct("ExitAsset", {
  assetId,
  vaultId,
  token: bytes20,
  consumedAtoms: u128,
  queued: ExitLaneSums,
  claimTotalAtoms: u128,
  rates: list(ClaimRate, 4_096),
});
export type ExitAsset = ValueOf<typeof ExitAsset>;

/** A payment that its vault owes. `accountId`: whose it was by the house's word, no part of the leaf; 0 of one that was sent back. */
export const ExitPayment = struct("ExitPayment", {
  vaultId,
  accountId,
  nonce: u64,
  token: bytes20,
  recipient: bytes20,
  amountAtoms: u128,
  lane: paymentLane,
  cumulativeAtoms: u128,
});
export type ExitPayment = ValueOf<typeof ExitPayment>;

/** A signed checkpoint with all that it commits to at every vault; with the leaves of the tree of claims it proves everybody's. */
export const ExitHead = struct("ExitHead", {
  house: houseId,
  checkpoint: ExitCheckpoint,
  signatures: list(CheckpointSignature, 100),
  signers: ExitSigners,
  sections: list(CheckpointSection, 255),
  assets: list(ExitAsset, 4_096),
  payments: list(ExitPayment, 4_194_304),
});
export type ExitHead = ValueOf<typeof ExitHead>;

/** A vault's section of a checkpoint with its proof. */
const ProvenSection = struct("ProvenSection", { section: CheckpointSection, siblings });
/** An asset's leaf of a checkpoint with its proof. */
const ProvenAsset = struct("ProvenAsset", { asset: ExitAsset, siblings });
/** A payment that a vault owes with its proof. */
const ProvenPayment = struct("ProvenPayment", { payment: ExitPayment, siblings });

/**
 * All that one account needs to be paid by vaults in an exit, with nobody left to ask. Siblings run from the bottom up, without empty
 * ones at the end. `claims`: its one leaf; none, where `claimSiblings` prove that there is none. The rest ascends by its ids.
 */
export const ExitKit = struct("ExitKit", {
  house: houseId,
  checkpoint: ExitCheckpoint,
  signatures: list(CheckpointSignature, 100),
  signers: ExitSigners,
  accountId,
  claims: list(ExitClaim, 1),
  claimSiblings: siblings,
  sections: list(ProvenSection, 255),
  assets: list(ProvenAsset, 4_096),
  payments: list(ProvenPayment, 65_536),
});
export type ExitKit = ValueOf<typeof ExitKit>;
