/**
 * What happened to prices, marks, surfaces and market modes. Selectors 20–39.
 *
 * @module
 */
import { bool, i64, i128, list, ppm, struct, text, ticks, timeMs, u8 } from "../../field/index.ts";
import { feedId, instrumentId, marketMode, publisherId, segmentId, underlyingId } from "../ids.ts";
import { SurfaceObservation } from "../observations.ts";
import { AnnouncedRange, FeedSource, MoveRow } from "../rows/index.ts";

export const oracleEvents = {
  /** A publisher's word on a feed was taken; it counts in the next aggregate (ORCL). */
  ObservationAccepted: [20, struct("ObservationAccepted", { feedId, source: FeedSource })],
  /** The words of a feed's publishers made one value, with an interval that it may lie in (ORCL). */
  FeedAggregated: [
    21,
    struct("FeedAggregated", {
      feedId,
      value: i64,
      confidence: i64,
      low: i64,
      high: i64,
      sourceCount: u8,
      aggregatedAtMs: timeMs,
    }),
  ],
  /** A value far from the last waits for more of its publishers to say it (ORCL). */
  PriceJumpPending: [22, struct("PriceJumpPending", { feedId, value: i64, low: i64, high: i64, pendingAtMs: timeMs })],
  /** The mark of an instrument: what its positions are worth from here on. */
  MarkSet: [23, struct("MarkSet", { instrumentId, markTicks: ticks, markedAtMs: timeMs, basisE6: i128 })],
  /** All markets of an underlying are open, close-only or halted. */
  UnderlyingModeSet: [24, struct("UnderlyingModeSet", { underlyingId, mode: marketMode })],
  /** One market is open, close-only or halted. */
  MarketModeSet: [25, struct("MarketModeSet", { instrumentId, mode: marketMode })],
  /** A publisher's volatility surface was taken; one of them is chosen at the next turn. */
  SurfaceAccepted: [26, struct("SurfaceAccepted", { publisherId, surface: SurfaceObservation })],
  /** `publishedRangePpm`: the range that the forecast publishes. Below what binds or was announced it binds at once (CALL-003). */
  VolatilityUpdated: [
    27,
    struct("VolatilityUpdated", {
      underlyingId,
      volAnnualPpm: ppm,
      publishedRangePpm: ppm,
      newRiskRangePpm: ppm,
      scanMovedAtMs: timeMs,
      forecast: list(i128, 64),
    }),
  ],
  /** The moves of prices since the last sample, of which ranges and correlations are learned. */
  MovesSampled: [28, struct("MovesSampled", { sample: MoveRow })],
  /** Whether two underlyings may offset each other in margin (MARG-022, MARG-023). */
  CreditPairJudged: [
    29,
    struct("CreditPairJudged", {
      segmentId,
      leftUnderlyingId: underlyingId,
      rightUnderlyingId: underlyingId,
      correlationPpm: ppm,
      isHolding: bool,
      lapsesAtMs: timeMs,
      judgedAtMs: timeMs,
    }),
  ],
  /** A publisher's surface was not taken; `fault` says why. */
  SurfaceDropped: [30, struct("SurfaceDropped", { publisherId, underlyingId, sliceCount: u8, fault: text(160) })],
  /** The surface by which the underlying's options are margined from here on. */
  SurfaceTaken: [31, struct("SurfaceTaken", { underlyingId, publisherId, halfWidthPpm: ppm, takenAtMs: timeMs })],
  /** A surface far from the last waits for a second publisher. */
  SurfaceJumpPending: [32, struct("SurfaceJumpPending", { underlyingId, publisherId, pendingAtMs: timeMs })],
  /** What a dated forward stands above its index, as a ratio × 10⁹. */
  ForwardRatioSet: [33, struct("ForwardRatioSet", { feedId, ratioE9: i128, ratioAtMs: timeMs })],
  /** Since when a publisher stands apart from the others, or agrees with them again. */
  SourceJudged: [34, struct("SourceJudged", { feedId, publisherId, apartSinceMs: timeMs, agreesSinceMs: timeMs })],
  /** The published range has risen: held positions pay it from `bindsAtMs` on, new risk at once (CALL-001). */
  ScanRangeAnnounced: [35, struct("ScanRangeAnnounced", { underlyingId, announced: AnnouncedRange })],
  /** What was announced binds held positions from this block on. */
  ScanRangeBound: [36, struct("ScanRangeBound", { underlyingId, scanRangePpm: ppm })],
  /** Too few spoke to confirm a price: the last one reaches to their words as well (ORCL-054). */
  PriceReachWidened: [37, struct("PriceReachWidened", { feedId, low: i64, high: i64 })],
} as const;
