/**
 * The topic `prices`: mark and index of every market, or of one.
 *
 * @module
 */
import type { InstrumentRow } from "@novate/codec";
import type { Engine } from "@novate/engine";
import type { LivePrice, LivePrices } from "@novate/wire/schema";
import type { z } from "zod";
import { modeName } from "../../view/names.ts";
import type { LiveView } from "../channel.ts";
import { touchesMarket } from "../touched.ts";
import { Told } from "./told.ts";

type Prices = z.infer<typeof LivePrices>;

/** `marketId` null: of all. */
export function pricesView(marketId: number | null): LiveView {
  const told = new Told<number>();
  const entriesOf = (engine: Engine, isAsked: (instrumentId: number) => boolean): [number, LivePrice][] =>
    instrumentsOf(engine, marketId)
      .filter(({ spec }) => isAsked(spec.instrumentId))
      .map((row) => [row.spec.instrumentId, priceOf(engine, row)]);
  return {
    snapshot(engine): Prices | null {
      const entries = entriesOf(engine, () => true);
      told.shown(entries);
      if (marketId !== null && entries.length === 0) return null;
      return { height: engine.height, prices: entries.map(([, price]) => price) };
    },
    delta(engine, { header }, touched): Prices | null {
      if (touched.instruments.size + touched.underlyings.size + touched.feeds.size === 0) return null;
      const prices = told.news(entriesOf(engine, (instrumentId) => touchesMarket(touched, engine, instrumentId)));
      return prices.length === 0 ? null : { height: header.height, prices };
    },
  };
}

function instrumentsOf({ state }: Engine, marketId: number | null): InstrumentRow[] {
  if (marketId === null) return [...state.instruments.values()];
  const row = state.instruments.get(marketId);
  return row === undefined ? [] : [row];
}

function priceOf({ state }: Engine, { spec }: InstrumentRow): LivePrice {
  const { instrumentId, symbol, underlyingId } = spec;
  const market = state.markets.get(instrumentId)!; // listed with its instrument
  const underlying = state.underlyings.get(underlyingId)!; // what is listed has one
  const feed = state.feeds.get(underlying.spec.indexFeedId)!; // and that its feed
  return {
    instrumentId,
    symbol,
    mode: modeName(Math.max(market.mode, underlying.mode)),
    markTicks: market.mark?.priceTicks.toString() ?? null,
    markedAtMs: market.mark?.atMs ?? null,
    fundingIndexE6: market.fundingIndexE6.toString(),
    indexFeedId: feed.spec.feedId,
    indexValue: feed.value.toString(),
    indexConfidence: feed.confidence.toString(),
    indexDecimals: feed.spec.decimals,
    indexAtMs: feed.aggregatedAtMs,
  };
}
