/**
 * Orders and trade reports for tests.
 *
 * @module
 */
import {
  type Authority,
  type CommandOf,
  Side,
  type SignedOrder,
  type TradeReport,
  tradeReference,
} from "@novate/codec";
import { atoms, HOUR_MS, lots, ppm, type Ticks } from "@novate/num";
import { mustGet, type StateView } from "../state/state.ts";
import { BTC_PERP, ownerSigner, VENUE } from "./testMarket.ts";

let nextSalt = 1n;

/** A test house, or an engine with its clock: what an order is made against. */
interface Venue {
  readonly state: StateView;
  readonly timeMs: number;
}

/** A signed order of the account's owner, good for the trade that a test is about to report. */
export function orderOf(
  test: Venue,
  accountId: number,
  side: number,
  size: bigint,
  limitPriceTicks: Ticks,
  overrides: Partial<SignedOrder["order"]> = {},
): Extract<Authority, { type: "Order" }> {
  const { owner } = mustGet(test.state.accounts, accountId);
  return {
    type: "Order",
    order: {
      accountId,
      venueId: VENUE,
      instrumentId: BTC_PERP,
      side,
      lots: lots(size),
      limitPriceTicks,
      maxFeePpm: ppm(1_000n),
      minEquityAfterAtoms: atoms(0n),
      reduceOnly: false,
      expiresAtMs: test.timeMs + HOUR_MS,
      salt: nextSalt++,
      ...overrides,
    },
    signer: ownerSigner(owner),
    signature: `0x${"00".repeat(65)}`,
  };
}

/** A trade of BTC-PERP between two accounts, each side signed for exactly that. */
export function tradeOf(
  test: Venue,
  buyerId: number,
  sellerId: number,
  size: bigint,
  priceTicks: Ticks,
  overrides: Partial<TradeReport> = {},
): TradeReport {
  return {
    reference: tradeReference(test.timeMs, nextSalt++),
    instrumentId: BTC_PERP,
    priceTicks,
    lots: lots(size),
    buyer: orderOf(test, buyerId, Side.buy, size, priceTicks),
    seller: orderOf(test, sellerId, Side.sell, size, priceTicks),
    group: 0,
    ...overrides,
  };
}

export const reportOf = (...trades: readonly TradeReport[]): CommandOf<"ReportTrades"> => ({
  type: "ReportTrades",
  venueId: VENUE,
  trades,
});

/** A publisher's word on one feed, now. */
export const observationOf = (
  test: Pick<Venue, "timeMs">,
  feedId: number,
  dollars: number,
  publisherId = 1,
): CommandOf<"SubmitObservations"> => ({
  type: "SubmitObservations",
  publisherId,
  observations: [
    { feedId, value: BigInt(Math.round(dollars * 1e8)), confidence: 0n, publishedAtMs: test.timeMs + 1_000 },
  ],
  surfaces: [],
});

/** One publisher's words on several feeds, all of this instant. */
export const wordsAt = (
  test: Pick<Venue, "timeMs">,
  publishedAtMs: number,
  prices: readonly (readonly [feedId: number, dollars: number])[],
) =>
  prices.flatMap(([feedId, dollars]) =>
    observationOf(test, feedId, dollars).observations.map((word) => ({ ...word, publishedAtMs })),
  );
