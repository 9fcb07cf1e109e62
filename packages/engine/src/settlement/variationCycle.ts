/**
 * The variation-margin cycle: unvested gains and losses of a whole segment become cash (SETL-001).
 *
 * It is struck at one instant, whose marks and funding indexes are kept in the markets' rows, and paid from there in the
 * order of account ids, as many a block as fit; whoever acts meanwhile is paid first. So it does not matter when an account
 * is paid. The sum is zero but for rounding against both sides, which is dust once everybody is paid.
 *
 * @module
 */
import { type AccountRow, InstrumentStatus, type SegmentRow } from "@novate/codec";
import { type Atoms, atoms, mulDivUp } from "@novate/num";
import { assert } from "@novate/stdx";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { type Budget, IDS_A_BLOCK } from "../derived/payments.ts";
import { balanceOf, withPositions } from "../ledger/balances.ts";
import { valueAtoms } from "../ledger/position.ts";
import { isOwedCycle } from "../ledger/unsettled.ts";
import { isEnding } from "../ledger/windUp.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { strikeOf, struckGainOf } from "./gains.ts";

/** What of the gains a loss takes: the same part of each. */
export interface Cut {
  readonly cutAtoms: Atoms;
  readonly gainedAtoms: Atoms;
}

const NO_CUT: Cut = { cutAtoms: atoms(0n), gainedAtoms: atoms(0n) };

/** Strikes the cycles that are due, one at a time a segment, and pays what is struck. */
export function runCycles(house: House, budget: Budget): void {
  const { timeMs } = houseOf(house.state);
  for (const { segmentId, parameters, lastCycleMs, cycle } of house.state.segments.values()) {
    const { variationCycleMs } = parameters.clearing;
    const isDue = Math.floor(timeMs / variationCycleMs) > Math.floor(lastCycleMs / variationCycleMs);
    if (isDue && cycle === null && !isEnding(house.state, segmentId)) strikeCycle(house, segmentId);
    payCycle(house, segmentId, budget);
  }
}

/** Freezes the marks of now. The cycle before must have been paid, and no other was struck in this block. */
export function strikeCycle(house: House, segmentId: number, cut: Cut = NO_CUT): void {
  const { timeMs, nextAccountId } = houseOf(house.state);
  const { cycle, lastCycleMs } = mustGet(house.state.segments, segmentId);
  assert(cycle === null && lastCycleMs < timeMs, `cycle: segment ${segmentId} is struck before it was paid`);
  house.emit({ type: "VariationCycleStruck", segmentId, cycleMs: timeMs, lastAccountId: nextAccountId - 1, ...cut });
}

/** Goes on paying from the cursor, in the order of ids; closes the cycle after the last account. */
export function payCycle(house: House, segmentId: number, budget: Budget): void {
  const { cycle } = mustGet(house.state.segments, segmentId);
  if (cycle === null) return;
  let { cursor } = cycle;
  for (let looked = 0; looked < IDS_A_BLOCK && !budget.isSpent; looked += 1) {
    const next = house.derived.accountIds.after(cursor) ?? Number.POSITIVE_INFINITY;
    cursor = Math.min(next, cycle.lastAccountId);
    if (next >= cycle.lastAccountId) looked = IDS_A_BLOCK; // none is left after this one
    const account = house.state.accounts.get(cursor);
    if (account?.segmentId !== segmentId || account.positions.length === 0) continue;
    budget.spend(payCycleOf(house, account));
  }
  if (cursor === cycle.lastAccountId) closeCycle(house, segmentId);
  else if (cursor > cycle.cursor) house.emit({ type: "VariationCycleAdvanced", segmentId, cursor });
}

function closeCycle(house: House, segmentId: number): void {
  const { cycle, dustAtoms } = mustGet(house.state.segments, segmentId);
  const { cycleMs, collectedAtoms, paidAtoms } = cycle!; // it was paid just now
  assert(collectedAtoms >= paidAtoms, `INV-003: a cycle paid ${paidAtoms} and collected ${collectedAtoms}`);
  const dustAfterAtoms = atoms(dustAtoms + collectedAtoms - paidAtoms);
  house.emit({ type: "VariationCycleClosed", segmentId, cycleMs, collectedAtoms, paidAtoms, dustAfterAtoms });
}

/**
 * Pays one account its struck cycle, unless it is; returns what that counts for in a {@link Budget}. One without positions
 * is marked as paid, because it may soon have some.
 */
export function payCycleOf(house: House, account: AccountRow, isCut = true): number {
  const { accountId } = account;
  const segment = mustGet(house.state.segments, account.segmentId);
  if (!isOwedCycle(house.state, account)) return 0;
  const { cycleMs, cutAtoms, gainedAtoms } = segment.cycle!; // it owes the account
  const gainAtoms = struckGainOf(house.state, account, cycleMs);
  const cashAfterAtoms = atoms(balanceOf(account, segment.settlementAssetId) + gainAtoms);
  house.emit({ type: "VariationMarginSettled", accountId, cycleMs, gainAtoms, cashAfterAtoms });
  if (isCut && cutAtoms > 0n && gainAtoms > 0n) {
    const haircutAtoms = mulDivUp(gainAtoms, cutAtoms, gainedAtoms);
    const leftAtoms = atoms(cashAfterAtoms - haircutAtoms);
    house.emit({
      type: "GainsHaircut",
      accountId,
      gainAtoms,
      haircutAtoms: atoms(haircutAtoms),
      cashAfterAtoms: leftAtoms,
    });
  }
  return 1 + account.positions.length;
}

export const evolveVariationCycleStruck: Evolve<"VariationCycleStruck"> = (
  state,
  { type: _, segmentId, ...struck },
) => {
  const { cycleMs } = struck;
  for (const instrument of state.instruments.values()) {
    if (instrument.segmentId !== segmentId) continue;
    const market = mustGet(state.markets, instrument.spec.instrumentId);
    if (market.status !== InstrumentStatus.listed || market.mark === null) continue;
    const { mark, fundingIndexE6 } = market;
    state.markets.put({ ...market, strike: { cycleMs, priceTicks: mark.priceTicks, fundingIndexE6 } });
  }
  const nothing = { cursor: 0, collectedAtoms: atoms(0n), paidAtoms: atoms(0n) };
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, lastCycleMs: cycleMs, cycle: { ...struck, ...nothing } });
};

export const evolveVariationMarginSettled: Evolve<"VariationMarginSettled"> = (
  state,
  { accountId, cycleMs, gainAtoms, cashAfterAtoms },
) => {
  const before = mustGet(state.accounts, accountId);
  const paid = before.positions.map((position) => {
    const { instrumentId, lots } = position;
    const strike = strikeOf(mustGet(state.markets, instrumentId), cycleMs);
    if (strike === null) return position;
    const costAtoms = valueAtoms(mustGet(state.instruments, instrumentId), lots, strike.priceTicks);
    return { ...position, costAtoms, fundingIndexE6: strike.fundingIndexE6 };
  });
  const segment = mustGet(state.segments, before.segmentId);
  const account = rebalanced(state, withPositions(before, paid), segment.settlementAssetId, cashAfterAtoms);
  state.accounts.put({ ...account, paidCycleMs: cycleMs });
  state.segments.put(withTransit(segment, gainAtoms));
};

/** The segment after its cycle paid so much, or collected it (negative). */
export function withTransit(segment: SegmentRow, paidAtoms: Atoms): SegmentRow {
  const cycle = segment.cycle!; // events of payment are between a strike and its close
  return {
    ...segment,
    transitAtoms: atoms(segment.transitAtoms - paidAtoms),
    cycle:
      paidAtoms < 0n
        ? { ...cycle, collectedAtoms: atoms(cycle.collectedAtoms - paidAtoms) }
        : { ...cycle, paidAtoms: atoms(cycle.paidAtoms + paidAtoms) },
  };
}

export const evolveVariationCycleAdvanced: Evolve<"VariationCycleAdvanced"> = (state, { segmentId, cursor }) => {
  const segment = mustGet(state.segments, segmentId);
  const cycle = segment.cycle!; // only a cycle under way goes on
  state.segments.put({ ...segment, cycle: { ...cycle, cursor } });
};

export const evolveVariationCycleClosed: Evolve<"VariationCycleClosed"> = (state, event) => {
  const segment = mustGet(state.segments, event.segmentId);
  const { collectedAtoms, paidAtoms, dustAfterAtoms } = event;
  const transitAtoms = atoms(segment.transitAtoms - collectedAtoms + paidAtoms);
  state.segments.put({ ...segment, transitAtoms, dustAtoms: dustAfterAtoms, cycle: null });
};
