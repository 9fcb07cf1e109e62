/**
 * What an account pays and is paid of what accounts owe each other for assets of vaults in exit, by the numbers of a count (CLAIM-033 … CLAIM-036).
 *
 * @module
 */
import type { AccountRow, Balance, StruckOwer } from "@novate/codec";
import { minOf } from "@novate/num";
import type { AccountWorth, Worth } from "./accountWorth.ts";
import { type CountPrices, owerOf } from "./countPrices.ts";
import { owerAt, standingOf } from "./owers.ts";
import { leftOf, partOf, sharedBy } from "./potShares.ts";

/** Its worth once all that is owed is made good. `owes`: by the account itself, where its owner was not struck. */
export function madeGood(
  prices: CountPrices,
  account: AccountRow,
  worth: AccountWorth,
  owes: readonly Balance[],
): Worth {
  const { pots } = prices.segments.get(account.segmentId)!; // the account's claim is counted
  if (pots.length === 0) return worth;
  const ower = owerOf(prices, account) ?? (owes.length > 0 ? alone(prices, account, worth, owes) : null);
  if (ower === null) return credited(worth, sharedBy(pots, account));
  const { ownAtoms, gainAtoms } = worth;
  const { ownAtoms: means, balances } = standingOf(prices, account, worth);
  const paid = partOf(means, ower.paidAtoms, ower.ownAtoms);
  const shared = sharedBy(pots, { accountId: account.accountId, balances: leftOf(ower.offsets, balances) });
  const withheld = (amount: bigint): bigint => partOf(amount, ower.withheldAtoms, ower.restAtoms);
  const ofCash = minOf(paid, ownAtoms);
  const after = { ownAtoms: ownAtoms - ofCash, gainAtoms: gainAtoms - withheld(gainAtoms), debtAtoms: worth.debtAtoms };
  const { debtAtoms, ...left } = credited(after, shared - withheld(shared));
  return { ...left, debtAtoms: debtAtoms + paid - ofCash };
}

/** What comes in pays a debt first. */
function credited(worth: Worth, amount: bigint): Worth {
  const forDebt = minOf(amount, worth.debtAtoms);
  return { ...worth, ownAtoms: worth.ownAtoms + amount - forDebt, debtAtoms: worth.debtAtoms - forDebt };
}

/** An owner that was not struck, for there were more of them than a count looks ahead for, pays nobody and claims no more for that. */
function alone(prices: CountPrices, account: AccountRow, worth: AccountWorth, owes: readonly Balance[]): StruckOwer {
  const { pots } = prices.segments.get(account.segmentId)!;
  return owerAt(pots, { owner: account, owes, standings: [standingOf(prices, account, worth)] }).ower;
}
