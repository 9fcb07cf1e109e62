/**
 * Instruments and their markets as the API shows them.
 *
 * @module
 */
import { type InstrumentRow, InstrumentTerms, MarketPrice, toJson } from "@novate/codec";
import { announcedBundle, type Engine } from "@novate/engine";
import type { Instrument, Market } from "@novate/wire/schema";
import { instrumentStatusName, modeName } from "./names.ts";

export function instrumentView({ spec, segmentId, listedAtMs }: InstrumentRow): Instrument {
  const { instrumentId, underlyingId, symbol, terms } = spec;
  return {
    instrumentId,
    segmentId,
    underlyingId,
    symbol,
    tickFeedUnits: spec.tickFeedUnits.toString(),
    tickValueAtoms: spec.tickValueAtoms.toString(),
    terms: toJson(InstrumentTerms, terms) as Instrument["terms"], // the codec's JSON is what the schema says
    listedAtMs,
  };
}

/** The bundle that new risk is judged by already, and the kinds of its changes. */
function announcedRulesView({ state }: Engine): Market["announcedRules"] {
  const bundle = announcedBundle(state);
  if (bundle === null) return null;
  const { bundleId, activatesAtMs, changes } = bundle;
  return { bundleId, activatesAtMs, changes: changes.map(({ type }) => type) };
}

/** `null` when there is no such instrument. */
export function marketView(engine: Engine, instrumentId: number): Market | null {
  const { state } = engine;
  const instrument = state.instruments.get(instrumentId);
  const market = state.markets.get(instrumentId);
  const underlying = state.underlyings.get(instrument?.spec.underlyingId ?? -1);
  const feed = state.feeds.get(underlying?.spec.indexFeedId ?? -1);
  if (instrument === undefined || market === undefined || underlying === undefined || feed === undefined) return null;
  return {
    height: engine.height,
    instrumentId,
    symbol: instrument.spec.symbol,
    status: instrumentStatusName(market.status),
    mode: modeName(market.mode),
    underlyingMode: modeName(underlying.mode),
    effectiveMode: modeName(Math.max(market.mode, underlying.mode)),
    mark: market.mark === null ? null : (toJson(MarketPrice, market.mark) as Market["mark"]), // as above
    openLots: market.openLots.toString(),
    fundingIndexE6: market.fundingIndexE6.toString(),
    fundedAtMs: market.fundedAtMs,
    settlementTicks: market.settlementTicks?.toString() ?? null,
    scanRangePpm: underlying.scanRangePpm.toString(),
    newRiskRangePpm: underlying.newRiskRangePpm.toString(),
    announcedRanges: underlying.announced.map(({ rangePpm, bindsAtMs }) => ({
      rangePpm: rangePpm.toString(),
      bindsAtMs,
    })),
    announcedRules: announcedRulesView(engine),
    index: {
      feedId: feed.spec.feedId,
      value: feed.value.toString(),
      confidence: feed.confidence.toString(),
      decimals: feed.spec.decimals,
      sourceCount: feed.sourceCount,
      aggregatedAtMs: feed.aggregatedAtMs,
    },
  };
}
