/**
 * Who stands opposite a position, in the order in which a tear-up comes to them (LIQ-011, LIQ-039).
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { positionOf } from "../ledger/balances.ts";
import { markTicksOf } from "../ledger/mark.ts";
import { unvestedAtoms } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import { accountOf, type Round } from "./round.ts";

/** Account ids, ascending within each rank: winners whose position adds risk, others whose does, hedges. */
export type Ranks = readonly (readonly number[])[];

/** Of one instrument: who holds it long, and who short. */
export interface Opposing {
  readonly long: Ranks;
  readonly short: Ranks;
}

/** Ranks the holders of an instrument but for `givers`. Work: one look at the positions of each holder. */
export function rankHolders(round: Round, instrumentId: number, givers: ReadonlySet<number>): Opposing {
  const long: number[][] = [[], [], []];
  const short: number[][] = [[], [], []];
  for (const accountId of round.house.derived.positions.holdersOf(instrumentId)) {
    if (givers.has(accountId)) continue;
    const account = accountOf(round, accountId);
    const position = positionOf(account, instrumentId);
    if (position === undefined || position.lots === 0n) continue;
    (position.lots > 0n ? long : short)[rankOf(round, account, position)]!.push(accountId);
  }
  return { long, short };
}

/** 0: adds risk and has an unvested gain; 1: adds risk; 2: a hedge, which the account's net delta opposes. */
function rankOf({ house: { margin, state } }: Round, account: AccountRow, position: Position): 0 | 1 | 2 {
  if (margin.isHedge(state, account, position.instrumentId)) return 2;
  const instrument = mustGet(state.instruments, position.instrumentId);
  const market = mustGet(state.markets, position.instrumentId);
  return unvestedAtoms(instrument, market, position, markTicksOf(market)) > 0n ? 0 : 1;
}
