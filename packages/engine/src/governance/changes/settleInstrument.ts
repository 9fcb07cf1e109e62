/**
 * Ends a contract whose price has been unknown for longer than its segment's term (SETL-032, SETL-033).
 *
 * Governors say that it ends, never at what: the price is its last mark. A future or an option in its window has marked what
 * was fixed of its average already.
 *
 * @module
 */
import { InstrumentStatus } from "@novate/codec";
import { fault } from "../../command/fault.ts";
import { isHeld } from "../../instrument/rules.ts";
import { isUnknownBeyondTerm } from "../../ledger/known.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const settleInstrument: ChangeRule<"SettleInstrument"> = {
  faultOf(state, { instrumentId }) {
    const instrument = state.instruments.get(instrumentId);
    const market = state.markets.get(instrumentId);
    if (instrument === undefined || market === undefined || !isHeld(instrument))
      return fault("instrumentId", `no instrument ${instrumentId} leaves positions`);
    if (market.status === InstrumentStatus.settled) return fault("instrumentId", "is settled");
    if (market.mark === null || !isUnknownBeyondTerm(state, instrumentId))
      return fault("instrumentId", "has a price, or has not been without one for the term");
    return null;
  },

  /** Time for a publisher to come back: it is judged again when it takes effect. */
  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: true,

  write(state, { instrumentId }) {
    const market = state.markets.get(instrumentId);
    if (market === undefined || market.mark === null) return;
    const { priceTicks } = market.mark;
    state.markets.put({ ...market, status: InstrumentStatus.settled, settlementTicks: priceTicks });
  },
};
