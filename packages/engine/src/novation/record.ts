/**
 * What every novated trade leaves behind beside balances and positions: used authority, fees, its reference.
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import { atoms } from "@novate/num";
import { mandateKey, sessionKey } from "../state/keys.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";

type TradeEvent = EventOf<"PositionNovated"> | EventOf<"DeliverySettled">;

export function recordTrade(state: WritableState, event: TradeEvent): void {
  const { venueId, reference, bodyHash, instrumentId, priceTicks, forgetAtMs } = event;
  const { height, timeMs } = houseOf(state);
  const { segmentId } = mustGet(state.instruments, instrumentId);
  for (const leg of [event.buyer, event.seller]) recordAuthority(state, venueId, leg);
  const market = mustGet(state.markets, instrumentId);
  state.markets.put({ ...market, venuePrice: { priceTicks, atMs: timeMs } });
  const venue = mustGet(state.venues, venueId);
  state.venues.put({ ...venue, feesAtoms: atoms(venue.feesAtoms + event.venueFeeAtoms) });
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, feesAtoms: atoms(segment.feesAtoms + event.clearingFeeAtoms) });
  state.trades.put({ venueId, reference, bodyHash, height, forgetAtMs });
}

/** Counts the fill against what authorised it: the order and the session key that signed it, or the mandate. */
function recordAuthority(state: WritableState, venueId: number, leg: TradeEvent["buyer"]): void {
  const { accountId, notionalAtoms, signer, orderDigest, filledAfterLots, orderExpiresAtMs } = leg;
  if (orderExpiresAtMs === 0) {
    const mandate = mustGet(state.mandates, mandateKey(accountId, venueId));
    state.mandates.put({ ...mandate, usedNotionalAtoms: atoms(mandate.usedNotionalAtoms + notionalAtoms) });
    return;
  }
  const order = {
    digest: orderDigest,
    accountId,
    filledLots: filledAfterLots,
    isVoid: false,
    expiresAtMs: orderExpiresAtMs,
  };
  state.orders.put(order);
  const key = state.keys.get(sessionKey(accountId, signer));
  if (key !== undefined) state.keys.put({ ...key, usedNotionalAtoms: atoms(key.usedNotionalAtoms + notionalAtoms) });
}
