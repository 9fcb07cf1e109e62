/**
 * The lab: tapes, populations, replays.
 *
 * @module
 */
export { instrumentViewOf } from "./population/instrumentView.ts";
export { createPopulation, type Population } from "./population/population.ts";
export { type PopulationConfig, STANDARD_COUNTS } from "./population/roster.ts";
export type {
  AccountView,
  CollateralAsset,
  DealerQuote,
  Holding,
  InstrumentView,
  Intent,
  MarketView,
  Participant,
  ParticipantKind,
  PopulationStep,
  QuoteRequestView,
  UnderlyingView,
} from "./population/types.ts";
export * from "./replay/index.ts";
export { TapeError, type TapeErrorCode } from "./tape/error.ts";
export { listTapes, loadTape } from "./tape/load.ts";
export { createTapePublishers, type FeedOf, type PolicyOf, type TapePublisher } from "./tape/publishers.ts";
export { openTape, readTape, type TapeStream } from "./tape/read.ts";
export { parseTapeTime, sliceTape, type TapeSlice } from "./tape/slice.ts";
export { createSyntheticTape, type SyntheticTape, type SyntheticUnderlying } from "./tape/synthetic.ts";
export type { Tape, TapeHeader, TapeSource, TapeStep, TapeUnderlying } from "./tape/types.ts";
export { formatTape } from "./tape/write.ts";
