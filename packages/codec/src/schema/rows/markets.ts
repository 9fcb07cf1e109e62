/**
 * Rows of contracts and what moves about them.
 *
 * @module
 */
import {
  atoms,
  bool,
  i128,
  list,
  lots,
  optional,
  struct,
  ticks,
  timeMs,
  u32,
  type ValueOf,
} from "../../field/index.ts";
import { ListInstrument } from "../change.ts";
import { accountId, instrumentId, instrumentStatus, marketMode, segmentId } from "../ids.ts";
import { PricePoint } from "./prices.ts";

/** The immutable contract, with the segment it belongs to. */
export const InstrumentRow = struct("InstrumentRow", { spec: ListInstrument, segmentId, listedAtMs: timeMs });
export type InstrumentRow = ValueOf<typeof InstrumentRow>;

/** A price of an instrument and the time since which it stands; it may be zero, and of either sign. */
export const MarketPrice = struct("MarketPrice", { priceTicks: ticks, atMs: timeMs });
export type MarketPrice = ValueOf<typeof MarketPrice>;

/**
 * A tear-up under way: lots of longs or shorts that holders above `cursor` have yet to bear. `givers`: the places in the queue
 * of those who give them, for an account that comes in again is another giver.
 */
export const TearUpLap = struct("TearUpLap", {
  isLong: bool,
  lotsLeft: lots,
  cursor: accountId,
  givers: list(u32, 65_535),
});
export type TearUpLap = ValueOf<typeof TearUpLap>;

/** What a variation-margin cycle was struck at: prices of `cycleMs`, whenever it is paid. */
export const MarketStrike = struct("MarketStrike", { cycleMs: timeMs, priceTicks: ticks, fundingIndexE6: i128 });
export type MarketStrike = ValueOf<typeof MarketStrike>;

/**
 * What moves about an instrument. `mark` null: never marked. `recentMarks`: the window of the second clock (LIQ-017).
 * `printed…`: lots traded since the last mark, and Σ lots · price of them, those of one owner with itself left out. `openLots`: longs, which equal shorts;
 * `fixing…`: the expiry average so far.
 * `strike` null: no cycle yet. `settlementTicks` null: not settled. `expired…`: signed lots of the positions that settlement
 * has paid and that have left, and what it paid them; both are zero before it and after the last one.
 */
export const MarketRow = struct("MarketRow", {
  instrumentId,
  status: instrumentStatus,
  mode: marketMode,
  mark: optional(MarketPrice),
  recentMarks: list(PricePoint, 64),
  basisE6: i128,
  printedLots: lots,
  printedTicks: i128,
  openLots: lots,
  fundingIndexE6: i128,
  premiumSumE6: i128,
  premiumSamples: u32,
  premiumSampledAtMs: timeMs,
  fundedAtMs: timeMs,
  fixingSum: i128,
  fixingSamples: u32,
  fixingSampledAtMs: timeMs,
  strike: optional(MarketStrike),
  settlementTicks: optional(ticks),
  tearUp: optional(TearUpLap),
  expiredLots: lots,
  expiredAtoms: atoms,
});
export type MarketRow = ValueOf<typeof MarketRow>;
