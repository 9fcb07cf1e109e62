/**
 * Rows of publishers, feeds and underlyings.
 *
 * @module
 */
import { bool, i64, i128, list, optional, ppm, struct, timeMs, u8, u16, u32, type ValueOf } from "../../field/index.ts";
import { ListUnderlying, RegisterFeed, SetCreditPair } from "../change.ts";
import { marketMode, publisherId, segmentId, underlyingId } from "../ids.ts";
import { SurfaceSlice } from "../observations.ts";
import { Signer } from "../order.ts";

/** `surfaceWeight`: its weight among those who publish surfaces; null: the same as of prices. */
export const PublisherRow = struct("PublisherRow", {
  publisherId,
  signer: Signer,
  weight: u16,
  surfaceWeight: optional(u16),
});
export type PublisherRow = ValueOf<typeof PublisherRow>;

/** One price in time, for medians and averages over windows. */
export const PricePoint = struct("PricePoint", { timeMs, value: i64 });
export type PricePoint = ValueOf<typeof PricePoint>;

/**
 * The last observation of one publisher on a feed; `changedAtMs` is when its value last moved.
 *
 * `heardAtMs`: the time of the block that heard it. `apartSinceMs`: when its reach began to run out (0: it has all of it);
 * `agreesSinceMs`: since when it has stood near the aggregate again (0: it has not), which restores its reach (ORCL-046).
 */
export const FeedSource = struct("FeedSource", {
  publisherId,
  value: i64,
  confidence: i64,
  publishedAtMs: timeMs,
  changedAtMs: timeMs,
  heardAtMs: timeMs,
  apartSinceMs: timeMs,
  agreesSinceMs: timeMs,
});
export type FeedSource = ValueOf<typeof FeedSource>;

/**
 * A feed's aggregate. `aggregatedAtMs` 0: there has been none. `pending…`: a jump that waits, and since when.
 *
 * `low` and `high`: how far the price may have stood at its last confirmation: its confidence, and the fresh price of each
 * source with a fifth of the registered weight (ORCL-045). `recentValues`: the window of the second clock (LIQ-017).
 * `ratioE9`, of a forward or a premium: thousand-millionths of the index that it was worth at `ratioAtMs`, when both were
 * confirmed; 0: never.
 */
export const FeedRow = struct("FeedRow", {
  spec: RegisterFeed,
  sources: list(FeedSource, 32),
  value: i64,
  confidence: i64,
  low: i64,
  high: i64,
  sourceCount: u8,
  aggregatedAtMs: timeMs,
  recentValues: list(PricePoint, 64),
  pendingValue: i64,
  pendingAtMs: timeMs,
  ratioE9: i128,
  ratioAtMs: timeMs,
});
export type FeedRow = ValueOf<typeof FeedRow>;

/**
 * The last surface of one publisher that admits no arbitrage; `heardAtMs` 0: there was none.
 *
 * `provenAtMs`, `provenSlices`: when one of its surfaces was last proven, accepted or not, and for how many slices that counts.
 */
export const SurfaceRow = struct("SurfaceRow", {
  underlyingId,
  publisherId,
  publishedAtMs: timeMs,
  heardAtMs: timeMs,
  slices: list(SurfaceSlice, 16),
  provenAtMs: timeMs,
  provenSlices: u8,
});
export type SurfaceRow = ValueOf<typeof SurfaceRow>;

/** A rise of the published range that was announced and does not bind held positions yet. */
export const AnnouncedRange = struct("AnnouncedRange", { rangePpm: ppm, bindsAtMs: timeMs });
export type AnnouncedRange = ValueOf<typeof AnnouncedRange>;

/**
 * An underlying: its spec, its market mode, its volatility surface and the state of its volatility forecast.
 *
 * `scanRangePpm` binds held positions, `newRiskRangePpm` new risk. `announced`: the rises to come, in time and size (CALL-001).
 * The surface was published by `surfacePublisherId` at `surfaceAtMs` and last confirmed at `surfaceTakenAtMs` (0: never).
 * `surfaceHalfWidthPpm`: what doubt there was then about any volatility of it, in millionths of one a year (ORCL-107).
 * `surfacePendingAtMs`: since when a jump waits for confirmation; 0: none does.
 */
export const UnderlyingRow = struct("UnderlyingRow", {
  spec: ListUnderlying,
  mode: marketMode,
  volAnnualPpm: ppm,
  scanRangePpm: ppm,
  newRiskRangePpm: ppm,
  announced: list(AnnouncedRange, 4),
  scanMovedAtMs: timeMs,
  forecast: list(i128, 64),
  slices: list(SurfaceSlice, 16),
  surfaceAtMs: timeMs,
  surfacePublisherId: publisherId,
  surfaceTakenAtMs: timeMs,
  surfaceHalfWidthPpm: ppm,
  surfacePendingAtMs: timeMs,
});
export type UnderlyingRow = ValueOf<typeof UnderlyingRow>;

/**
 * An underlying in a sample of its segment: its confirmed price, σ̂ then, and the move since the sample before.
 *
 * `moveE6`: millionths of what σ̂ expected of the time between (FCST-071); 0 where `isMove` says that there was no price before.
 */
export const MoveEntry = struct("MoveEntry", {
  underlyingId,
  value: i64,
  volAnnualPpm: ppm,
  isMove: bool,
  moveE6: i64,
});
export type MoveEntry = ValueOf<typeof MoveEntry>;

/** One joint sample of a segment's underlyings, ascending; `index` is its place in the ring of samples kept. */
export const MoveRow = struct("MoveRow", {
  segmentId,
  index: u16,
  sequence: u32,
  sampledAtMs: timeMs,
  entries: list(MoveEntry, 256),
});
export type MoveRow = ValueOf<typeof MoveRow>;

/**
 * A listed pair, its realised correlation in millionths, and whether it has its credit. `judgedAtMs` 0: never judged.
 *
 * `lapsesAtMs`: until when a credit that no longer holds still counts for what is held; 0 while it holds or never did (MARG-101).
 */
export const CreditPairRow = struct("CreditPairRow", {
  spec: SetCreditPair,
  correlationPpm: ppm,
  isHolding: bool,
  lapsesAtMs: timeMs,
  judgedAtMs: timeMs,
});
export type CreditPairRow = ValueOf<typeof CreditPairRow>;
