/**
 * What a venue reports: matched trades, with the authority of both legs.
 *
 * @module
 */
import { bytes32, list, lots, struct, tagged, ticks, u16, type ValueOf } from "../field/index.ts";
import { accountId, instrumentId, venueId } from "./ids.ts";
import { SignedOrder } from "./order.ts";

/** The authority of one leg: a signed order, or the account's mandate to the reporting venue. */
export const Authority = tagged("Authority", {
  Order: [1, SignedOrder],
  /** The account's mandate to the reporting venue. */
  Mandate: [2, struct("MandateAuthority", { accountId })],
});
export type Authority = ValueOf<typeof Authority>;

/**
 * One matched trade. `reference` begins with the time of the match (see `tradeReference`). `group` 0 stands alone; trades sharing another
 * number in one report are all-or-nothing (NOV-007).
 */
export const TradeReport = struct("TradeReport", {
  reference: bytes32,
  instrumentId,
  priceTicks: ticks,
  lots,
  buyer: Authority,
  seller: Authority,
  group: u16,
});
export type TradeReport = ValueOf<typeof TradeReport>;

/** A venue's matched trades, each judged on its own (NOV). */
export const ReportTrades = struct("ReportTrades", { venueId, trades: list(TradeReport, 256) });
