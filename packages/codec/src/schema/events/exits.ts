/**
 * What happened to vaults in exit, and to what lay there. Selectors 220–239.
 *
 * @module
 */
import { atoms, bool, bytes32, list, optional, struct, timeMs } from "../../field/index.ts";
import { accountId, assetId, segmentId, vaultId, venueId, withdrawalId } from "../ids.ts";
import { ExitAssetRow, ExitPotRow, ExitWalk, VaultExitRow } from "../rows/index.ts";

export const exitEvents = {
  /** A header shows the vault's exit in another phase (EXIT-100). */
  VaultExitShown: [220, struct("VaultExitShown", { vaultExit: VaultExitRow })],
  /** What X says of an asset; a pot for each segment that counts it as collateral. */
  ExitAssetShown: [221, struct("ExitAssetShown", { exitAsset: ExitAssetRow, pots: list(ExitPotRow, 4_096) })],
  /** A payment that X does not have is its account's again; nobody's where it went back to who sent it. */
  WithdrawalReturned: [
    222,
    struct("WithdrawalReturned", {
      withdrawalId,
      accountId,
      assetId,
      amountAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** No payment of the asset waits any more. */
  ExitPaymentsReturned: [223, struct("ExitPaymentsReturned", { assetId })],
  /** The vault pays so much to the account, which had it here but for `lackAtoms`. `accountId` 0: what was nobody's here. */
  ExitBooked: [
    224,
    struct("ExitBooked", {
      vaultId,
      accountId,
      segmentId,
      assetId,
      isRefund: bool,
      paidAtoms: atoms,
      lackAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** What a vault in exit pays is booked to the accounts before this one (EXIT-111). */
  ExitClaimsAdvanced: [225, struct("ExitClaimsAdvanced", { vaultId, nextAccountId: accountId })],
  /** Deposits that a vault in exit pays back are booked up to here (EXIT-112). */
  ExitRefundsAdvanced: [226, struct("ExitRefundsAdvanced", { vaultId, creditsAcc: bytes32, isRefunded: bool })],
  /** What an owner still has of the asset here pays what another account of its own owes. */
  ExitOffset: [
    227,
    struct("ExitOffset", { accountId, payerAccountId: accountId, segmentId, assetId, amountAtoms: atoms }),
  ],
  /** `amountAtoms` of the asset that the account owed are made good with `cashAtoms` of its own, or of another one of its owner's. */
  ExitCharged: [
    228,
    struct("ExitCharged", {
      accountId,
      payerAccountId: accountId,
      segmentId,
      assetId,
      amountAtoms: atoms,
      cashAtoms: atoms,
      cashAfterAtoms: atoms,
    }),
  ],
  /** `amountAtoms` of the asset that the account had here are made good with `cashAtoms`. */
  ExitPaid: [
    229,
    struct("ExitPaid", {
      accountId,
      segmentId,
      assetId,
      amountAtoms: atoms,
      cashAtoms: atoms,
      cashAfterAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** How far debts were collected into the pot of an asset that a vault in exit paid for, and paid out of it. */
  ExitPotTurned: [
    230,
    struct("ExitPotTurned", {
      segmentId,
      assetId,
      debtCursor: accountId,
      walk: optional(ExitWalk),
      restsUntilMs: timeMs,
    }),
  ],
  /** Nobody owes anything any more: what is left of the pot is dust. */
  ExitPotClosed: [231, struct("ExitPotClosed", { segmentId, assetId })],
  /** The vault pays the venue's treasury so much of what the venue held (EXIT-128). */
  ExitVenueBooked: [
    232,
    struct("ExitVenueBooked", {
      vaultId,
      venueId,
      accountId,
      assetId,
      paidAtoms: atoms,
      guaranteeAfterAtoms: atoms,
      feesAfterAtoms: atoms,
    }),
  ],
  /** Of the owner of an account that owes, accounts below `payerCursor` are asked next; 0: all over again, from the newest on (EXIT-135). */
  ExitDebtTurned: [233, struct("ExitDebtTurned", { accountId, assetId, payerCursor: accountId })],
} as const;
