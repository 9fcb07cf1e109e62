/**
 * Phase 2: observations → aggregates → marks and surfaces → market modes.
 *
 * @module
 */
import type { House } from "../house.ts";
import { aggregateFeed } from "./aggregateFeed.ts";
import { markInstruments } from "./marks.ts";
import { moveModes } from "./modes.ts";
import { forecastVolatility } from "./volatility.ts";

export function ingestPrices(house: House): void {
  for (const feed of house.state.feeds.values()) aggregateFeed(house, feed);
  for (const underlying of house.state.underlyings.values()) {
    forecastVolatility(house, underlying);
    moveModes(house, underlying);
    markInstruments(house, underlying.spec.underlyingId);
  }
}
