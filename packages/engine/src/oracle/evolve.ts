/** What prices write. @module */
import type { Evolvers } from "../command/evolver.ts";
import { evolveFeedAggregated, evolvePriceJumpPending, evolvePriceReachWidened } from "./aggregateFeed.ts";
import { evolveScanRangeAnnounced, evolveScanRangeBound } from "./announcedRange.ts";
import { evolveCreditPairJudged } from "./creditPairs.ts";
import { evolveFixingSampled, evolveInstrumentSettled } from "./fixings.ts";
import { evolveForwardRatioSet } from "./forwardRatios.ts";
import { evolveSourceJudged } from "./judgeSources.ts";
import { evolveMarkSet } from "./marks.ts";
import { evolveMarketModeSet, evolveUnderlyingModeSet } from "./modes.ts";
import { evolveMovesSampled } from "./moveSamples.ts";
import { evolveObservationAccepted } from "./submitObservations.ts";
import { evolveSurfaceAccepted, evolveSurfaceDropped } from "./surface.ts";
import { evolveSurfaceJumpPending, evolveSurfaceTaken } from "./takeSurface.ts";
import { evolveVolatilityUpdated } from "./volatility.ts";

export const oracleEvolvers = {
  ObservationAccepted: evolveObservationAccepted,
  FeedAggregated: evolveFeedAggregated,
  PriceJumpPending: evolvePriceJumpPending,
  PriceReachWidened: evolvePriceReachWidened,
  SourceJudged: evolveSourceJudged,
  FixingSampled: evolveFixingSampled,
  InstrumentSettled: evolveInstrumentSettled,
  MarkSet: evolveMarkSet,
  UnderlyingModeSet: evolveUnderlyingModeSet,
  MarketModeSet: evolveMarketModeSet,
  SurfaceAccepted: evolveSurfaceAccepted,
  SurfaceDropped: evolveSurfaceDropped,
  SurfaceTaken: evolveSurfaceTaken,
  SurfaceJumpPending: evolveSurfaceJumpPending,
  ForwardRatioSet: evolveForwardRatioSet,
  VolatilityUpdated: evolveVolatilityUpdated,
  ScanRangeAnnounced: evolveScanRangeAnnounced,
  ScanRangeBound: evolveScanRangeBound,
  MovesSampled: evolveMovesSampled,
  CreditPairJudged: evolveCreditPairJudged,
} satisfies Partial<
  Evolvers<
    | "ObservationAccepted"
    | "FeedAggregated"
    | "PriceJumpPending"
    | "PriceReachWidened"
    | "SourceJudged"
    | "FixingSampled"
    | "InstrumentSettled"
    | "MarkSet"
    | "UnderlyingModeSet"
    | "MarketModeSet"
    | "SurfaceAccepted"
    | "SurfaceDropped"
    | "SurfaceTaken"
    | "SurfaceJumpPending"
    | "ForwardRatioSet"
    | "VolatilityUpdated"
    | "ScanRangeAnnounced"
    | "ScanRangeBound"
    | "MovesSampled"
    | "CreditPairJudged"
  >
>;
