/**
 * What settled contracts pay: each position what it gained, and then it leaves (SETL-007, SETL-008).
 *
 * A contract pays its own holders and nobody else: no cycle runs for it, and one that nobody holds costs one event. Its
 * value is final, so that holders may wait for it, in the order of expiry, contract and account; whoever acts is paid first.
 * What is left to pay is what rows still hold: no other cursor is needed.
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { atoms, lots, maxOf, ZERO_ATOMS, ZERO_LOTS } from "@novate/num";
import { assert } from "@novate/stdx";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import type { Budget } from "../derived/payments.ts";
import { balanceOf, positionOf, withPosition } from "../ledger/balances.ts";
import { unvestedAtoms } from "../ledger/position.ts";
import { expiredOf } from "../ledger/unsettled.ts";
import { isBeingBooked } from "../ledger/windUp.ts";
import { mustGet } from "../state/state.ts";
import { payCycleOf } from "./variationCycle.ts";

/** Pays as many positions as fit. Work: those, and the holders of the contracts at hand. */
export function payExpiries(house: House, budget: Budget): void {
  const { calendar, positions } = house.derived;
  for (const instrumentId of calendar.settled(positions)) {
    if (isBeingBooked(house.state, mustGet(house.state.instruments, instrumentId).segmentId)) continue;
    for (const accountId of positions.holdersOf(instrumentId)) {
      if (budget.isSpent) return;
      budget.spend(1 + payCycleOf(house, mustGet(house.state.accounts, accountId)));
      payPosition(house, accountId, instrumentId);
    }
  }
}

/** Pays the account its struck cycle and its settled contracts, at the cost of `budget`. */
export function payDue(house: House, accountId: number, budget: Budget): void {
  const account = house.state.accounts.get(accountId);
  if (account === undefined || isBeingBooked(house.state, account.segmentId)) return;
  const expired = expiredOf(house.state, account);
  budget.spend(expired.length + payCycleOf(house, account));
  for (const instrumentId of expired) payPosition(house, accountId, instrumentId);
}

function payPosition(house: House, accountId: number, instrumentId: number): void {
  const { state } = house;
  const account = mustGet(state.accounts, accountId);
  const position = positionOf(account, instrumentId);
  if (position === undefined) return; // its cycle was all that it was owed
  const market = mustGet(state.markets, instrumentId);
  const settlementTicks = market.settlementTicks!; // only settled contracts are paid
  const gainAtoms = unvestedAtoms(mustGet(state.instruments, instrumentId), market, position, settlementTicks);
  const cashAfterAtoms = atoms(balanceOf(account, settlementAssetOf(house, account)) + gainAtoms);
  house.emit({ type: "PositionExpired", accountId, instrumentId, settlementTicks, gainAtoms, cashAfterAtoms });
  if (!house.derived.positions.isHeld(instrumentId)) closeContract(house, instrumentId, account.segmentId);
}

/** Everybody is paid. What roundings of a perpetual's funding left is dust; a dated contract leaves nothing. */
function closeContract(house: House, instrumentId: number, segmentId: number): void {
  const { state } = house;
  const { expiredLots, expiredAtoms } = mustGet(state.markets, instrumentId);
  assert(expiredLots === 0n && expiredAtoms <= 0n, `INV-003: contract ${instrumentId} paid ${expiredAtoms} atoms`);
  if (expiredAtoms === 0n) return;
  const dustAfterAtoms = atoms(mustGet(state.segments, segmentId).dustAtoms - expiredAtoms);
  house.emit({ type: "ContractClosed", instrumentId, segmentId, leftAtoms: atoms(-expiredAtoms), dustAfterAtoms });
}

export const evolveContractClosed: Evolve<"ContractClosed"> = (
  state,
  { instrumentId, segmentId, leftAtoms, dustAfterAtoms },
) => {
  state.markets.put({ ...mustGet(state.markets, instrumentId), expiredAtoms: ZERO_ATOMS });
  const segment = mustGet(state.segments, segmentId);
  const transitAtoms = atoms(segment.transitAtoms - leftAtoms);
  state.segments.put({ ...segment, transitAtoms, dustAtoms: dustAfterAtoms });
};

const settlementAssetOf = ({ state }: House, { segmentId }: AccountRow): number =>
  mustGet(state.segments, segmentId).settlementAssetId;

export const evolvePositionExpired: Evolve<"PositionExpired"> = (
  state,
  { accountId, instrumentId, gainAtoms, cashAfterAtoms },
) => {
  const account = mustGet(state.accounts, accountId);
  const market = mustGet(state.markets, instrumentId);
  const segment = mustGet(state.segments, account.segmentId);
  const held: Position = positionOf(account, instrumentId)!; // what expires is held
  const gone = { ...held, lots: ZERO_LOTS, costAtoms: ZERO_ATOMS };
  state.accounts.put(rebalanced(state, withPosition(account, gone), segment.settlementAssetId, cashAfterAtoms));
  state.markets.put({
    ...market,
    openLots: lots(market.openLots - maxOf<bigint>(held.lots, 0n)),
    expiredLots: lots(market.expiredLots + held.lots),
    expiredAtoms: atoms(market.expiredAtoms + gainAtoms),
  });
  state.segments.put({ ...segment, transitAtoms: atoms(segment.transitAtoms - gainAtoms) });
};
