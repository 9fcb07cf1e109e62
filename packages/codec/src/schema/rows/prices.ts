/**
 * Rows of publishers, feeds and underlyings.
 *
 * @module
 */
import { i64, i128, list, ppm, struct, timeMs, u8, u16, type ValueOf } from "../../field/index.ts";
import { ListUnderlying, RegisterFeed } from "../change.ts";
import { SurfaceSlice } from "../commands.ts";
import { marketMode, publisherId } from "../ids.ts";
import { Signer } from "../order.ts";

export const PublisherRow = struct("PublisherRow", { publisherId, signer: Signer, weight: u16 });
export type PublisherRow = ValueOf<typeof PublisherRow>;

/** The last observation of one publisher on a feed; `changedAtMs` is when its value last moved. */
export const FeedSource = struct("FeedSource", {
  publisherId,
  value: i64,
  confidence: i64,
  publishedAtMs: timeMs,
  changedAtMs: timeMs,
});
export type FeedSource = ValueOf<typeof FeedSource>;

/** A feed's aggregate. `aggregatedAtMs` 0: there has been none. `pending…`: a jump that waits for confirmation. */
export const FeedRow = struct("FeedRow", {
  spec: RegisterFeed,
  sources: list(FeedSource, 32),
  value: i64,
  confidence: i64,
  sourceCount: u8,
  aggregatedAtMs: timeMs,
  pendingValue: i64,
  pendingAtMs: timeMs,
});
export type FeedRow = ValueOf<typeof FeedRow>;

/** One price in time, for medians and averages over windows. */
export const PricePoint = struct("PricePoint", { timeMs, value: i64 });
export type PricePoint = ValueOf<typeof PricePoint>;

/** An underlying: its spec, its market mode, its volatility surface and the state of its volatility forecast. */
export const UnderlyingRow = struct("UnderlyingRow", {
  spec: ListUnderlying,
  mode: marketMode,
  volAnnualPpm: ppm,
  scanRangePpm: ppm,
  newRiskRangePpm: ppm,
  scanMovedAtMs: timeMs,
  forecast: list(i128, 64),
  slices: list(SurfaceSlice, 16),
  surfaceAtMs: timeMs,
  surfacePublisherId: publisherId,
});
export type UnderlyingRow = ValueOf<typeof UnderlyingRow>;
