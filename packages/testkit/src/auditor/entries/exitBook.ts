/**
 * What a vault in exit pays, and how accounts make it good to each other: reckoned once more.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { checkPaidBack, payBack } from "../credits.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { ceil, floor, least, most } from "../sums.ts";
import { endsOnceMore } from "./endings.ts";
import type { Entries } from "./entry.ts";
import { bookCash, bookHeld } from "./exits.ts";

type ExitEvent =
  | "ExitAssetShown"
  | "WithdrawalReturned"
  | "ExitPaymentsReturned"
  | "ExitBooked"
  | "ExitVenueBooked"
  | "ExitClaimsAdvanced"
  | "ExitRefundsAdvanced"
  | "ExitOffset"
  | "ExitCharged"
  | "ExitPaid"
  | "ExitDebtTurned"
  | "ExitPotTurned"
  | "ExitPotClosed";

/** Whether what an account of the segment lacks of the asset can be owed. */
function isCounted(ledger: Ledger, segmentId: number, assetId: number): boolean {
  const key = `${segmentId}/${assetId}`;
  if (ledger.get("collaterals", key) === undefined) return false;
  return ledger.must("segments", segmentId).settlementAssetId === assetId || ledger.get("exitPots", key) !== undefined;
}

export const exitBookEntries: Entries<ExitEvent> = {
  ExitAssetShown(ledger, { exitAsset, pots }) {
    const { assetId, overAtoms, claimsAtoms, refundsAtoms } = exitAsset;
    check("EXIT-110", ledger.get("exitAssets", assetId) === undefined, () => `asset ${assetId} was shown twice`);
    checkEqual("EXIT-110", overAtoms + claimsAtoms + refundsAtoms, 0n, "what was booked before the book");
    ledger.put("exitAssets", exitAsset);
    for (const pot of pots) ledger.put("exitPots", pot);
  },

  WithdrawalReturned(ledger, { withdrawalId, accountId, assetId, amountAtoms }) {
    const row = ledger.must("outbox", withdrawalId);
    const { queued } = ledger.must("exitAssets", assetId);
    const shown = [queued.mainAtoms, queued.smallAtoms, queued.sentBackAtoms][row.payment!.lane]!;
    check("EXIT-115", row.payment!.cumulativeAtoms > shown, () => `the vault pays ${withdrawalId}, and it came back`);
    check("EXIT-116", row.paidHeight === 0 && row.amountAtoms === amountAtoms, () => `${withdrawalId} came back twice`);
    ledger.remove("outbox", withdrawalId);
    const asset = ledger.must("assets", assetId);
    ledger.put("assets", { ...asset, outboxAtoms: atoms(asset.outboxAtoms - amountAtoms) });
    if (accountId === 0) return keep(ledger, assetId, amountAtoms);
    bookHeld(ledger, accountId, assetId, amountAtoms);
    ledger.setBalance(accountId, assetId, ledger.balance(accountId, assetId) + amountAtoms);
    ledger.change("accounts", accountId, { withdrawals: ledger.account(accountId).withdrawals - 1 });
  },

  ExitPaymentsReturned(ledger, { assetId }) {
    for (const { assetId: of, paidHeight } of ledger.rows("outbox"))
      check("EXIT-116", of !== assetId || paidHeight > 0, () => `a payment of asset ${assetId} is left`);
    ledger.change("exitAssets", assetId, { isReturned: true });
  },

  ExitBooked(ledger, event) {
    const { vaultId, accountId, segmentId, assetId, isRefund, paidAtoms, lackAtoms } = event;
    if (isRefund) payBack(ledger, { vaultId, accountId, assetId, amountAtoms: paidAtoms });
    else claimOnce(ledger, vaultId, accountId, assetId);
    const exit = ledger.must("exitAssets", assetId);
    const asset = ledger.must("assets", assetId);
    check("EXIT-113", exit.isReturned && paidAtoms > 0n, () => `asset ${assetId} was booked too early`);
    ledger.put("assets", { ...asset, escrowAtoms: atoms(asset.escrowAtoms - paidAtoms) });
    ledger.credited.set(assetId, (ledger.credited.get(assetId) ?? 0n) - paidAtoms);
    const [claims, refunds] = isRefund ? [0n, paidAtoms] : [paidAtoms, 0n];
    const claimsAtoms = atoms(exit.claimsAtoms + claims);
    check("INV-037", claimsAtoms <= exit.claimTotalAtoms, () => `more claims on asset ${assetId} than X has`);
    const sums = { claimsAtoms, refundsAtoms: atoms(exit.refundsAtoms + refunds) };
    ledger.put("exitAssets", { ...exit, ...sums, overAtoms: atoms(exit.overAtoms + lackAtoms) });
    if (accountId === 0) return keep(ledger, assetId, -paidAtoms);
    if (ledger.get("accounts", accountId) === undefined || !isCounted(ledger, segmentId, assetId)) {
      checkEqual("EXIT-117", lackAtoms, paidAtoms, "what a closed account had");
      return;
    }
    const had = ledger.balance(accountId, assetId);
    const isCash = ledger.settlementAsset(accountId) === assetId;
    checkEqual("EXIT-117", lackAtoms, isCash ? 0n : most(paidAtoms - most(had, 0n), 0n), "what an account lacks");
    bookHeld(ledger, accountId, assetId, lackAtoms - paidAtoms);
    ledger.setBalance(accountId, assetId, had - paidAtoms + lackAtoms);
    if (lackAtoms > 0n) owe(ledger, accountId, segmentId, assetId, lackAtoms);
  },

  ExitVenueBooked(ledger, event) {
    const { venueId, accountId, assetId, paidAtoms, guaranteeAfterAtoms, feesAfterAtoms } = event;
    const exit = ledger.must("exitAssets", assetId);
    const [asset, venue] = [ledger.must("assets", assetId), ledger.must("venues", venueId)];
    const isIts = venue.treasuryAccountId === accountId && venue.spec.settlementAssetId === assetId;
    check("EXIT-128", isIts && paidAtoms > 0n, () => `venue ${venueId} paid who is not its treasury`);
    const lost = venue.guaranteeAtoms + venue.feesAtoms - guaranteeAfterAtoms - feesAfterAtoms;
    checkEqual("EXIT-128", lost, paidAtoms, "what a venue lost to its treasury");
    check("EXIT-128", guaranteeAfterAtoms >= 0n && feesAfterAtoms >= 0n, () => `venue ${venueId} is below zero`);
    ledger.put("assets", { ...asset, escrowAtoms: atoms(asset.escrowAtoms - paidAtoms) });
    ledger.credited.set(assetId, (ledger.credited.get(assetId) ?? 0n) - paidAtoms);
    ledger.put("exitAssets", { ...exit, claimsAtoms: atoms(exit.claimsAtoms + paidAtoms) });
    ledger.put("venues", { ...venue, guaranteeAtoms: guaranteeAfterAtoms, feesAtoms: feesAfterAtoms });
  },

  ExitClaimsAdvanced(ledger, { vaultId, nextAccountId }) {
    const book = ledger.must("exitBooks", vaultId);
    check("EXIT-111", nextAccountId > book.nextAccountId, () => `the book of vault ${vaultId} went back`);
    ledger.put("exitBooks", { ...book, nextAccountId });
  },

  ExitRefundsAdvanced(ledger, { vaultId, creditsAcc, isRefunded }) {
    const book = ledger.must("exitBooks", vaultId);
    check("EXIT-112", !book.isRefunded, () => `refunds of vault ${vaultId} were booked again`);
    if (isRefunded) checkPaidBack(ledger, vaultId);
    ledger.put("exitBooks", { ...book, creditsAcc, isRefunded });
  },

  ExitOffset(ledger, { accountId, payerAccountId, segmentId, assetId, amountAtoms }) {
    const [account, payer] = [ledger.account(accountId), ledger.account(payerAccountId)];
    const isOne = account.owner === payer.owner && account.ownerChain === payer.ownerChain;
    check("EXIT-119", isOne, () => `account ${payerAccountId} paid for account ${accountId}`);
    retire(ledger, payerAccountId, assetId, amountAtoms);
    owe(ledger, accountId, segmentId, assetId, -amountAtoms);
  },

  ExitCharged(ledger, { accountId, payerAccountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms }) {
    const { numerator, denominator } = ledger.must("exitPots", `${segmentId}/${assetId}`);
    const isAbove = cashAfterAtoms >= 0n || endsOnceMore(ledger, segmentId); // EXIT-216
    check("EXIT-118", isAbove && cashAtoms >= 0n, () => `account ${payerAccountId} was charged into a debt`);
    const [owner, payer] = [accountId, payerAccountId].map((id) => ledger.must("accounts", id).owner);
    check("EXIT-131", owner === payer, () => `account ${payerAccountId} paid what a stranger's owes`);
    checkEqual("EXIT-118", cashAfterAtoms, ledger.cash(payerAccountId) - cashAtoms, "cash after a charge");
    const asked = ceil(amountAtoms * numerator, denominator);
    check("EXIT-118", asked <= cashAtoms, () => `${amountAtoms} of asset ${assetId} were made good with ${cashAtoms}`);
    bookCash(ledger, payerAccountId, cashAfterAtoms);
    pour(ledger, segmentId, assetId, cashAtoms);
    owe(ledger, accountId, segmentId, assetId, -amountAtoms);
  },

  ExitPaid(ledger, { accountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms }) {
    const { numerator, denominator, walk } = ledger.must("exitPots", `${segmentId}/${assetId}`);
    const had = ledger.balance(accountId, assetId);
    const part = floor(had * walk!.potAtoms, walk!.heldAtoms);
    const worth = floor(had * numerator, denominator);
    checkEqual("EXIT-121", cashAtoms, least(part, worth), "an account's part of a pot");
    checkEqual("EXIT-120", cashAfterAtoms, ledger.cash(accountId) + cashAtoms, "cash after it");
    check("EXIT-120", amountAtoms === had || !walk!.isLast, () => `account ${accountId} is left with some`);
    retire(ledger, accountId, assetId, amountAtoms);
    pour(ledger, segmentId, assetId, -cashAtoms);
    bookCash(ledger, accountId, cashAfterAtoms);
  },

  ExitDebtTurned(ledger, { accountId, assetId, payerCursor }) {
    ledger.change("exitDebts", `${accountId}/${assetId}`, { payerCursor });
  },

  ExitPotTurned(ledger, { type: _, segmentId, assetId, ...turn }) {
    ledger.change("exitPots", `${segmentId}/${assetId}`, turn);
  },

  ExitPotClosed(ledger, { segmentId, assetId }) {
    const key = `${segmentId}/${assetId}`;
    const { potAtoms, lackAtoms, walk } = ledger.must("exitPots", key);
    check("EXIT-122", lackAtoms === 0n && walk?.isLast === true, () => `pot ${key} was closed while somebody owed`);
    ledger.change("exitPots", key, { potAtoms: atoms(0n), walk: null, isClosed: true });
    const segment = ledger.must("segments", segmentId);
    ledger.put("segments", { ...segment, dustAtoms: atoms(segment.dustAtoms + potAtoms) });
  },
};

/** A claim is booked when the book comes to its account, and never again (EXIT-111). */
function claimOnce(ledger: Ledger, vaultId: number, accountId: number, assetId: number): void {
  const { nextAccountId, lastAccountId } = ledger.must("exitBooks", vaultId);
  const isNext = accountId >= nextAccountId && accountId <= lastAccountId;
  check("EXIT-111", isNext, () => `account ${accountId} was booked while the book is at ${nextAccountId}`);
  const key = `${vaultId}/${accountId}/${assetId}`;
  check("EXIT-111", !ledger.claimed.has(key), () => `claim ${key} was booked twice`);
  ledger.claimed.add(key);
}

/** Atoms that an account had here and that were made good leave the segment: they were others' to have. */
function retire(ledger: Ledger, accountId: number, assetId: number, amount: bigint): void {
  bookHeld(ledger, accountId, assetId, -amount);
  const after = ledger.balance(accountId, assetId) - amount;
  check("EXIT-120", after >= 0n, () => `account ${accountId} gave more of asset ${assetId} than it had`);
  ledger.setBalance(accountId, assetId, after);
  const exit = ledger.must("exitAssets", assetId);
  ledger.put("exitAssets", { ...exit, overAtoms: atoms(exit.overAtoms - amount) });
}

function pour(ledger: Ledger, segmentId: number, assetId: number, change: bigint): void {
  const pot = ledger.must("exitPots", `${segmentId}/${assetId}`);
  const potAtoms = atoms(pot.potAtoms + change);
  check("INV-037", potAtoms >= 0n, () => `the pot of ${segmentId}/${assetId} paid what it had not collected`);
  ledger.put("exitPots", { ...pot, potAtoms });
}

// wide: who owes, where, and by how much it changes
function owe(ledger: Ledger, accountId: number, segmentId: number, assetId: number, change: bigint): void {
  const key = `${accountId}/${assetId}`;
  const before = ledger.get("exitDebts", key) ?? { accountId, assetId, lackAtoms: 0n, payerCursor: 0 };
  const lackAtoms = atoms(before.lackAtoms + change);
  check("EXIT-117", lackAtoms >= 0n, () => `account ${accountId} paid more than it owed of asset ${assetId}`);
  if (lackAtoms === 0n) ledger.remove("exitDebts", key);
  else ledger.put("exitDebts", { ...before, lackAtoms });
  const pot = ledger.must("exitPots", `${segmentId}/${assetId}`);
  ledger.put("exitPots", { ...pot, lackAtoms: atoms(pot.lackAtoms + change) });
}

function keep(ledger: Ledger, assetId: number, change: bigint): void {
  const { keptAtoms } = ledger.must("locations", assetId);
  check("EXIT-112", keptAtoms + change >= 0n, () => `more of asset ${assetId} went back than was kept`);
  ledger.change("locations", assetId, { keptAtoms: atoms(keptAtoms + change) });
}

/** An account that is closed owes nothing more of what vaults in exit paid it. */
export function forgetExitDebts(ledger: Ledger, accountId: number): void {
  const { segmentId } = ledger.account(accountId);
  for (const debt of [...ledger.rows("exitDebts")])
    if (debt.accountId === accountId) owe(ledger, accountId, segmentId, debt.assetId, -debt.lackAtoms);
}
