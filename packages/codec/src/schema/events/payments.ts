/**
 * What happened to payments on their way out, and to the checkpoints that they are paid by. Selectors 180–199.
 *
 * @module
 */
import { atoms, bool, bytes32, list, struct, timeMs, u16, u32 } from "../../field/index.ts";
import { accountId, assetId, segmentId, withdrawalId } from "../ids.ts";
import {
  CheckpointRow,
  CheckpointSignature,
  ClaimCountRow,
  FrozenClaimsRow,
  GrantParts,
  ImpairmentRow,
  Payment,
} from "../rows/index.ts";

/** Of one asset: the sum of the withdrawals, what of it was granted, how many there were. */
const TakenBackPart = struct("TakenBackPart", {
  assetId,
  amountAtoms: atoms,
  grantedAtoms: atoms,
  withdrawals: u16,
  balanceAfterAtoms: atoms,
});

export const paymentEvents = {
  /** A turn gave a waiting withdrawal so much of the windows (WDR-035). */
  WithdrawalGranted: [
    180,
    struct("WithdrawalGranted", { withdrawalId, amountAtoms: atoms, hour: GrantParts, day: GrantParts }),
  ],
  /** The whole of it is granted: it may be paid, and cannot be taken back. */
  /** `lackingAtoms`: what of it the vault does not have, nobody's from now on; the payment is of the rest (WDR-066). */
  WithdrawalReleased: [181, struct("WithdrawalReleased", { withdrawalId, payment: Payment, lackingAtoms: atoms })],
  /** A withdrawal that waited was taken back into the balance. */
  WithdrawalCancelled: [
    182,
    struct("WithdrawalCancelled", {
      withdrawalId,
      accountId,
      assetId,
      amountAtoms: atoms,
      grantedAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** All that an account waits for is taken back at once: rows with lower ids that wait are void from here on (LIQ-095). */
  WithdrawalsTakenBack: [
    192,
    struct("WithdrawalsTakenBack", { accountId, belowId: withdrawalId, parts: list(TakenBackPart, 64) }),
  ],
  /** Rows of withdrawals that are void go. */
  VoidsForgotten: [193, struct("VoidsForgotten", { accountId, forgotten: list(withdrawalId, 256) })],
  /** Where the turns of a queue stand after the block's. */
  QueueTurned: [
    183,
    struct("QueueTurned", {
      segmentId,
      assetId,
      cursor: accountId,
      laneQuotaAtoms: atoms,
      commonQuotaAtoms: atoms,
      hasGiven: bool,
      restsUntilMs: timeMs,
    }),
  ],
  /** The epoch before has ended, and its claims are many: they are counted over some blocks (CLAIM-002). */
  ClaimCountOpened: [189, struct("ClaimCountOpened", { claimCount: ClaimCountRow })],
  /** Accounts that changed while a count is under way, as they were (CLAIM-003). */
  ClaimsFrozen: [190, struct("ClaimsFrozen", { frozen: FrozenClaimsRow })],
  /** What was frozen for a count that is over goes. */
  ClaimsForgotten: [191, struct("ClaimsForgotten", { epoch: u32, parts: list(u32, 4_096) })],
  /** An epoch has ended: this is what its validators are to sign (CKPT-001). */
  CheckpointStruck: [184, struct("CheckpointStruck", { checkpoint: CheckpointRow })],
  /** A validator signed a checkpoint (CKPT). */
  CheckpointSignatureAdded: [185, struct("CheckpointSignatureAdded", { epoch: u32, signed: CheckpointSignature })],
  /** More than two thirds have signed it: vaults take it. */
  CheckpointSigned: [186, struct("CheckpointSigned", { epoch: u32, digest: bytes32 })],
  /** No checkpoint that is kept shows the payment any more. */
  PaymentForgotten: [187, struct("PaymentForgotten", { withdrawalId })],
  /** What a vault says of a token; the row goes once it is sound again. */
  AssetImpaired: [188, struct("AssetImpaired", { impairment: ImpairmentRow })],
} as const;
