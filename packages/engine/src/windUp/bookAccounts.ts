/**
 * Books what the accounts of a segment have by what was struck, from the cursor on, and then what nobody has (EXIT-206 … EXIT-211).
 *
 * @module
 */
import type { Balance, CountedClaim, WindUpRow } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { atoms, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { type SegmentShares, segmentRates } from "../claims/segmentRates.ts";
import type { House } from "../command/house.ts";
import { offersTakenBack } from "../custody/offerLiquidity.ts";
import { takeBackAll } from "../custody/takeBackAll.ts";
import { looksOf } from "../derived/accountIds.ts";
import { poolsOf } from "../derived/holdings.ts";
import { mustGet } from "../state/state.ts";
import { claimOf, pricesOf, struckIn, totalsOf } from "./workedOut.ts";

const BOOKED_WORK = 4;

/** Returns what it looked at, an account of the segment and each of its positions counting for {@link BOOKED_WORK}. */
export function bookAccounts(house: House, segmentId: number, most: number): number {
  const row = mustGet(house.state.windUps, segmentId);
  const { segment, lastAccountId } = struckIn(row);
  const prices = pricesOf(house.state, row);
  const { treasuryAccountId } = segment;
  const isOwned = house.state.accounts.get(treasuryAccountId)?.segmentId === segmentId;
  const shares = segmentRates(segment, totalsOf(row.sums), isOwned);
  let { cursor } = row;
  let done = 0;
  for (; done < most && cursor < lastAccountId; done += 1) {
    cursor = Math.min(house.derived.accountIds.after(cursor) ?? lastAccountId, lastAccountId);
    const account = house.state.accounts.get(cursor);
    if (account?.segmentId !== segmentId) continue;
    done += BOOKED_WORK * looksOf(account) - 1;
    const own = isOwned && cursor === treasuryAccountId ? shares.pools : 0n;
    bookAccount(house, cursor, hasAfter(shares.rates, withPools(claimOf(house, prices, cursor), own)));
  }
  if (cursor < lastAccountId) house.emit({ type: "WindUpAdvanced", segmentId, cursor });
  else finish(house, row, shares, isOwned);
  return done;
}

/** Skin and fees are the account's that governance named for them (CLAIM-031). */
const withPools = (claim: CountedClaim, own: bigint): CountedClaim =>
  own === 0n ? claim : { ...claim, parts: { ...claim.parts, idleAtoms: atoms(claim.parts.idleAtoms + own) } };

/** All that the account has for good, with what waits to leave; ascending by asset. */
function hasAfter(rates: SegmentShares["rates"], claim: CountedClaim): Balance[] {
  const assetIds = new Set([...claim.kept.map(({ assetId }) => assetId), ...rates.keys()]);
  return [...assetIds]
    .sort((one, other) => one - other)
    .map((assetId) => ({ assetId, amountAtoms: atoms(payableAtoms(claim, assetId, rates.get(assetId))) }))
    .filter(({ amountAtoms }) => amountAtoms > 0n);
}

/** What waits to leave stays in its queue where the account still has it; else all of it is taken back. */
function bookAccount(house: House, accountId: number, has: readonly Balance[]): void {
  const { state, derived } = house;
  const account = mustGet(state.accounts, accountId);
  const amountIn = (all: readonly Balance[], assetId: number): bigint =>
    all.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  const { waiting } = derived.claims.beside.of(accountId);
  const isThere = waiting.every(({ assetId, amountAtoms }) => amountIn(has, assetId) >= amountAtoms);
  if (!isThere) takeBackAll(house, account);
  house.emitAll(offersTakenBack(state, accountId));
  const balances = has
    .map(({ assetId, amountAtoms }) => ({
      assetId,
      amountAtoms: atoms(amountAtoms - (isThere ? amountIn(waiting, assetId) : 0n)),
    }))
    .filter(({ amountAtoms }) => amountAtoms > 0n);
  house.emit({ type: "AccountWoundUp", segmentId: account.segmentId, accountId, balances });
  if (state.calls.has(accountId)) house.emit({ type: "MarginCallLapsed", accountId });
  if (state.debts.has(accountId)) house.emit({ type: "DebtCounted", accountId, shortAtoms: atoms(0n) });
  if (state.leaving.has(accountId)) house.emit({ type: "LeaveEnded", accountId });
}

/**
 * Of whom nobody was named, skin and fees keep what is left once all others are paid; the rest is dust. Less than nothing is left where a vault
 * paid back what venues have earned since its last checkpoint (EXIT-215).
 */
function finish(house: House, row: WindUpRow, { pools }: SegmentShares, isOwned: boolean): void {
  const { segment } = struckIn(row);
  const { segmentId } = segment;
  const left = maxOf<bigint>(poolsOf(mustGet(house.state.segments, segmentId)), ZERO_ATOMS);
  const feesAtoms = isOwned ? ZERO_ATOMS : atoms(minOf<bigint>(segment.feesAtoms, left));
  const skinAtoms = isOwned ? ZERO_ATOMS : atoms(minOf<bigint>(pools - segment.feesAtoms, left - feesAtoms));
  const dustAtoms = atoms(left - feesAtoms - skinAtoms);
  house.emit({ type: "SegmentWoundUp", segmentId, feesAtoms, skinAtoms, dustAtoms });
}
