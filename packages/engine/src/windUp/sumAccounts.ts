/** Sums what the accounts of a segment claim, from the cursor on (EXIT-207). @module */
import { addClaim } from "../claims/totals.ts";
import type { House } from "../command/house.ts";
import { looksOf } from "../derived/accountIds.ts";
import { mustGet } from "../state/state.ts";
import { claimOf, pricesOf, struckIn, sumsOf, totalsOf } from "./workedOut.ts";

/** Returns what it looked at: accounts, and the positions of those of the segment. */
export function sumAccounts(house: House, segmentId: number, most: number): number {
  const row = mustGet(house.state.windUps, segmentId);
  const { lastAccountId } = struckIn(row);
  const [prices, totals] = [pricesOf(house.state, row), totalsOf(row.sums)];
  let { cursor } = row;
  let passed = 0;
  for (; passed < most && cursor < lastAccountId; passed += 1) {
    cursor = Math.min(house.derived.accountIds.after(cursor) ?? lastAccountId, lastAccountId);
    const account = house.state.accounts.get(cursor);
    if (account?.segmentId !== segmentId) continue;
    passed += looksOf(account) - 1;
    addClaim(totals, claimOf(house, prices, cursor));
  }
  const isDone = cursor >= lastAccountId;
  house.emit({ type: "WindUpSummed", segmentId, cursor, sums: sumsOf(totals), isDone });
  return passed;
}
