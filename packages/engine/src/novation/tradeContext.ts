/**
 * What the legs of a trade have in common.
 *
 * @module
 */
import type { InstrumentRow, MarketRow, TradeReport, VenueRow } from "@novate/codec";

/** The trade around a leg, looked up once. */
export interface TradeContext {
  readonly venue: VenueRow;
  readonly instrument: InstrumentRow;
  readonly market: MarketRow;
  readonly settlementAssetId: number;
  readonly clearingFeePpm: bigint;
  readonly maxOrderLifetimeMs: number;
  /** What the band is measured on, and how far from the mark the price may be; in ticks, rounded up. */
  readonly bandBaseTicks: bigint;
  readonly bandTicks: bigint;
  readonly trade: TradeReport;
}
