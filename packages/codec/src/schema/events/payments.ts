/**
 * What happened to payments on their way out, and to the checkpoints that they are paid by. Selectors 180–199.
 *
 * @module
 */
import { atoms, bool, struct, timeMs } from "../../field/index.ts";
import { accountId, assetId, segmentId, withdrawalId } from "../ids.ts";
import { GrantParts, Payment } from "../rows/index.ts";

export const paymentEvents = {
  /** A turn gave a waiting withdrawal so much of the windows (WDR-035). */
  WithdrawalGranted: [
    180,
    struct("WithdrawalGranted", { withdrawalId, amountAtoms: atoms, hour: GrantParts, day: GrantParts }),
  ],
  /** The whole of it is granted: it may be paid, and cannot be taken back. */
  WithdrawalReleased: [181, struct("WithdrawalReleased", { withdrawalId, payment: Payment })],
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
} as const;
