/**
 * Commands about payments on their way out, and about the checkpoints that they are paid by.
 *
 * @module
 */
import { atoms, bytes20, bytes32, bytes65, bytesUpTo, list, struct, u16, u32, u64 } from "../field/index.ts";
import { accountId, assetId, chainId, vaultId, withdrawalId } from "./ids.ts";

/** Nodes of one proof from the root down, as `eth_getProof` gives them. */
export const ProofNodes = list(bytesUpTo(1_024), 16);

/** Burns a settled balance and queues its payment on a chain (WDR). */
export const WithdrawCollateral = struct("WithdrawCollateral", {
  accountId,
  assetId,
  amountAtoms: atoms,
  chainId,
  recipient: bytes20,
});

/** Takes a withdrawal back that has not been released: its balance is the account's again (WDR-040). */
export const CancelWithdrawal = struct("CancelWithdrawal", { accountId, withdrawalId });

/** A custodian says which withdrawals its chain has paid: they leave the outbox, and what is held (WDR-030). */
export const ConfirmWithdrawals = struct("ConfirmWithdrawals", {
  chainId: u16,
  withdrawalIds: list(withdrawalId, 256),
});

/** Brings a hot key's signature of a checkpoint (CKPT-010). `digest`: what it signed. */
export const SignCheckpoint = struct("SignCheckpoint", {
  epoch: u32,
  digest: bytes32,
  key: bytes20,
  signature: bytes65,
});

/** Proof of one word of a vault's paid bitmap: that of nonces 256·`word` and up. */
export const PaidWordProof = struct("PaidWordProof", { word: u64, nodes: ProofNodes });

/**
 * Proves at an accepted header that a vault has paid these withdrawals (WDR-048). `accountId`: the sender's own account; 0 from a
 * validator.
 */
export const ProvePayment = struct("ProvePayment", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  words: list(PaidWordProof, 16),
  withdrawalIds: list(withdrawalId, 256),
});

/**
 * Proves at an accepted header what a token did to a vault: a balance below the books, or transfers that fail (COLL-070). The proofs
 * are of `vaultSlots.tokenHeld` and `tokenHealth`.
 */
export const ProveImpairment = struct("ProveImpairment", {
  accountId,
  vaultId,
  vault: bytes20,
  assetId,
  token: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  heldProof: ProofNodes,
  healthProof: ProofNodes,
});
