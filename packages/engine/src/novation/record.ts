/**
 * What every novated trade leaves behind beside balances and positions: used authority, fees, its reference.
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import { absOf, atoms, lots } from "@novate/num";
import { isSameOwner } from "../ledger/owner.ts";
import { mandateKey, sessionKey } from "../state/keys.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";

type TradeEvent = EventOf<"PositionNovated"> | EventOf<"DeliverySettled">;

export function recordTrade(state: WritableState, event: TradeEvent): void {
  const { venueId, reference, bodyHash, instrumentId, forgetAtMs } = event;
  const { height } = houseOf(state);
  const { segmentId } = mustGet(state.instruments, instrumentId);
  for (const leg of [event.buyer, event.seller]) recordAuthority(state, venueId, leg);
  recordPrint(state, event);
  const venue = mustGet(state.venues, venueId);
  state.venues.put({ ...venue, feesAtoms: atoms(venue.feesAtoms + event.venueFeeAtoms) });
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, feesAtoms: atoms(segment.feesAtoms + event.clearingFeeAtoms) });
  state.trades.put({ venueId, reference, bodyHash, height, forgetAtMs });
}

/** Far from what a row can hold, and far above what is traded between two marks. */
const MOST_PRINTED = { lots: 2n ** 60n, ticks: 2n ** 120n } as const;

/** Counts the trade toward the next mark, unless one owner traded with itself (ORCL-082). */
function recordPrint(state: WritableState, { instrumentId, lots: size, priceTicks, buyer, seller }: TradeEvent): void {
  if (isSameOwner(mustGet(state.accounts, buyer.accountId), mustGet(state.accounts, seller.accountId))) return;
  const market = mustGet(state.markets, instrumentId);
  const printedTicks = market.printedTicks + size * priceTicks;
  const printedLots = lots(market.printedLots + size);
  if (printedLots > MOST_PRINTED.lots || absOf(printedTicks) > MOST_PRINTED.ticks) return;
  state.markets.put({ ...market, printedLots, printedTicks });
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
