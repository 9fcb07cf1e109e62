/**
 * A request-for-quote desk: one asks, several dealers answer with two-sided quotes, the best price wins.
 *
 * Dealers see the instrument and the size, never the side. An award walks the quotes from the best price on, each up to
 * its size, as far as the requester's limit. **Tie rule**: at equal prices the earlier quote goes first, and a dealer
 * that replaces its quote goes to the back.
 *
 * @module
 */
import { type Lots, minOf, type Ticks } from "@novate/num";
import type { ClearingAnswer, Match, Side, Venue } from "../types.ts";
import { createUnanswered } from "../unanswered.ts";

export interface NewRequest<Authority> {
  readonly owner: number;
  readonly instrumentId: number;
  readonly side: Side;
  readonly lots: Lots;
  /** The worst price the requester takes; `undefined` takes any. */
  readonly limitTicks: Ticks | undefined;
  /** Dead from this instant on. */
  readonly expiresAtMs: number;
  readonly authority: Authority;
}

/** What a dealer would pay (bid) or ask for, up to `lots`. */
export interface QuoteSide<Authority> {
  readonly priceTicks: Ticks;
  readonly lots: Lots;
  readonly authority: Authority;
}

export interface NewQuote<Authority> {
  readonly dealer: number;
  readonly bid: QuoteSide<Authority> | undefined;
  readonly ask: QuoteSide<Authority> | undefined;
  readonly expiresAtMs: number;
}

/** What dealers see of a request. */
export interface OpenRequest {
  readonly requestId: number;
  readonly instrumentId: number;
  readonly lots: Lots;
  readonly expiresAtMs: number;
}

/** Each list in order of precedence. */
export type RequestRefusal = "LotsNotPositive" | "PriceNotPositive" | "AlreadyExpired";
export type QuoteRefusal =
  | "RequestUnknown"
  | "RequestExpired"
  | "DealerIsRequester"
  | "QuoteEmpty"
  | "LotsNotPositive"
  | "PriceNotPositive"
  | "QuoteCrossed"
  | "AlreadyExpired";

export type Requested = { readonly refused: RequestRefusal } | { readonly requestId: number };
export type Quoted = { readonly refused: QuoteRefusal } | { readonly quoteId: number };
export type Awarded =
  | { readonly refused: "RequestUnknown" | "RequestExpired" }
  | { readonly filledLots: Lots; readonly unfilledLots: Lots };

interface Request<Authority> extends NewRequest<Authority> {
  readonly requestId: number;
  /** At most one a dealer, oldest first. */
  quotes: (NewQuote<Authority> & { readonly quoteId: number })[];
}

export class RfqDesk<Authority> implements Venue<Authority> {
  readonly venueId: number;
  readonly #requests = new Map<number, Request<Authority>>();
  readonly #unanswered = createUnanswered<Authority>();
  #nextId = 1;

  constructor(venueId: number) {
    this.venueId = venueId;
  }

  request(request: NewRequest<Authority>, nowMs: number): Requested {
    if (request.lots <= 0n) return { refused: "LotsNotPositive" };
    if (request.limitTicks !== undefined && request.limitTicks <= 0n) return { refused: "PriceNotPositive" };
    if (request.expiresAtMs <= nowMs) return { refused: "AlreadyExpired" };
    const requestId = this.#takeId();
    this.#requests.set(requestId, { ...request, requestId, quotes: [] });
    return { requestId };
  }

  /** Requests that dealers may quote on, oldest first. */
  openRequests(nowMs: number): OpenRequest[] {
    return [...this.#requests.values()]
      .filter((request) => request.expiresAtMs > nowMs)
      .map(({ requestId, instrumentId, lots, expiresAtMs }) => ({ requestId, instrumentId, lots, expiresAtMs }));
  }

  /** Takes a dealer's quote; it replaces the dealer's earlier one on the same request. */
  quote(requestId: number, quote: NewQuote<Authority>, nowMs: number): Quoted {
    const request = this.#requests.get(requestId);
    if (request === undefined) return { refused: "RequestUnknown" };
    if (request.expiresAtMs <= nowMs) return { refused: "RequestExpired" };
    if (request.owner === quote.dealer) return { refused: "DealerIsRequester" };
    const sides = [quote.bid, quote.ask].filter((side) => side !== undefined);
    if (sides.length === 0) return { refused: "QuoteEmpty" };
    if (sides.some((side) => side.lots <= 0n)) return { refused: "LotsNotPositive" };
    if (sides.some((side) => side.priceTicks <= 0n)) return { refused: "PriceNotPositive" };
    if (quote.bid !== undefined && quote.ask !== undefined && quote.bid.priceTicks > quote.ask.priceTicks) {
      return { refused: "QuoteCrossed" };
    }
    if (quote.expiresAtMs <= nowMs) return { refused: "AlreadyExpired" };
    const quoteId = this.#takeId();
    request.quotes = [...request.quotes.filter((one) => one.dealer !== quote.dealer), { ...quote, quoteId }];
    return { quoteId };
  }

  /** Closes a request on the best quotes alive at `nowMs`. Answers what was filled; the matches are reported. */
  award(requestId: number, nowMs: number): Awarded {
    const request = this.#requests.get(requestId);
    if (request === undefined) return { refused: "RequestUnknown" };
    this.#requests.delete(requestId);
    if (request.expiresAtMs <= nowMs) return { refused: "RequestExpired" };
    let left: bigint = request.lots;
    for (const { dealer, quoteId, offer } of rankedOffers(request, nowMs)) {
      if (left === 0n) break;
      const lots = minOf(left, offer.lots) as Lots;
      left -= lots;
      const { owner, side, instrumentId, authority } = request;
      this.#unanswered.record({
        instrumentId,
        priceTicks: offer.priceTicks,
        lots,
        makerOrder: {
          orderId: quoteId,
          owner: dealer,
          side: side === "buy" ? "sell" : "buy",
          authority: offer.authority,
        },
        takerOrder: { orderId: requestId, owner, side, authority },
      });
    }
    return { filledLots: (request.lots - left) as Lots, unfilledLots: left as Lots };
  }

  /** Forgets requests whose time is over, so that unawarded ones do not pile up. */
  expire(nowMs: number): void {
    for (const [requestId, request] of this.#requests) {
      if (request.expiresAtMs <= nowMs) this.#requests.delete(requestId);
    }
  }

  /** Withdraws every open request and every live quote of one owner. */
  cancelOwner(owner: number): void {
    for (const [requestId, request] of this.#requests) {
      if (request.owner === owner) this.#requests.delete(requestId);
      else request.quotes = request.quotes.filter((quote) => quote.dealer !== owner);
    }
  }

  takeMatches(): Match<Authority>[] {
    return this.#unanswered.take();
  }

  answer(matchId: number, answer: ClearingAnswer): void {
    for (const owner of this.#unanswered.faultyOwners(matchId, answer)) this.cancelOwner(owner);
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }
}

interface Offer<Authority> {
  readonly dealer: number;
  readonly quoteId: number;
  readonly offer: QuoteSide<Authority>;
}

/** The live quotes on the side that the requester needs, within its limit: best price first, then the earlier. */
function rankedOffers<Authority>(request: Request<Authority>, nowMs: number): Offer<Authority>[] {
  const { side, limitTicks } = request;
  const isWithinLimit = (price: Ticks): boolean =>
    limitTicks === undefined || (side === "buy" ? price <= limitTicks : price >= limitTicks);
  return request.quotes
    .filter((quote) => quote.expiresAtMs > nowMs)
    .flatMap(({ dealer, quoteId, bid, ask }) => {
      const offer = side === "buy" ? ask : bid;
      return offer === undefined || !isWithinLimit(offer.priceTicks) ? [] : [{ dealer, quoteId, offer }];
    })
    .sort((left, right) => {
      if (left.offer.priceTicks === right.offer.priceTicks) return left.quoteId - right.quoteId;
      return left.offer.priceTicks < right.offer.priceTicks === (side === "buy") ? -1 : 1;
    });
}
