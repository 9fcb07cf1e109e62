/** Lists a contract; its specification never changes afterwards (INST). @module */
import { type ChangeOf, InstrumentStatus, MarketMode } from "@novate/codec";
import { ZERO_ATOMS, ZERO_LOTS } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { ruleOf } from "../../instrument/rules.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

type ListInstrument = ChangeOf<"ListInstrument">;

/** Keeps lots × ticks × value inside an int128 whatever the size and price. */
const MAX_TICK_VALUE_ATOMS = 10n ** 12n;

export const listInstrument: ChangeRule<"ListInstrument"> = {
  faultOf: (state, change, timeMs) =>
    firstFault(
      state.instruments.has(change.instrumentId) ? fault("instrumentId", "is listed already") : null,
      state.underlyings.has(change.underlyingId) ? null : fault("underlyingId", `no underlying ${change.underlyingId}`),
      change.symbol === "" ? fault("symbol", "is empty") : null,
      outside("tickFeedUnits", change.tickFeedUnits, 1n, 10n ** 18n),
      outside("tickValueAtoms", change.tickValueAtoms, 1n, MAX_TICK_VALUE_ATOMS),
      faultOfPoint(state, change),
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
      expiredLots: ZERO_LOTS,
      expiredAtoms: ZERO_ATOMS,
    });
  },
};

/** A lot's gain per whole unit of the quote is a whole number of atoms, so that the scenario table starts from exact ones. */
function faultOfPoint(state: StateView, { underlyingId, tickFeedUnits, tickValueAtoms }: ListInstrument): Fault | null {
  const feed = state.feeds.get(state.underlyings.get(underlyingId)?.spec.indexFeedId ?? 0);
  if (feed === undefined || tickFeedUnits < 1n) return null; // told by another field
  const isWhole = (tickValueAtoms * 10n ** BigInt(feed.spec.decimals)) % tickFeedUnits === 0n;
  return isWhole ? null : fault("tickValueAtoms", "one unit of the quote is not a whole number of atoms a lot");
}

/** What the kind of the contract says of its terms. */
function faultOfTerms(state: StateView, spec: ListInstrument, timeMs: number): Fault | null {
  const found = ruleOf(spec.terms).faultOf(state, spec, timeMs);
  return found === null ? null : fault(`terms.${found.field}`, found.reason);
}
