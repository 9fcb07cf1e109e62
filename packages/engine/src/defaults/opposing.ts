/**
 * Who stands opposite a position, in the order in which a tear-up comes to them (LIQ-011, LIQ-039).
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { lots, ZERO_ATOMS } from "@novate/num";
import { positionOf, withPosition } from "../ledger/balances.ts";
import { markTicksOf } from "../ledger/mark.ts";
import { unvestedAtoms } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import { accountOf, type Round } from "./round.ts";

/** Account ids, ascending within each rank: winners whose position adds risk, others whose does, hedges. */
export type Ranks = readonly (readonly number[])[];

/** Ranks the holders of the other side. Work: two margins a holder. */
export function rankOpposing(round: Round, accountId: number, { instrumentId, lots: held }: Position): Ranks {
  const ranks: number[][] = [[], [], []];
  for (const otherId of round.house.derived.positions.holdersOf(instrumentId)) {
    const other = accountOf(round, otherId);
    const position = positionOf(other, instrumentId);
    if (otherId === accountId || position === undefined || !isOpposite(position.lots, held)) continue;
    ranks[rankOf(round, other, position)]!.push(otherId);
  }
  return ranks;
}

export const isOpposite = (left: bigint, right: bigint): boolean => (left > 0n ? right < 0n : left < 0n && right > 0n);

/** 0: adds risk and has an unvested gain; 1: adds risk; 2: a hedge, without which its account would need as much or more. */
function rankOf({ house }: Round, account: AccountRow, position: Position): 0 | 1 | 2 {
  const { margin, state } = house;
  const without = withPosition(account, { ...position, lots: lots(0n), costAtoms: ZERO_ATOMS });
  if (margin.requirement(state, without).maintenanceMargin >= margin.requirement(state, account).maintenanceMargin)
    return 2;
  const instrument = mustGet(state.instruments, position.instrumentId);
  const market = mustGet(state.markets, position.instrumentId);
  return unvestedAtoms(instrument, market, position, markTicksOf(market)) > 0n ? 0 : 1;
}
