/**
 * The pricing phase: observations → aggregates → fixings of what expires → marks and surfaces → market modes → joint samples and their credits.
 *
 * @module
 */
import type { House } from "../command/house.ts";
import { aggregateFeed } from "./aggregateFeed.ts";
import { judgeCreditPairs } from "./creditPairs.ts";
import { fixContracts } from "./fixings.ts";
import { setForwardRatios } from "./forwardRatios.ts";
import { markInstruments } from "./marks.ts";
import { moveModes } from "./modes.ts";
import { sampleMoves } from "./moveSamples.ts";
import { takeSurface } from "./takeSurface.ts";
import { forecastVolatility } from "./volatility.ts";

export function ingestPrices(house: House): void {
  for (const feed of house.state.feeds.values()) aggregateFeed(house, feed);
  fixContracts(house);
  for (const underlying of house.state.underlyings.values()) {
    forecastVolatility(house, underlying);
    moveModes(house, underlying);
    setForwardRatios(house, underlying);
    takeSurface(house, underlying.spec.underlyingId);
    markInstruments(house, underlying.spec.underlyingId);
  }
  for (const segment of house.state.segments.values())
    if (sampleMoves(house, segment)) judgeCreditPairs(house, segment.segmentId);
}
