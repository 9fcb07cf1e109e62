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
  ObservationAccepted: [20, struct("ObservationAccepted", { feedId, source: FeedSource })],
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
  PriceJumpPending: [22, struct("PriceJumpPending", { feedId, value: i64, low: i64, high: i64, pendingAtMs: timeMs })],
  MarkSet: [23, struct("MarkSet", { instrumentId, markTicks: ticks, markedAtMs: timeMs, basisE6: i128 })],
  UnderlyingModeSet: [24, struct("UnderlyingModeSet", { underlyingId, mode: marketMode })],
  MarketModeSet: [25, struct("MarketModeSet", { instrumentId, mode: marketMode })],
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
  MovesSampled: [28, struct("MovesSampled", { sample: MoveRow })],
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
  SurfaceDropped: [30, struct("SurfaceDropped", { publisherId, underlyingId, sliceCount: u8, fault: text(160) })],
  SurfaceTaken: [31, struct("SurfaceTaken", { underlyingId, publisherId, halfWidthPpm: ppm, takenAtMs: timeMs })],
  SurfaceJumpPending: [32, struct("SurfaceJumpPending", { underlyingId, publisherId, pendingAtMs: timeMs })],
  ForwardRatioSet: [33, struct("ForwardRatioSet", { feedId, ratioE9: i128, ratioAtMs: timeMs })],
  SourceJudged: [34, struct("SourceJudged", { feedId, publisherId, apartSinceMs: timeMs, agreesSinceMs: timeMs })],
  /** The published range has risen: held positions pay it from `bindsAtMs` on, new risk at once (CALL-001). */
  ScanRangeAnnounced: [35, struct("ScanRangeAnnounced", { underlyingId, announced: AnnouncedRange })],
  /** What was announced binds held positions from this block on. */
  ScanRangeBound: [36, struct("ScanRangeBound", { underlyingId, scanRangePpm: ppm })],
  /** Too few spoke to confirm a price: the last one reaches to their words as well (ORCL-054). */
  PriceReachWidened: [37, struct("PriceReachWidened", { feedId, low: i64, high: i64 })],
} as const;
