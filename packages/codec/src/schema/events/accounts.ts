/**
 * What happened to accounts, their keys and their collateral. Selectors 1–19.
 *
 * @module
 */
import { atoms, bytes20, bytes32, struct, timeMs, u16, u64 } from "../../field/index.ts";
import { accountId, accountRole, assetId, marginMethod, segmentId } from "../ids.ts";
import { Signer } from "../order.ts";
import { KeyRow, MandateRow, OutboxRow, StakeRow } from "../rows.ts";

export const accountEvents = {
  AccountOpened: [
    1,
    struct("AccountOpened", { accountId, owner: bytes20, segmentId, method: marginMethod, role: accountRole }),
  ],
  MarginMethodSet: [2, struct("MarginMethodSet", { accountId, method: marginMethod })],
  KeyGranted: [3, struct("KeyGranted", { key: KeyRow })],
  KeyRevoked: [4, struct("KeyRevoked", { accountId, key: Signer })],
  MandateGranted: [5, struct("MandateGranted", { mandate: MandateRow })],
  NonceUsed: [6, struct("NonceUsed", { signer: Signer, nonce: u64 })],
  CollateralTransferred: [
    7,
    struct("CollateralTransferred", {
      sourceAccountId: accountId,
      targetAccountId: accountId,
      assetId,
      amountAtoms: atoms,
      sourceAfterAtoms: atoms,
      targetAfterAtoms: atoms,
    }),
  ],
  DepositCredited: [
    8,
    struct("DepositCredited", {
      chainId: u16,
      depositIndex: u64,
      accountId,
      assetId,
      amountAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  WithdrawalQueued: [9, struct("WithdrawalQueued", { withdrawal: OutboxRow, balanceAfterAtoms: atoms })],
  DefaultFundContributed: [
    10,
    struct("DefaultFundContributed", { stake: StakeRow, amountAtoms: atoms, balanceAfterAtoms: atoms }),
  ],
  OrderVoided: [11, struct("OrderVoided", { accountId, orderDigest: bytes32, expiresAtMs: timeMs })],
  OrderForgotten: [12, struct("OrderForgotten", { digest: bytes32 })],
} as const;
