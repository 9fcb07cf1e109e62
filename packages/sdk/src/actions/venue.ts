/**
 * What a venue does: reports its matches.
 *
 * @module
 */
import { type SignedOrder, type TradeReport, tradeReference } from "@novate/codec";
import { NO_GROUP } from "../constants.ts";
import type { Plain } from "./plain.ts";
import { createSender, type SenderOptions } from "./sender.ts";

/** One side: an order that its owner signed, or the account that gave the venue a mandate. */
export type MatchSide = SignedOrder | { readonly mandateOf: number };

/** A match. `reference` is made of the time of the match and a number of the venue's own: `serial` and `matchedAtMs`, or itself. */
export interface Match {
  readonly instrumentId: number;
  readonly priceTicks: bigint;
  readonly lots: bigint;
  readonly buyer: MatchSide;
  readonly seller: MatchSide;
  /** A number that the venue gives to no other match of this millisecond. */
  readonly serial: bigint;
  /** When they met, in milliseconds since 1970; the node's time unless given. Give it where a report may be sent again. */
  readonly matchedAtMs?: number;
  /** Matches of one report that share a number clear together or not at all; alone unless given. */
  readonly group?: number;
}

/**
 * The actions of one venue's key.
 *
 * @example
 * const venue = createVenue({ client: novate, key: createEd25519Key(secret), venueId: 1 });
 * const bid = await createMember({ client: novate, key: createOwnerKey(secret) }).signOrder({
 *   accountId: 1, venueId: 1, instrumentId: 1, side: Side.buy, lots: 10n, limitPriceTicks: 1_000_000n, maxFeePpm: 1_000n,
 * });
 * const match = { serial: 1n, instrumentId: 1, priceTicks: 1_000_000n, lots: 10n, buyer: bid, seller: { mandateOf: 2 } };
 * const reported = await venue.reportTrades([match]).catch(({ code }) => code);
 * console.log(reported); // RoleMissing: the key is no venue's
 */
export function createVenue({ venueId, ...options }: SenderOptions & { readonly venueId: number }) {
  const sender = createSender(options);
  return {
    ...sender,
    venueId,
    /** Reports matches, up to 256. The outcome of each is in the result: one refused trade does not refuse the others. */
    reportTrades: async (matches: readonly Match[]) => {
      const nowMs = await sender.nowMs();
      const trades = matches.map((match) => reportOf(match, nowMs));
      return sender.send({ type: "ReportTrades", venueId, trades });
    },
  };
}

export type Venue = ReturnType<typeof createVenue>;

function reportOf(match: Match, nowMs: number): Plain<TradeReport> {
  const { serial, matchedAtMs = nowMs, group = NO_GROUP, buyer, seller, ...terms } = match;
  const reference = tradeReference(matchedAtMs, serial);
  return { ...terms, reference, group, buyer: authorityOf(buyer), seller: authorityOf(seller) };
}

const authorityOf = (side: MatchSide): Plain<TradeReport["buyer"]> =>
  "mandateOf" in side ? { type: "Mandate", accountId: side.mandateOf } : { type: "Order", ...side };
