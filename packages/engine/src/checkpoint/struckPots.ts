/**
 * What accounts of a segment make good to each other of vaults in exit, as a count takes it (CLAIM-033 … CLAIM-036).
 *
 * @module
 */
import type { AccountRow, Balance, ExitPotRow, StruckPot } from "@novate/codec";
import { atoms, divUp, minOf, ZERO_ATOMS } from "@novate/num";
import { accountWorth } from "../claims/accountWorth.ts";
import { type CountPrices, owerKey } from "../claims/countPrices.ts";
import { type Owing, standingOf } from "../claims/owers.ts";
import { type SegmentPots, struckAt } from "../claims/payRounds.ts";
import { paidByWalk } from "../claims/potShares.ts";
import type { House } from "../command/house.ts";
import { looksOf } from "../derived/accountIds.ts";
import { balanceOf } from "../ledger/balances.ts";
import { isBooked } from "../ledger/exitBook.ts";
import { ownerId } from "../ledger/owner.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Owners that a count looks ahead for, those that owe most; what others pay is nobody's until they are looked at. */
const MOST_OWERS = 1_024;

/** Accounts of theirs that have anything and positions, all segments together, and of one owner: no owner stands before all others. */
const MOST_LOOKS = 65_536;
const MOST_LOOKS_AN_OWNER = 16_384;

/** By segment, where a pot is open; pots ascending by asset. `pricesOf`: of a count without them. Work: what is owed, and the owners' accounts. */
export function struckPots(house: House, pricesOf: () => CountPrices): ReadonlyMap<number, SegmentPots> {
  const bySegment = openPots(house);
  const struck = new Map<number, SegmentPots>();
  if (bySegment.size === 0) return struck;
  const owing = owingOf(house, bySegment, pricesOf());
  for (const [segmentId, pots] of bySegment) struck.set(segmentId, struckAt(pots, owing.get(segmentId) ?? []));
  return struck;
}

const NOTHING_HELD = { heldAtoms: ZERO_ATOMS };

function openPots({ state, derived }: House): Map<number, StruckPot[]> {
  const bySegment = new Map<number, StruckPot[]>();
  for (const pot of state.exitPots.values()) {
    if (pot.isClosed) continue;
    const { segmentId, assetId, numerator, denominator, potAtoms, walk } = pot;
    // What accounts have of it is not what they are owed before all that the vault pays is booked (CLAIM-039).
    const isShared = isBooked(state, mustGet(state.exitAssets, assetId).vaultId);
    const { heldAtoms } = isShared ? mustGet(state.collaterals, collateralKey(segmentId, assetId)) : NOTHING_HELD;
    const { cash, coins } = leftToWalk(state, derived.accountIds, pot);
    const sums = { potAtoms, poolAtoms: atoms(potAtoms - cash), heldAtoms: atoms(heldAtoms - coins) };
    const struck = { assetId, numerator, denominator, ...sums, walk };
    bySegment.set(segmentId, [...(bySegment.get(segmentId) ?? []), struck].sort((left, right) => left.assetId - right.assetId)); // biome-ignore format: one line
  }
  return bySegment;
}

/** What a walk under way has still to pay, and for how much of the asset (CLAIM-041). Work: the accounts above its cursor. */
function leftToWalk(state: StateView, accountIds: House["derived"]["accountIds"], pot: ExitPotRow) {
  let [cash, coins] = [0n, 0n];
  if (pot.walk === null) return { cash, coins };
  for (let id = accountIds.after(pot.walk.cursor); id !== undefined; id = accountIds.after(id)) {
    const account = mustGet(state.accounts, id);
    if (account.segmentId !== pot.segmentId) continue;
    const paid = paidByWalk(pot, id, balanceOf(account, pot.assetId));
    cash += paid.cash;
    coins += paid.coins;
  }
  return { cash: minOf<bigint>(cash, pot.potAtoms), coins };
}

/** Owners that owe of open pots, with all their accounts of the segment: those that owe most, as far as there is room to look at them. */
function owingOf(
  { state, derived }: House,
  bySegment: ReadonlyMap<number, readonly StruckPot[]>,
  prices: CountPrices,
): Map<number, Owing[]> {
  const owing = new Map<number, Owing[]>();
  let left = MOST_LOOKS;
  for (const { account, owes } of greatestOwers(state, bySegment)) {
    const ids = derived.owners.holdersOf(ownerId(account), account.segmentId);
    if (ids.length > MOST_LOOKS_AN_OWNER) continue;
    const accounts = ids.map((accountId) => mustGet(state.accounts, accountId));
    const looks = accounts.reduce((sum, each) => sum + looksOf(each), 0);
    if (looks > Math.min(left, MOST_LOOKS_AN_OWNER)) continue;
    left -= looks;
    const segment = prices.segments.get(account.segmentId)!; // every segment is struck
    const standings = accounts.map((each) =>
      standingOf(prices, each, accountWorth(prices, segment, each, derived.claims.beside.of(each.accountId).waiting)),
    );
    owing.set(account.segmentId, [...(owing.get(account.segmentId) ?? []), { owner: account, owes, standings }]);
  }
  return owing;
}

interface Ower {
  /** One that owes: whose owner it is. */
  readonly account: AccountRow;
  readonly owes: readonly Balance[];
  readonly worth: bigint;
}

/** By what they owe, the most first; of equal ones the account of the lower id. Work: what is owed. */
function greatestOwers(state: StateView, bySegment: ReadonlyMap<number, readonly StruckPot[]>): Ower[] {
  const owers = new Map<string, Ower>();
  const debts = [...state.exitDebts.values()].sort((left, right) => left.accountId - right.accountId || left.assetId - right.assetId); // biome-ignore format: one line
  for (const { accountId, assetId, lackAtoms } of debts) {
    const account = mustGet(state.accounts, accountId);
    const pot = bySegment.get(account.segmentId)?.find((each) => each.assetId === assetId);
    if (pot === undefined) continue;
    const key = owerKey(account);
    const { account: first, owes, worth } = owers.get(key) ?? { account, owes: [], worth: 0n };
    const before = balanceOf({ balances: owes }, assetId);
    const others = owes.filter((each) => each.assetId !== assetId);
    const more = divUp(lackAtoms * pot.numerator, pot.denominator);
    owers.set(key, {
      account: first,
      owes: [...others, { assetId, amountAtoms: atoms(before + lackAtoms) }],
      worth: worth + more,
    });
  }
  return [...owers.values()]
    .sort((one, other) => compare(other.worth, one.worth) || one.account.accountId - other.account.accountId)
    .slice(0, MOST_OWERS);
}

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
