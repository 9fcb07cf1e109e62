/**
 * Withdrawals on a page.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import type { Units } from "../shared/units.ts";
import { tableLines } from "../terminal/table.ts";

type Withdrawal = Answers["withdrawals"]["withdrawals"][number];

export const withdrawalsPage = ({ withdrawals, nextCursor }: Answers["withdrawals"], units: Units): string =>
  withdrawals.length === 0
    ? "no withdrawal under way\n"
    : tableLines(
        [
          ["ID", "right"],
          ["AMOUNT", "right"],
          ["CHAIN", "right"],
          ["RECIPIENT", "left"],
          ["STEP", "left"],
        ],
        withdrawals.map(({ row, ...one }) => [
          String(row.withdrawalId),
          units.money(row.amountAtoms, row.assetId),
          String(row.chainId),
          row.recipient,
          stepText({ row, ...one }, units),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

/** Such as `waits, 1.20 USDC granted` or `in checkpoint 2933424, not signed yet`. */
function stepText({ step, epoch, isSigned, row }: Withdrawal, units: Units): string {
  switch (step) {
    case "queued":
      return `waits, ${units.money(row.grantedAtoms, row.assetId)} granted`;
    case "released":
      return row.vaultId === 0 ? "released to the chain's custodian" : "released, in the next checkpoint";
    case "inCheckpoint":
      return `in checkpoint ${epoch}${isSigned ? "" : ", not signed yet"}`;
    case "paid":
      return "paid";
  }
}
