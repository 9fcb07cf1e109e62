/**
 * Keeps each underlying's volatility forecast, and with it its scan range, up to its confirmed prices (MARG-014).
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { FORECAST_STEP_MS, nextForecast } from "../gate/forecastView.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { announceRange, bindRange, cutRanges } from "./announcedRange.ts";

/** What was announced and is due binds, with or without a new price; then the forecast looks at the price, if there is one. */
export function forecastVolatility(house: House, underlying: UnderlyingRow): void {
  bindRange(house, underlying);
  const { timeMs } = houseOf(house.state);
  const feed = mustGet(house.state.feeds, underlying.spec.indexFeedId);
  if (feed.aggregatedAtMs === 0 || feed.aggregatedAtMs < underlying.scanMovedAtMs + FORECAST_STEP_MS) return;
  const { underlyingId } = underlying.spec;
  const { margin } = mustGet(house.state.segments, underlying.spec.segmentId).parameters;
  const next = nextForecast(underlying, margin, { value: feed.value, timeMs: feed.aggregatedAtMs });
  house.emit({ type: "VolatilityUpdated", underlyingId, ...next, scanMovedAtMs: timeMs });
  announceRange(house, underlyingId, next.publishedRangePpm);
}

export const evolveVolatilityUpdated: Evolve<"VolatilityUpdated"> = (state, event) => {
  const { type: _, underlyingId, publishedRangePpm, ...forecast } = event;
  const row = mustGet(state.underlyings, underlyingId);
  const isFirst = row.forecast.length === 0; // nobody holds what never had a price
  const ranges = isFirst ? { scanRangePpm: publishedRangePpm } : cutRanges(row, publishedRangePpm);
  state.underlyings.put({ ...row, ...forecast, ...ranges });
};
