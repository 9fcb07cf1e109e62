/**
 * Refusals about vaults in exit. Numbers 930–949.
 *
 * @module
 */
import { u64 } from "../../field/index.ts";
import { accountId, assetId, segmentId, vaultId } from "../ids.ts";
import { define, sideIfTrade } from "./definition.ts";

export const exitRefusals = {
  VaultInExit: define(
    930,
    "The vault is on its way into exit, or there: nothing of it moves in the house.",
    "Claim it of the vault, or wait until its exit is shown to be cancelled.",
    { vaultId },
  ),
  ExitTooOld: define(931, "A later header has shown the vault's exit.", "Prove it at a later header.", {
    vaultId,
    number: u64,
    newestNumber: u64,
  }),
  VaultNotInExit: define(932, "The vault was not shown in exit.", "Prove its exit first.", { vaultId }),
  ExitNotReady: define(
    933,
    "Not all assets are shown, payments wait to be returned, or what lies there still counts for something.",
    "Show every asset of the vault, and wait until all of them count for nothing.",
    { vaultId },
  ),
  ExitOutOfOrder: define(934, "The book stands at another account.", "Begin there.", {
    vaultId,
    nextAccountId: accountId,
  }),
  ExitMismatch: define(
    935,
    "What is shown is not what the vault's last checkpoint, or the house, commits to.",
    "Take it from an archive of that epoch, as it was.",
    { vaultId },
  ),
  ExitWaits: define(
    936,
    "The account settles in what the vault pays out, and still has positions.",
    "Book it once its segment has wound up.",
    { vaultId, waitingAccountId: accountId },
  ),
  ExitOwed: define(
    937,
    "A vault in exit paid the account more of the asset than it had here, and others go without.",
    "Bring settlement cash: what no margin needs is taken for it within the hour.",
    { accountId, assetId, faulty: sideIfTrade },
  ),
  ExitForeign: define(
    938,
    "The vault is in exit at a checkpoint that the house never struck: nothing that it pays is booked.",
    "Claim of the vault what it pays. In the house what lay there is lost.",
    { vaultId },
  ),
  SegmentWindingUp: define(
    940,
    "The segment winds up, or has: it trades and takes in nothing, and nothing moves in it before it is over.",
    "Withdraw what is left once its status is woundUp.",
    { segmentId },
  ),
} as const;
