/**
 * What accounts of a segment make good to each other of vaults in exit, as a count takes it (CLAIM-033 … CLAIM-036).
 *
 * @module
 */
import type { AccountRow, Balance, StruckPot } from "@novate/codec";
import { atoms, divUp } from "@novate/num";
import { accountWorth } from "../claims/accountWorth.ts";
import type { CountPrices } from "../claims/countPrices.ts";
import { type Owing, standingOf } from "../claims/owers.ts";
import { type SegmentPots, struckAt } from "../claims/payRounds.ts";
import type { House } from "../command/house.ts";
import { looksOf } from "../derived/accountIds.ts";
import { ownerId } from "../ledger/owner.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Owners that a count looks ahead for, those that owe most; what others pay is nobody's until they are looked at. */
const MOST_OWERS = 1_024;

/** Accounts of theirs and positions, all segments together. */
const MOST_LOOKS = 65_536;

/** By segment, where a pot is open; pots ascending by asset. `pricesOf`: of a count without them. Work: what is owed, and the owners' accounts. */
export function struckPots(house: House, pricesOf: () => CountPrices): ReadonlyMap<number, SegmentPots> {
  const bySegment = openPots(house.state);
  const struck = new Map<number, SegmentPots>();
  if (bySegment.size === 0) return struck;
  const owing = owingOf(house, bySegment, pricesOf());
  for (const [segmentId, pots] of bySegment) struck.set(segmentId, struckAt(pots, owing.get(segmentId) ?? []));
  return struck;
}

function openPots(state: StateView): Map<number, StruckPot[]> {
  const bySegment = new Map<number, StruckPot[]>();
  for (const { segmentId, assetId, isClosed, numerator, denominator, potAtoms } of state.exitPots.values()) {
    if (isClosed) continue;
    const { heldAtoms } = mustGet(state.collaterals, collateralKey(segmentId, assetId));
    const pot = { assetId, numerator, denominator, potAtoms, poolAtoms: potAtoms, heldAtoms };
    bySegment.set(segmentId, [...(bySegment.get(segmentId) ?? []), pot].sort((left, right) => left.assetId - right.assetId)); // biome-ignore format: one line
  }
  return bySegment;
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
    const ids = derived.owners.accountsOf(ownerId(account));
    const accounts = ids.map((accountId) => mustGet(state.accounts, accountId)).filter(({ segmentId }) => segmentId === account.segmentId); // biome-ignore format: one line
    left -= accounts.reduce((sum, each) => sum + looksOf(each), 0);
    if (left < 0) break;
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
    const key = `${account.segmentId}/${ownerId(account)}`;
    const { account: first, owes, worth } = owers.get(key) ?? { account, owes: [], worth: 0n };
    const before = owes.find((each) => each.assetId === assetId)?.amountAtoms ?? 0n;
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
