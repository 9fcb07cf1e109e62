/**
 * Money that comes, moves and goes.
 *
 * @module
 */
import { atoms, HOUR_MS, PPM_ONE, YEAR_MS } from "@novate/num";
import { noteCredit } from "../credits.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { ceil } from "../sums.ts";
import { came } from "./custody.ts";
import type { Entries } from "./entry.ts";
import { bookCash, bookInflow, bookMoved } from "./exits.ts";
import { heldNow } from "./haircuts.ts";
import { checkNeededCash } from "./neededCash.ts";

/** Recognises what came in from outside. */
function credit(ledger: Ledger, assetId: number, amount: bigint): void {
  const asset = ledger.must("assets", assetId);
  ledger.put("assets", { ...asset, escrowAtoms: atoms(asset.escrowAtoms + amount) });
  ledger.credited.set(assetId, (ledger.credited.get(assetId) ?? 0n) + amount);
}

export const collateralEntries: Entries<
  | "CollateralTransferred"
  | "DepositCredited"
  | "InboxCredited"
  | "DefaultFundContributed"
  | "InterestCharged"
  | "InterestAccrued"
  | "InterestAdvanced"
  | "SkinFunded"
  | "GuaranteeFunded"
> = {
  CollateralTransferred(ledger, event) {
    const { sourceAccountId, targetAccountId, assetId, amountAtoms } = event;
    check("WDR-017", amountAtoms > 0n && event.sourceAfterAtoms >= 0n, () => "a transfer of nothing, or of too much");
    checkEqual(
      "INV-003",
      event.sourceAfterAtoms,
      ledger.balance(sourceAccountId, assetId) - amountAtoms,
      "source of a transfer",
    );
    checkEqual(
      "INV-003",
      event.targetAfterAtoms,
      ledger.balance(targetAccountId, assetId) + amountAtoms,
      "target of a transfer",
    );
    const cashBefore = ledger.cash(sourceAccountId);
    bookMoved(ledger, sourceAccountId, assetId, event.sourceAfterAtoms);
    bookMoved(ledger, targetAccountId, assetId, event.targetAfterAtoms);
    checkNeededCash(ledger, sourceAccountId, cashBefore);
  },

  DepositCredited(ledger, { type: _, balanceAfterAtoms, ...deposit }) {
    const { accountId, assetId, amountAtoms, chainId, depositIndex } = deposit;
    check(
      "INV-014",
      ledger.get("deposits", `${chainId}/${depositIndex}`) === undefined,
      () => "a deposit counted twice",
    );
    check("INV-014", amountAtoms > 0n, () => "a deposit of nothing");
    checkEqual(
      "INV-003",
      balanceAfterAtoms,
      ledger.balance(accountId, assetId) + amountAtoms,
      "balance after a deposit",
    );
    bookInflow(ledger, accountId, assetId, amountAtoms);
    ledger.setBalance(accountId, assetId, balanceAfterAtoms);
    credit(ledger, assetId, amountAtoms);
    ledger.put("deposits", { ...deposit, height: ledger.house.height });
  },

  InboxCredited(ledger, { vaultId, index, accountId, assetId, amountAtoms, balanceAfterAtoms }) {
    noteCredit(ledger, { vaultId, index, accountId, assetId, amountAtoms });
    check("INV-014", amountAtoms > 0n, () => "a deposit of nothing");
    const after = ledger.balance(accountId, assetId) + amountAtoms;
    checkEqual("INV-003", balanceAfterAtoms, after, "balance after a deposit");
    bookInflow(ledger, accountId, assetId, amountAtoms);
    ledger.setBalance(accountId, assetId, balanceAfterAtoms);
    came(ledger, assetId, amountAtoms);
  },

  DefaultFundContributed(ledger, { stake, amountAtoms, balanceAfterAtoms }) {
    const { accountId, tranche } = stake;
    const before = ledger.get("stakes", `${accountId}/${tranche}`)?.contributedAtoms ?? 0n;
    checkEqual("INV-003", stake.contributedAtoms, before + amountAtoms, "stake after a contribution");
    checkEqual("INV-003", balanceAfterAtoms, ledger.cash(accountId) - amountAtoms, "cash after a contribution");
    check("INV-014", amountAtoms > 0n && balanceAfterAtoms >= 0n, () => "a contribution of nothing, or of too much");
    bookCash(ledger, accountId, balanceAfterAtoms);
    checkNeededCash(ledger, accountId, balanceAfterAtoms + amountAtoms);
    const segment = ledger.must("segments", ledger.account(accountId).segmentId);
    if (tranche === 2) {
      ledger.put("segments", { ...segment, skinAtoms: atoms(segment.skinAtoms + amountAtoms) });
      return;
    }
    ledger.put("stakes", stake);
    ledger.put(
      "segments",
      tranche === 0
        ? { ...segment, juniorFundAtoms: atoms(segment.juniorFundAtoms + amountAtoms) }
        : { ...segment, seniorFundAtoms: atoms(segment.seniorFundAtoms + amountAtoms) },
    );
  },

  InterestCharged(ledger, { accountId, amountAtoms, cashAfterAtoms, feesAfterAtoms }) {
    const account = ledger.account(accountId);
    const segment = ledger.must("segments", account.segmentId);
    const owed = -ledger.cash(accountId);
    check("COLL-027", owed > 0n && amountAtoms > 0n, () => `account ${accountId} was charged interest on nothing`);
    // At most twice the base rate, for one hour.
    const most = ceil(
      owed * 2n * segment.parameters.clearing.cashInterestPpm * BigInt(HOUR_MS),
      PPM_ONE * BigInt(YEAR_MS),
    );
    check("COLL-042", amountAtoms <= most, () => `interest ${amountAtoms} on ${owed} is above ${most}`);
    checkEqual("INV-003", cashAfterAtoms, -owed - amountAtoms, "cash after interest");
    checkEqual("INV-003", feesAfterAtoms, segment.feesAtoms + amountAtoms, "fees after interest");
    ledger.setCash(accountId, cashAfterAtoms);
    ledger.put("segments", { ...segment, feesAtoms: feesAfterAtoms });
  },

  InterestAccrued(ledger, { segmentId, accruedAtMs }) {
    const { interest, lastInterestMs } = ledger.must("segments", segmentId);
    const begunAtMs = interest === null ? accruedAtMs : lastInterestMs;
    ledger.change("segments", segmentId, { lastInterestMs: begunAtMs, interest: null });
  },

  InterestAdvanced(ledger, { segmentId, annualRatePpm, cursor, begunAtMs }) {
    const { interest, lastInterestMs } = ledger.must("segments", segmentId);
    checkEqual("COLL-046", annualRatePpm, interest?.annualRatePpm ?? annualRatePpm, "rate of an hour's interest");
    check("COLL-046", cursor >= (interest?.cursor ?? 0), () => "interest went back");
    const fields = { lastInterestMs: interest === null ? begunAtMs : lastInterestMs };
    ledger.change("segments", segmentId, { ...fields, interest: { annualRatePpm, cursor } });
  },

  SkinFunded(ledger, { segmentId, amountAtoms, skinAfterAtoms }) {
    const segment = ledger.must("segments", segmentId);
    checkEqual("INV-003", skinAfterAtoms, segment.skinAtoms + amountAtoms, "skin in the game");
    ledger.put("segments", { ...segment, skinAtoms: skinAfterAtoms });
    credit(ledger, segment.settlementAssetId, amountAtoms);
    const held = ledger.get("collaterals", `${segmentId}/${segment.settlementAssetId}`);
    if (held !== undefined) ledger.put("collaterals", heldNow(ledger, held, held.heldAtoms + amountAtoms));
  },

  GuaranteeFunded(ledger, { venueId, amountAtoms, guaranteeAfterAtoms }) {
    const venue = ledger.must("venues", venueId);
    checkEqual("INV-003", guaranteeAfterAtoms, venue.guaranteeAtoms + amountAtoms, "guarantee of a venue");
    ledger.put("venues", { ...venue, guaranteeAtoms: guaranteeAfterAtoms });
    credit(ledger, venue.spec.settlementAssetId, amountAtoms);
  },
};
