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

export function forecastVolatility(house: House, underlying: UnderlyingRow): void {
  const { timeMs } = houseOf(house.state);
  const feed = mustGet(house.state.feeds, underlying.spec.indexFeedId);
  if (feed.aggregatedAtMs === 0 || feed.aggregatedAtMs < underlying.scanMovedAtMs + FORECAST_STEP_MS) return;
  const { underlyingId } = underlying.spec;
  const { margin } = mustGet(house.state.segments, underlying.spec.segmentId).parameters;
  const next = nextForecast(underlying, margin, { value: feed.value, timeMs: feed.aggregatedAtMs });
  house.emit({ type: "VolatilityUpdated", underlyingId, ...next, scanMovedAtMs: timeMs });
}

export const evolveVolatilityUpdated: Evolve<"VolatilityUpdated"> = (state, event) => {
  const { type: _, underlyingId, ...forecast } = event;
  state.underlyings.put({ ...mustGet(state.underlyings, underlyingId), ...forecast });
};
