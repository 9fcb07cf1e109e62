/**
 * A limit order book of one instrument: price first, then time of arrival.
 *
 * An order trades against the best opposite prices it can reach, oldest first, at the resting price; what is left rests
 * or lapses. An owner never trades with itself: its resting order in the way is cancelled and the incoming one goes on.
 *
 * @module
 */
import { type Lots, minOf, type Ticks } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Match, Side } from "../types.ts";
import { BookSide, type DepthLevel, type RestingOrder } from "./bookSide.ts";

/** `rest` waits in the book, `immediate` lapses after matching, `postOnly` is refused where it would match. */
export type TimeInForce = "rest" | "immediate" | "postOnly";

export interface NewOrder<Authority> {
  readonly owner: number;
  readonly side: Side;
  readonly lots: Lots;
  /** The worst price it takes; `undefined` is a market order, which must be `immediate`. */
  readonly limitTicks: Ticks | undefined;
  readonly timeInForce: TimeInForce;
  readonly authority: Authority;
}

/** In order of precedence. */
export type OrderRefusal = "LotsNotPositive" | "PriceNotPositive" | "MarketOrderRests" | "PostOnlyWouldMatch";

/** The outcome of an order: filled + resting + lapsed = its lots. */
export type Submitted =
  | { readonly refused: OrderRefusal }
  | {
      readonly orderId: number;
      readonly filledLots: Lots;
      readonly restingLots: Lots;
      readonly lapsedLots: Lots;
      /** What the owner's own resting orders lost because they stood in the way. */
      readonly selfCancelledLots: Lots;
    };

export interface BestPrices {
  readonly bidTicks: Ticks | undefined;
  readonly askTicks: Ticks | undefined;
}

type MatchSink<Authority> = (match: Omit<Match<Authority>, "matchId">) => void;

export class OrderBook<Authority> {
  readonly instrumentId: number;
  readonly #buys = new BookSide<Authority>("buy");
  readonly #sells = new BookSide<Authority>("sell");
  readonly #orders = new Map<number, RestingOrder<Authority>>();
  readonly #ordersByOwner = new Map<number, Set<number>>();
  readonly #onMatch: MatchSink<Authority>;
  #lastPriceTicks: Ticks | undefined;

  /** `onMatch` is called for each match, in order, before `submit` returns. */
  constructor(instrumentId: number, onMatch: MatchSink<Authority>) {
    this.instrumentId = instrumentId;
    this.#onMatch = onMatch;
  }

  /** `orderId` must rise from call to call: it is the time priority. */
  submit(orderId: number, order: NewOrder<Authority>): Submitted {
    const refused = this.#refusalOf(order);
    if (refused !== undefined) return { refused };
    const { left, selfCancelled } = this.#match(orderId, order);
    const rests = left > 0n && order.timeInForce !== "immediate";
    if (rests) this.#rest(orderId, order, left as Lots);
    return {
      orderId,
      filledLots: (order.lots - left) as Lots,
      restingLots: (rests ? left : 0n) as Lots,
      lapsedLots: (rests ? 0n : left) as Lots,
      selfCancelledLots: selfCancelled as Lots,
    };
  }

  /** Removes a resting order and answers the lots it still had, zero if it does not rest here. */
  cancel(orderId: number): Lots {
    const order = this.#orders.get(orderId);
    if (order === undefined) return 0n as Lots;
    const left = order.lots;
    this.#take(order, left);
    return left;
  }

  /** Removes everything that an owner has resting and answers the lots. */
  cancelOwner(owner: number): Lots {
    let total = 0n;
    for (const orderId of [...(this.#ordersByOwner.get(owner) ?? [])]) total += this.cancel(orderId);
    return total as Lots;
  }

  best(): BestPrices {
    return { bidTicks: this.#buys.best()?.priceTicks, askTicks: this.#sells.best()?.priceTicks };
  }

  /** The best `count` price levels of a side, best first. */
  depth(side: Side, count: number): DepthLevel[] {
    return this.#sideOf(side).depth(count);
  }

  /** The price of the last match, `undefined` before the first. */
  lastPrice(): Ticks | undefined {
    return this.#lastPriceTicks;
  }

  #refusalOf(order: NewOrder<Authority>): OrderRefusal | undefined {
    const { limitTicks } = order;
    if (order.lots <= 0n) return "LotsNotPositive";
    if (limitTicks !== undefined && limitTicks <= 0n) return "PriceNotPositive";
    if (limitTicks === undefined && order.timeInForce !== "immediate") return "MarketOrderRests";
    const opposite = this.#sideOf(order.side === "buy" ? "sell" : "buy");
    const best = opposite.best();
    const reaches = best !== undefined && limitTicks !== undefined && !opposite.isBetter(limitTicks, best.priceTicks);
    if (order.timeInForce === "postOnly" && reaches) return "PostOnlyWouldMatch";
    return undefined;
  }

  #match(orderId: number, order: NewOrder<Authority>): { left: bigint; selfCancelled: bigint } {
    const opposite = this.#sideOf(order.side === "buy" ? "sell" : "buy");
    let left: bigint = order.lots;
    let selfCancelled = 0n;
    while (left > 0n) {
      const resting = opposite.best();
      if (resting === undefined) break;
      if (order.limitTicks !== undefined && opposite.isBetter(order.limitTicks, resting.priceTicks)) break;
      if (resting.owner === order.owner) {
        selfCancelled += this.cancel(resting.orderId);
        continue;
      }
      const lots = minOf(left, resting.lots) as Lots;
      left -= lots;
      this.#take(resting, lots);
      this.#lastPriceTicks = resting.priceTicks;
      const { side, owner, authority } = order;
      this.#onMatch({
        instrumentId: this.instrumentId,
        priceTicks: resting.priceTicks,
        lots,
        makerOrder: {
          orderId: resting.orderId,
          owner: resting.owner,
          side: resting.side,
          authority: resting.authority,
        },
        takerOrder: { orderId, owner, side, authority },
      });
    }
    return { left, selfCancelled };
  }

  #rest(orderId: number, order: NewOrder<Authority>, lots: Lots): void {
    assert(!this.#orders.has(orderId), "orderBook: an order id came twice");
    const { owner, side, authority, limitTicks } = order;
    assert(limitTicks !== undefined, "orderBook: a market order rests");
    const resting = {
      orderId,
      owner,
      side,
      authority,
      priceTicks: limitTicks,
      lots,
      earlier: undefined,
      later: undefined,
    };
    this.#sideOf(side).add(resting);
    this.#orders.set(orderId, resting);
    const owned = this.#ordersByOwner.get(owner);
    if (owned === undefined) this.#ordersByOwner.set(owner, new Set([orderId]));
    else owned.add(orderId);
  }

  #take(order: RestingOrder<Authority>, lots: Lots): void {
    this.#sideOf(order.side).reduce(order, lots);
    if (order.lots > 0n) return;
    this.#orders.delete(order.orderId);
    const owned = this.#ordersByOwner.get(order.owner);
    owned?.delete(order.orderId);
    if (owned?.size === 0) this.#ordersByOwner.delete(order.owner);
  }

  #sideOf(side: Side): BookSide<Authority> {
    return side === "buy" ? this.#buys : this.#sells;
  }
}
