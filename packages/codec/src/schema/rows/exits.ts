/**
 * Vaults that let everybody out without asking the house, and how the house books what they pay.
 *
 * @module
 */
import {
  atoms,
  bool,
  bytes32,
  coded,
  list,
  optional,
  struct,
  timeMs,
  u32,
  u64,
  u256,
  type ValueOf,
} from "../../field/index.ts";
import { accountId, assetId, segmentId, vaultId } from "../ids.ts";
import { LaneSums } from "./custody.ts";
import { ClaimRate } from "./payments.ts";

/** Where a vault stands on its way into exit, as its storage numbers it. */
export const ExitPhase = { none: 0, requested: 1, exit: 2 } as const;

/**
 * What the header `number` showed of a vault's exit (EXIT-100). `sinceMs`: when the house first heard of the phase at hand. The rest is of
 * the checkpoint X, whose epoch is `epoch`, and stands from phase `exit` on: zeros before; `heardCount`: entries of the inbox that it had heard.
 * `isForeign`: the house never struck it.
 */
export const VaultExitRow = struct("VaultExitRow", {
  vaultId,
  phase: coded("ExitPhase", ExitPhase),
  number: u64,
  sinceMs: timeMs,
  epoch: u64,
  heardCount: u64,
  claimsRoot: bytes32,
  assetsRoot: bytes32,
  isForeign: bool,
});
export type VaultExitRow = ValueOf<typeof VaultExitRow>;

/** What a checkpoint said of one vault, as the vault keeps it of the one in force. */
export const StruckVault = struct("StruckVault", { vaultId, heardCount: u64, assetsRoot: bytes32 });

/** What the house said at an epoch: by it a vault's X is known as the house's own (EXIT-124). By vault id. */
export const StruckRootsRow = struct("StruckRootsRow", {
  epoch: u32,
  claimsRoot: bytes32,
  vaults: list(StruckVault, 255),
});
export type StruckRootsRow = ValueOf<typeof StruckRootsRow>;

/** What `acc` hashes: every deposit that the vault's inbox brought, and what became of it, one upon the other (EXIT-112). */
export const VaultCreditsRow = struct("VaultCreditsRow", { vaultId, acc: bytes32 });
export type VaultCreditsRow = ValueOf<typeof VaultCreditsRow>;

/**
 * How far a vault's payments are booked. `nextAccountId`: whose claim is next, of those up to `lastAccountId`; `creditsAcc`: of deposits,
 * newest first, what is not booked yet; `isRefunded`: nothing of them is left that the vault pays back.
 */
export const ExitBookRow = struct("ExitBookRow", {
  vaultId,
  nextAccountId: accountId,
  lastAccountId: accountId,
  creditsAcc: bytes32,
  isRefunded: bool,
});
export type ExitBookRow = ValueOf<typeof ExitBookRow>;

/**
 * An asset of a vault in exit. `queued`, `claimTotalAtoms` and `rates` are X's. `isReturned`: no payment waits any more that the vault does
 * not owe. `claimsAtoms`, `refundsAtoms`: what it is booked to pay. `overAtoms`: what of that was nobody's here and is not yet replaced.
 */
export const ExitAssetRow = struct("ExitAssetRow", {
  assetId,
  vaultId,
  queued: LaneSums,
  claimTotalAtoms: atoms,
  rates: list(ClaimRate, 4_096),
  isReturned: bool,
  claimsAtoms: atoms,
  refundsAtoms: atoms,
  overAtoms: atoms,
});
export type ExitAssetRow = ValueOf<typeof ExitAssetRow>;

/** A walk over who is owed: what the pot had as it began, and how much of the asset they had together. `isLast`: nothing more will come. */
export const ExitWalk = struct("ExitWalk", { cursor: accountId, potAtoms: atoms, heldAtoms: atoms, isLast: bool });
export type ExitWalk = ValueOf<typeof ExitWalk>;

/**
 * Where accounts of a segment make good to each other what a vault in exit pays otherwise than the house would. An atom of the asset is
 * worth `numerator` / `denominator` settlement atoms. `potAtoms`: what is collected and not paid; `lackAtoms`: all that is owed, in the asset.
 */
export const ExitPotRow = struct("ExitPotRow", {
  segmentId,
  assetId,
  numerator: u256,
  denominator: u256,
  potAtoms: atoms,
  lackAtoms: atoms,
  debtCursor: accountId,
  walk: optional(ExitWalk),
  restsUntilMs: timeMs,
  isClosed: bool,
});
export type ExitPotRow = ValueOf<typeof ExitPotRow>;

/**
 * What a vault in exit pays the account beyond what it had here: atoms of the asset that it owes to others of its segment. `payerCursor`: of its
 * owner's accounts those below it are asked next; 0: from the newest on.
 */
export const ExitDebtRow = struct("ExitDebtRow", { accountId, assetId, lackAtoms: atoms, payerCursor: accountId });
export type ExitDebtRow = ValueOf<typeof ExitDebtRow>;
