/**
 * Accounts that a block's transactions name are paid before any of them is heard (SETL-030).
 *
 * Only a transaction that its signer has standing for counts: a stranger's, refused in any case, would buy payments for nothing
 * (SETL-034). Standing cannot come up before a hearing but by a command that names the account itself, which is paid then.
 * So nobody acts on a position that a cycle or an expiry has still to pay, and no command changes what it does not ask for.
 *
 * @module
 */
import type { Command, TradeReport } from "@novate/codec";
import { claimantOf } from "../account/claimant.ts";
import type { House } from "../command/house.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import { payDue } from "./expiry.ts";

/** Work: the accounts named, while anything is to be paid. */
export function payTouched(house: House, transactions: readonly PreparedTransaction[]): void {
  const { calendar, positions } = house.derived;
  const isPaying = [...house.state.segments.values()].some(({ cycle }) => cycle !== null);
  if (!isPaying && calendar.settled(positions).length === 0) return;
  const named = new Set<number>();
  for (const { transaction, isSigned } of transactions)
    if (transaction !== null && isSigned && claimantOf(house.state, transaction).isHeld)
      for (const accountId of accountsOf(transaction.command)) named.add(accountId);
  for (const accountId of [...named].sort((left, right) => left - right)) payDue(house, accountId);
}

function accountsOf(command: Command): number[] {
  if (command.type === "ReportTrades") return command.trades.flatMap(accountsOfTrade);
  if (command.type === "TransferCollateral") return [command.sourceAccountId, command.targetAccountId];
  return "accountId" in command ? [command.accountId] : [];
}

const accountsOfTrade = ({ buyer, seller }: TradeReport): number[] =>
  [buyer, seller].map((leg) => (leg.type === "Order" ? leg.order.accountId : leg.accountId));
