/** Lists a contract; its specification never changes afterwards (INST). @module */
import { type ChangeOf, InstrumentStatus, MarketMode } from "@novate/codec";
import { ZERO_ATOMS, ZERO_LOTS } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { ruleOf } from "../../instrument/rules.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { faultOfScale, MAX_TICK_VALUE_ATOMS } from "./contractScale.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

type ListInstrument = ChangeOf<"ListInstrument">;

export const listInstrument: ChangeRule<"ListInstrument"> = {
  faultOf: (state, change, timeMs) =>
    firstFault(
      state.instruments.has(change.instrumentId) ? fault("instrumentId", "is listed already") : null,
      state.underlyings.has(change.underlyingId) ? null : fault("underlyingId", `no underlying ${change.underlyingId}`),
      change.symbol === "" ? fault("symbol", "is empty") : null,
      outside("tickFeedUnits", change.tickFeedUnits, 1n, 10n ** 18n),
      outside("tickValueAtoms", change.tickValueAtoms, 1n, MAX_TICK_VALUE_ATOMS),
      faultOfContract(state, change),
      faultOfTerms(state, change, timeMs),
    ),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: true,

  write(state, { type: _, ...spec }, atMs) {
    const { segmentId } = mustGet(state.underlyings, spec.underlyingId).spec;
    state.instruments.put({ spec, segmentId, listedAtMs: atMs });
    state.markets.put({
      instrumentId: spec.instrumentId,
      status: InstrumentStatus.listed,
      mode: MarketMode.closeOnly,
      mark: null,
      recentMarks: [],
      basisE6: 0n,
      printedLots: ZERO_LOTS,
      printedTicks: 0n,
      openLots: ZERO_LOTS,
      fundingIndexE6: 0n,
      premiumSumE6: 0n,
      premiumSamples: 0,
      premiumSampledAtMs: atMs,
      fundedAtMs: atMs,
      fixingSum: 0n,
      fixingSamples: 0,
      fixingSampledAtMs: 0,
      strike: null,
      settlementTicks: null,
      tearUp: null,
      expiredLots: ZERO_LOTS,
      expiredAtoms: ZERO_ATOMS,
    });
  },
};

function faultOfContract(state: StateView, change: ListInstrument): Fault | null {
  const feed = state.feeds.get(state.underlyings.get(change.underlyingId)?.spec.indexFeedId ?? 0);
  return feed === undefined || change.tickFeedUnits < 1n ? null : faultOfScale(feed.spec, change); // told by another field
}

/** What the kind of the contract says of its terms. */
function faultOfTerms(state: StateView, spec: ListInstrument, timeMs: number): Fault | null {
  const found = ruleOf(spec.terms).faultOf(state, spec, timeMs);
  return found === null ? null : fault(`terms.${found.field}`, found.reason);
}
