/**
 * One segment's default management in one block: what every step of it needs.
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { rebalanced } from "../collateral/seasoning.ts";
import type { House } from "../command/house.ts";
import { balanceOf } from "../ledger/balances.ts";
import type { Health } from "../ledger/health.ts";
import { isPositionKnown } from "../ledger/known.ts";
import { isSameOwner } from "../ledger/owner.ts";
import { isEnding } from "../ledger/windUp.ts";
import { unvestedOf } from "../settlement/gains.ts";
import { mustGet, type StateView, type WritableState } from "../state/state.ts";
import { isPassable } from "./passable.ts";

export interface Round {
  readonly house: House;
  readonly segmentId: number;
  readonly settlementAssetId: number;
  /** The segment's backstop accounts, ascending. */
  readonly backstopIds: readonly number[];
}

/** The rounds of every segment, ascending by segment. */
export function roundsOf(house: House): Round[] {
  return [...house.state.segments.values()]
    .filter(({ segmentId }) => !isEnding(house.state, segmentId)) // its debts are borne as its end says (EXIT-201)
    .sort((left, right) => left.segmentId - right.segmentId)
    .map(({ segmentId, settlementAssetId }) => ({
      house,
      segmentId,
      settlementAssetId,
      backstopIds: house.derived.rolls.backstopsOf(segmentId),
    }));
}

export const accountOf = ({ house }: Round, accountId: number): AccountRow => mustGet(house.state.accounts, accountId);

export const healthOf = (round: Round, accountId: number): Health =>
  round.house.margin.assess(round.house.state, accountOf(round, accountId));

export const cashOf = (round: Round, accountId: number): Atoms =>
  balanceOf(accountOf(round, accountId), round.settlementAssetId);

/** Cash as it will be once the account's gains and losses have vested at the mark. */
export function vestedCashOf(round: Round, accountId: number): Atoms {
  const account = accountOf(round, accountId);
  return atoms(balanceOf(account, round.settlementAssetId) + unvestedOf(round.house.state, account));
}

const isManaged = ({ status }: AccountRow): boolean => status === AccountStatus.managed;

/** Lots whose mark is known (LIQ-020). */
export const hasLots = ({ house }: Round, { positions }: AccountRow): boolean =>
  positions.some((position) => position.lots !== 0n && isPositionKnown(house.state, position));

/** Lots that may pass in this block: a mark whose index is about to move passes nothing (LIQ-077). */
export const hasPassableLots = ({ house }: Round, { positions }: AccountRow): boolean =>
  positions.some((position) => position.lots !== 0n && isPassable(house.state, position));

/** What the account's equity certainly is not above: losses are of it. */
export const certainEquityOf = (round: Round, accountId: number): Atoms =>
  healthOf(round, accountId).certainEquityAtoms;

/** Backstops that may still take something from the account: those of other owners that are not broken themselves. */
export const takersFor = (round: Round, accountId: number): AccountRow[] => {
  const account = accountOf(round, accountId);
  return round.backstopIds
    .map((id) => accountOf(round, id))
    .filter((backstop) => !isSameOwner(backstop, account) && !isManaged(backstop));
};

/** The asset in which an account settles. */
export const settlementAssetOf = (state: StateView, accountId: number): number =>
  mustGet(state.segments, mustGet(state.accounts, accountId).segmentId).settlementAssetId;

/** Replaces an account's balance; what it rises by is fresh (WDR-028). */
export function writeBalance(state: WritableState, accountId: number, assetId: number, after: Atoms): void {
  state.accounts.put(rebalanced(state, mustGet(state.accounts, accountId), assetId, after));
}

/** Replaces an account's settlement cash. */
export const writeCash = (state: WritableState, accountId: number, cash: Atoms): void =>
  writeBalance(state, accountId, settlementAssetOf(state, accountId), cash);
