/**
 * The order-book venue: a book for each listed instrument, one counter of orders, one stream of matches.
 *
 * @module
 */

import type { Lots } from "@novate/num";
import { assert } from "@novate/stdx";
import type { ClearingAnswer, Match, Venue } from "../types.ts";
import { createUnanswered } from "../unanswered.ts";
import { type NewOrder, OrderBook, type Submitted } from "./orderBook.ts";

export type VenueSubmitted = Submitted | { readonly refused: "InstrumentUnknown" };

export class OrderBookVenue<Authority> implements Venue<Authority> {
  readonly venueId: number;
  readonly #books = new Map<number, OrderBook<Authority>>();
  readonly #unanswered = createUnanswered<Authority>();
  #nextOrderId = 1;

  constructor(venueId: number, instrumentIds: readonly number[]) {
    this.venueId = venueId;
    for (const instrumentId of instrumentIds) this.list(instrumentId);
  }

  /** Opens a book for an instrument. */
  list(instrumentId: number): void {
    assert(!this.#books.has(instrumentId), "orderBookVenue: listed twice");
    this.#books.set(instrumentId, new OrderBook(instrumentId, (match) => this.#unanswered.record(match)));
  }

  submit(instrumentId: number, order: NewOrder<Authority>): VenueSubmitted {
    const book = this.#books.get(instrumentId);
    if (book === undefined) return { refused: "InstrumentUnknown" };
    const orderId = this.#nextOrderId;
    this.#nextOrderId += 1;
    return book.submit(orderId, order);
  }

  /** Removes a resting order and answers the lots it still had. */
  cancel(instrumentId: number, orderId: number): Lots {
    return this.#books.get(instrumentId)?.cancel(orderId) ?? (0n as Lots);
  }

  /** Removes what an owner has resting in one instrument, or in all. */
  cancelOwner(owner: number, instrumentId?: number): Lots {
    if (instrumentId !== undefined) return this.#books.get(instrumentId)?.cancelOwner(owner) ?? (0n as Lots);
    let total = 0n;
    for (const book of this.#books.values()) total += book.cancelOwner(owner);
    return total as Lots;
  }

  /** The book of an instrument, to read prices and depth from. */
  book(instrumentId: number): Pick<OrderBook<Authority>, "best" | "depth" | "lastPrice"> | undefined {
    return this.#books.get(instrumentId);
  }

  takeMatches(): Match<Authority>[] {
    return this.#unanswered.take();
  }

  answer(matchId: number, answer: ClearingAnswer): void {
    for (const owner of this.#unanswered.faultyOwners(matchId, answer)) this.cancelOwner(owner);
  }
}
