/**
 * A market tape in memory: who printed what, step by step. The file format is described in `tapes/FORMAT.md`.
 *
 * @module
 */
import type { Print } from "@novate/agents";

/** One underlying and the scale of every number printed for it. */
export interface TapeUnderlying {
  /** For example `ATOM`. */
  readonly name: string;
  /** One tick is 10^-priceDecimals of the quote currency, for every source of this underlying. */
  readonly priceDecimals: number;
  /** One unit of size is 10^-sizeDecimals of what the source counts (coins, or contracts of a derivative). */
  readonly sizeDecimals: number;
}

/** One column of the tape: one market of one venue. */
export interface TapeSource {
  readonly underlying: string;
  readonly venue: string;
  readonly symbol: string;
}

export interface TapeHeader {
  readonly name: string;
  /** Start of the recorded time, inclusive, in milliseconds since 1970 UTC. */
  readonly fromMs: number;
  /** End of the recorded time; the last step may stand exactly on it. */
  readonly toMs: number;
  /** Every step stands a multiple of this many milliseconds after `fromMs`. */
  readonly gridMs: number;
  /** Where the figures come from, in a sentence or two. */
  readonly origin: string;
  readonly underlyings: readonly TapeUnderlying[];
  readonly sources: readonly TapeSource[];
}

/** The prints of one interval, known at its end. */
export interface TapeStep {
  /** End of the interval: the first instant at which anybody can know its prints. */
  readonly timeMs: number;
  /** One entry a source, in the order of the header; `undefined` where the source printed no trade. */
  readonly prints: readonly (Print | undefined)[];
}

export interface Tape {
  readonly header: TapeHeader;
  readonly steps: readonly TapeStep[];
  /** What was recorded before the first step, if anything was: for whoever weighs sources; it is not played. */
  readonly earlier?: readonly TapeStep[];
}
