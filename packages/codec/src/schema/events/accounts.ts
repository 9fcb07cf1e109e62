/**
 * What happened to accounts, their keys and their collateral. Selectors 1–19, 126 and 130–139.
 *
 * @module
 */
import { atoms, bytes20, optional, ppm, struct, timeMs, u64 } from "../../field/index.ts";
import { accountId, accountRole, assetId, chainId, marginMethod, segmentId, venueId, withdrawalId } from "../ids.ts";
import { Signer } from "../order.ts";
import { AnnouncedHaircut, KeyRow, MandateRow, OutboxRow, StakeRow } from "../rows/index.ts";

export const accountEvents = {
  /** An account exists from here on, owned by `owner` (ACC-001). */
  AccountOpened: [
    1,
    struct("AccountOpened", {
      accountId,
      owner: bytes20,
      ownerChain: chainId,
      segmentId,
      method: marginMethod,
      role: accountRole,
    }),
  ],
  /** The account is margined by another method from here on (MARG). */
  MarginMethodSet: [2, struct("MarginMethodSet", { accountId, method: marginMethod })],
  /** `grantorUsedAfterAtoms`: the granting key's used notional, which the new key's total counts into; 0 for an owner. */
  KeyGranted: [3, struct("KeyGranted", { key: KeyRow, grantorUsedAfterAtoms: atoms })],
  /** A session key of the account counts no more (ACC-004). */
  KeyRevoked: [4, struct("KeyRevoked", { accountId, key: Signer })],
  /** A venue may report trades of the account within these limits, without an order for each. */
  MandateGranted: [5, struct("MandateGranted", { mandate: MandateRow })],
  /** The signer has used the nonce; no other transaction with it is heard (INV-012). */
  NonceUsed: [6, struct("NonceUsed", { signer: Signer, nonce: u64 })],
  /** An asset went from one account to another; both balances are as they are afterwards. */
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
  /** A custodian's word brought an asset in: the account has it (CSTD). */
  DepositCredited: [
    8,
    struct("DepositCredited", {
      chainId,
      depositIndex: u64,
      accountId,
      assetId,
      amountAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** A withdrawal left the balance and waits for its payment (WDR). */
  WithdrawalQueued: [9, struct("WithdrawalQueued", { withdrawal: OutboxRow, balanceAfterAtoms: atoms })],
  /** The chain has paid it: the house neither owes nor holds it any more (WDR-030). */
  WithdrawalPaid: [130, struct("WithdrawalPaid", { withdrawalId, accountId, assetId, amountAtoms: atoms })],
  /** An account put money into its segment's default fund; `stake` is all that it has there afterwards (DFLT). */
  DefaultFundContributed: [
    10,
    struct("DefaultFundContributed", { stake: StakeRow, amountAtoms: atoms, balanceAfterAtoms: atoms }),
  ],
  /** A day after an account last brought in or took out an asset, nothing of it is fresh any more (WDR-022). */
  ExitForgotten: [11, struct("ExitForgotten", { accountId, assetId })],
  /** No transaction with a nonce of the signer's can be heard any more (ACC-044). */
  NonceForgotten: [126, struct("NonceForgotten", { signer: Signer })],
  /** Interest on negative settlement cash, from the account to the segment's fees. */
  InterestCharged: [
    13,
    struct("InterestCharged", {
      accountId,
      amountAtoms: atoms,
      cashAfterAtoms: atoms,
      feesAfterAtoms: atoms,
    }),
  ],
  /** Negative settlement cash of the segment has paid interest at this rate up to `accruedAtMs`. */
  InterestAccrued: [14, struct("InterestAccrued", { segmentId, annualRatePpm: ppm, accruedAtMs: timeMs })],
  /** The hour's step: down at once, up as announced. `newRiskHaircutPpm`: what new risk pays at once; within the hour it alone moves. */
  HaircutMoved: [
    15,
    struct("HaircutMoved", {
      segmentId,
      assetId,
      haircutPpm: ppm,
      newRiskHaircutPpm: ppm,
      announced: optional(AnnouncedHaircut),
      movedAtMs: timeMs,
    }),
  ],
  /** Capital that founders put in at genesis: a segment's skin in the game, or a venue's guarantee. */
  SkinFunded: [16, struct("SkinFunded", { segmentId, amountAtoms: atoms, skinAfterAtoms: atoms })],
  /** Capital that founders put in at genesis for a venue's word. */
  GuaranteeFunded: [17, struct("GuaranteeFunded", { venueId, amountAtoms: atoms, guaranteeAfterAtoms: atoms })],
  /** A session key or mandate whose time is over is no row any more (ACC-039). */
  KeyForgotten: [18, struct("KeyForgotten", { accountId, key: Signer })],
  /** A mandate whose time is over is no row any more (ACC-039). */
  MandateForgotten: [19, struct("MandateForgotten", { accountId, venueId })],
  /** The announced step up of a haircut binds from this block on. */
  HaircutBound: [12, struct("HaircutBound", { segmentId, assetId, haircutPpm: ppm })],
} as const;
