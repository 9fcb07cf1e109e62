/** Lists a contract; its specification never changes afterwards (INST). @module */
import { type ChangeOf, FeedKind, InstrumentKind, InstrumentStatus, MarketMode } from "@novate/codec";
import { ZERO_LOTS, ZERO_TICKS } from "@novate/num";
import { mustGet, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeFault, type ChangeRule, fault, firstFault, outside } from "./rule.ts";

type ListInstrument = ChangeOf<"ListInstrument">;

/** Keeps lots × ticks × value inside an int128 whatever the size and price. */
const MAX_TICK_VALUE_ATOMS = 10n ** 12n;
/** Ten years ahead. */
const MAX_TERM_MS = 315_576_000_000;

export const listInstrument: ChangeRule<"ListInstrument"> = {
  faultOf: (state, change, timeMs) =>
    firstFault(
      state.instruments.has(change.instrumentId) ? fault("instrumentId", "is listed already") : null,
      state.underlyings.has(change.underlyingId) ? null : fault("underlyingId", `no underlying ${change.underlyingId}`),
      change.symbol === "" ? fault("symbol", "is empty") : null,
      outside("kind", change.kind, InstrumentKind.perpetual, InstrumentKind.spot),
      outside("tickFeedUnits", change.tickFeedUnits, 1n, 10n ** 18n),
      outside("tickValueAtoms", change.tickValueAtoms, 1n, MAX_TICK_VALUE_ATOMS),
      faultOfPoint(state, change),
      faultOfStrike(change),
      faultOfExpiry(change, timeMs),
      faultOfForward(state, change),
      faultOfBase(state, change),
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
      markTicks: ZERO_TICKS,
      markedAtMs: 0,
      recentMarks: [],
      basisE6: 0n,
      venuePriceTicks: ZERO_TICKS,
      venuePricedAtMs: 0,
      openLots: ZERO_LOTS,
      fundingIndexE6: 0n,
      premiumSumE6: 0n,
      premiumSamples: 0,
      premiumSampledAtMs: atMs,
      fundedAtMs: atMs,
      fixingSum: 0n,
      fixingSamples: 0,
      fixingSampledAtMs: 0,
      settlementTicks: ZERO_TICKS,
    });
  },
};

/** A lot's gain per whole unit of the quote is a whole number of atoms, so that the scenario table starts from exact ones. */
function faultOfPoint(
  state: StateView,
  { underlyingId, tickFeedUnits, tickValueAtoms }: ListInstrument,
): ChangeFault | null {
  const feed = state.feeds.get(state.underlyings.get(underlyingId)?.spec.indexFeedId ?? 0);
  if (feed === undefined || tickFeedUnits < 1n) return null; // told by another field
  const isWhole = (tickValueAtoms * 10n ** BigInt(feed.spec.decimals)) % tickFeedUnits === 0n;
  return isWhole ? null : fault("tickValueAtoms", "one unit of the quote is not a whole number of atoms a lot");
}

function faultOfStrike({ kind, strikeTicks, isCall }: ListInstrument): ChangeFault | null {
  if (kind === InstrumentKind.option) return strikeTicks > 0n ? null : fault("strikeTicks", "an option has a strike");
  if (strikeTicks !== 0n) return fault("strikeTicks", "only an option has a strike");
  return isCall ? fault("isCall", "only an option is a call") : null;
}

function faultOfExpiry({ kind, expiryMs }: ListInstrument, timeMs: number): ChangeFault | null {
  const expires = kind === InstrumentKind.future || kind === InstrumentKind.option;
  if (!expires) return expiryMs === 0 ? null : fault("expiryMs", "only a future or an option expires");
  return outside("expiryMs", expiryMs, timeMs + 1, timeMs + MAX_TERM_MS);
}

function faultOfForward(state: StateView, { expiryMs, forwardFeedId }: ListInstrument): ChangeFault | null {
  if (forwardFeedId === 0) return null;
  if (expiryMs === 0) return fault("forwardFeedId", "only a future or an option has a forward");
  return state.feeds.get(forwardFeedId)?.spec.kind === FeedKind.forward
    ? null
    : fault("forwardFeedId", `no forward feed ${forwardFeedId}`);
}

function faultOfBase(
  state: StateView,
  { kind, underlyingId, baseAssetId, lotBaseAtoms }: ListInstrument,
): ChangeFault | null {
  if (kind !== InstrumentKind.spot) {
    return baseAssetId !== 0 || lotBaseAtoms !== 0n ? fault("baseAssetId", "only a spot instrument delivers") : null;
  }
  if (!state.assets.has(baseAssetId)) return fault("baseAssetId", `no asset ${baseAssetId}`);
  const segment = state.segments.get(state.underlyings.get(underlyingId)?.spec.segmentId ?? 0);
  if (segment?.settlementAssetId === baseAssetId) return fault("baseAssetId", "is what the segment pays with");
  return lotBaseAtoms > 0n ? null : fault("lotBaseAtoms", "a spot lot delivers something");
}
