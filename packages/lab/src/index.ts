/**
 * The lab: tapes, populations, replays.
 *
 * @module
 */
export type { Population } from "./population/population.ts";
export type { PopulationConfig } from "./population/roster.ts";
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
export { loadTape } from "./tape/load.ts";
export { middlesOf } from "./tape/opening.ts";
export { readTape } from "./tape/read.ts";
export { parseTapeTime, sliceTape, type TapeSlice } from "./tape/slice.ts";
export type { Tape, TapeHeader, TapeSource, TapeStep, TapeUnderlying } from "./tape/types.ts";
