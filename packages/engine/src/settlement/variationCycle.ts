/**
 * The variation-margin cycle: unvested gains and losses of a whole segment become cash at one instant (SETL-001).
 *
 * Losers pay first, winners receive what was collected; the sum is zero but for rounding against both, which is dust.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { balanceOf, withBalance, withPosition } from "../ledger/balances.ts";
import { markTicksOf } from "../ledger/mark.ts";
import { unvestedAtoms, valueAtoms } from "../ledger/position.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** What one account had gained or lost since the last cycle. */
export interface Gain {
  readonly accountId: number;
  readonly gainAtoms: Atoms;
}

/** Runs a cycle now and returns every account's gain, by account id; the gains are cash already. Work: all positions. */
export function runVariationCycle(house: House, segmentId: number): Gain[] {
  const { state } = house;
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, segmentId);
  const gains: Gain[] = [];
  for (const account of state.accounts.values()) {
    if (account.segmentId !== segmentId || account.positions.length === 0) continue;
    gains.push({ accountId: account.accountId, gainAtoms: unvestedOf(state, account) });
  }
  gains.sort((left, right) => left.accountId - right.accountId);

  let collected = 0n;
  let paid = 0n;
  const settleOne = ({ accountId, gainAtoms }: Gain) => {
    const cash = balanceOf(mustGet(state.accounts, accountId), segment.settlementAssetId);
    house.emit({
      type: "VariationMarginSettled",
      accountId,
      cycleMs: timeMs,
      gainAtoms,
      cashAfterAtoms: atoms(cash + gainAtoms),
    });
    if (gainAtoms < 0n) collected -= gainAtoms;
    else paid += gainAtoms;
  };
  for (const gain of gains) if (gain.gainAtoms < 0n) settleOne(gain);
  for (const gain of gains) if (gain.gainAtoms >= 0n) settleOne(gain);

  assert(collected >= paid, `INV-003: a cycle paid ${paid} and collected ${collected}`);
  house.emit({
    type: "VariationCycleClosed",
    segmentId,
    cycleMs: timeMs,
    collectedAtoms: atoms(collected),
    paidAtoms: atoms(paid),
    dustAfterAtoms: atoms(segment.dustAtoms + collected - paid),
  });
  return gains;
}

/** Unvested gain of all positions at mark. */
export function unvestedOf(state: StateView, account: AccountRow): Atoms {
  let total = ZERO_ATOMS;
  for (const position of account.positions) {
    const instrument = mustGet(state.instruments, position.instrumentId);
    const market = mustGet(state.markets, position.instrumentId);
    total = atoms(total + unvestedAtoms(instrument, market, position, markTicksOf(market)));
  }
  return total;
}

export const evolveVariationMarginSettled: Evolve<"VariationMarginSettled"> = (
  state,
  { accountId, cashAfterAtoms },
) => {
  let account = mustGet(state.accounts, accountId);
  for (const position of account.positions) {
    const instrument = mustGet(state.instruments, position.instrumentId);
    const market = mustGet(state.markets, position.instrumentId);
    const costAtoms = valueAtoms(instrument, position.lots, markTicksOf(market));
    account = withPosition(account, { ...position, costAtoms, fundingIndexE6: market.fundingIndexE6 });
  }
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  state.accounts.put(withBalance(account, settlementAssetId, cashAfterAtoms));
};

export const evolveVariationCycleClosed: Evolve<"VariationCycleClosed"> = (state, event) => {
  const segment = mustGet(state.segments, event.segmentId);
  state.segments.put({ ...segment, dustAtoms: event.dustAfterAtoms, lastCycleMs: event.cycleMs });
};
