/**
 * What settled contracts pay: each position what it gained, and then it leaves (SETL-007, SETL-008).
 *
 * @module
 */
import { InstrumentStatus } from "@novate/codec";
import { lots, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { withPosition } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { runVariationCycle } from "./variationCycle.ts";

export function settleExpiries(house: House): void {
  for (const { instrumentId, status, settlementTicks } of house.state.markets.values()) {
    if (status !== InstrumentStatus.settled || settlementTicks === null) continue;
    const holders = house.derived.positions.holdersOf(instrumentId);
    if (holders.length === 0) continue;
    const { segmentId } = mustGet(house.state.instruments, instrumentId);
    runVariationCycle(house, segmentId);
    for (const accountId of house.derived.positions.holdersOf(instrumentId))
      house.emit({ type: "PositionExpired", accountId, instrumentId, settlementTicks });
  }
}

export const evolvePositionExpired: Evolve<"PositionExpired"> = (state, { accountId, instrumentId }) => {
  const account = mustGet(state.accounts, accountId);
  const market = mustGet(state.markets, instrumentId);
  const { fundingIndexE6 } = market;
  state.accounts.put(withPosition(account, { instrumentId, lots: lots(0n), costAtoms: ZERO_ATOMS, fundingIndexE6 }));
  state.markets.put({ ...market, openLots: lots(0n) });
};
