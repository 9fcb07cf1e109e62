/**
 * Commands about vaults in exit.
 *
 * @module
 */
import { atoms, bool, bytes20, bytes32, list, optional, struct, u64, u128, type ValueOf } from "../field/index.ts";
import { ExitBalance, ExitLaneSums, ExitParts } from "./exitKit.ts";
import { accountId, assetId, chainId, segmentId, vaultId } from "./ids.ts";
import { ProofNodes } from "./payments.ts";
import { ClaimRate } from "./rows/index.ts";

/** Of a tree of depth 32, from the bottom up. */
const Siblings = list(bytes32, 32);

/**
 * Proves at an accepted header how far a vault is on its way into exit, and which checkpoint is in force there (EXIT-100). The proofs are of
 * `vaultSlots.exit`, `checkpointInForce`, `claimsRoot` and `assetsRoot`. `accountId`: the sender's own account; 0 from a validator.
 */
export const ProveExit = struct("ProveExit", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  exitProof: ProofNodes,
  inForceProof: ProofNodes,
  claimsProof: ProofNodes,
  assetsProof: ProofNodes,
});

/** Shows what X says of an asset of a vault in exit (EXIT-110). `isListed` false: nothing stands at its place, and all sums are zero. */
export const ProveExitAsset = struct("ProveExitAsset", {
  accountId,
  vaultId,
  assetId,
  token: bytes20,
  isListed: bool,
  consumedAtoms: u128,
  queued: ExitLaneSums,
  claimTotalAtoms: u128,
  rates: list(ClaimRate, 4_096),
  siblings: Siblings,
});

/** A claim as its leaf says it; whose it is follows from its place. */
export const ExitLeaf = struct("ExitLeaf", {
  segmentId,
  exitAddress: bytes20,
  exitChain: chainId,
  parts: ExitParts,
  kept: list(ExitBalance, 65),
});
export type ExitLeaf = ValueOf<typeof ExitLeaf>;

/**
 * Books what a vault in exit pays to the accounts from `firstAccountId` on, where the book stands (EXIT-111): their leaves under X's root, null where
 * there is none. `left`, `right`: what stands beside them, from the bottom up; what is lacking at the end is empty.
 */
export const BookExitClaims = struct("BookExitClaims", {
  accountId,
  vaultId,
  firstAccountId: accountId,
  leaves: list(optional(ExitLeaf), 64),
  left: Siblings,
  right: Siblings,
});

/** A deposit that the house has heard: its index in the inbox, and the account that has it; 0: nobody's, or on its way back. */
export const HeardDeposit = struct("HeardDeposit", { index: u64, accountId, assetId, amountAtoms: atoms });
export type HeardDeposit = ValueOf<typeof HeardDeposit>;

/**
 * Books deposits that a vault in exit pays back, the newest first (EXIT-112): `deposits` ascend, `before` is what those before them hash to, and
 * together they are what the book has next.
 */
export const BookExitRefunds = struct("BookExitRefunds", {
  accountId,
  vaultId,
  before: bytes32,
  deposits: list(HeardDeposit, 128),
});
