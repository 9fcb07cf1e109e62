/**
 * Withdrawals on a page.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import { grouped } from "../terminal/figures.ts";
import { tableLines } from "../terminal/table.ts";

type Withdrawal = Answers["withdrawals"]["withdrawals"][number];

export const withdrawalsPage = ({ withdrawals, nextCursor }: Answers["withdrawals"]): string =>
  withdrawals.length === 0
    ? "no withdrawal under way\n"
    : tableLines(
        [
          ["ID", "right"],
          ["ASSET", "right"],
          ["AMOUNT (atoms)", "right"],
          ["CHAIN", "right"],
          ["RECIPIENT", "left"],
          ["STEP", "left"],
        ],
        withdrawals.map(({ row, ...one }) => [
          String(row.withdrawalId),
          String(row.assetId),
          grouped(row.amountAtoms),
          String(row.chainId),
          row.recipient,
          stepText({ row, ...one }),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

/** Such as `waits, 120 granted` or `in checkpoint 2933424, not signed yet`. */
function stepText({ step, epoch, isSigned, row }: Withdrawal): string {
  switch (step) {
    case "queued":
      return `waits, ${grouped(row.grantedAtoms)} granted`;
    case "released":
      return row.vaultId === 0 ? "released to the chain's custodian" : "released, in the next checkpoint";
    case "inCheckpoint":
      return `in checkpoint ${epoch}${isSigned ? "" : ", not signed yet"}`;
    case "paid":
      return "paid";
  }
}
