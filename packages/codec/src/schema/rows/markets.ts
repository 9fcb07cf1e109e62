/**
 * Rows of contracts and what moves about them.
 *
 * @module
 */
import { i128, list, lots, struct, ticks, timeMs, u32, type ValueOf } from "../../field/index.ts";
import { ListInstrument } from "../change.ts";
import { instrumentId, instrumentStatus, marketMode, segmentId } from "../ids.ts";
import { PricePoint } from "./prices.ts";

/** The immutable contract, with the segment it belongs to. */
export const InstrumentRow = struct("InstrumentRow", { spec: ListInstrument, segmentId, listedAtMs: timeMs });
export type InstrumentRow = ValueOf<typeof InstrumentRow>;

/**
 * What moves about an instrument. `markTicks` 0: never marked. `recentMarks`: the window of the second clock (LIQ-017).
 * `openLots`: longs, which equal shorts. `fixing…`: the expiry average so far.
 */
export const MarketRow = struct("MarketRow", {
  instrumentId,
  status: instrumentStatus,
  mode: marketMode,
  markTicks: ticks,
  markedAtMs: timeMs,
  recentMarks: list(PricePoint, 64),
  basisE6: i128,
  venuePriceTicks: ticks,
  venuePricedAtMs: timeMs,
  openLots: lots,
  fundingIndexE6: i128,
  premiumSumE6: i128,
  premiumSamples: u32,
  premiumSampledAtMs: timeMs,
  fundedAtMs: timeMs,
  fixingSum: i128,
  fixingSamples: u32,
  fixingSampledAtMs: timeMs,
  settlementTicks: ticks,
});
export type MarketRow = ValueOf<typeof MarketRow>;
