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
  readonly trade: TradeReport;
}
