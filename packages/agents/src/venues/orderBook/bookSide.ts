/**
 * One side of an order book: price levels in order, and at each price a queue in order of arrival.
 *
 * @module
 */

import type { Lots, Ticks } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Side } from "../types.ts";

/** An order that rests. `lots` is what is left of it; the links are its neighbours at the same price. */
export interface RestingOrder<Authority> {
  readonly orderId: number;
  readonly owner: number;
  readonly side: Side;
  readonly priceTicks: Ticks;
  readonly authority: Authority;
  lots: Lots;
  earlier: RestingOrder<Authority> | undefined;
  later: RestingOrder<Authority> | undefined;
}

/** All orders at one price, oldest first. */
interface Level<Authority> {
  readonly priceTicks: Ticks;
  oldest: RestingOrder<Authority> | undefined;
  newest: RestingOrder<Authority> | undefined;
  lots: bigint;
}

export interface DepthLevel {
  readonly priceTicks: Ticks;
  readonly lots: Lots;
}

export class BookSide<Authority> {
  readonly side: Side;
  /** Best price last, so that taking it is a pop. */
  readonly #levels: Level<Authority>[] = [];

  constructor(side: Side) {
    this.side = side;
  }

  /** The order that trades next: the oldest at the best price. */
  best(): RestingOrder<Authority> | undefined {
    return this.#levels.at(-1)?.oldest;
  }

  /** Whether `left` is a strictly better price than `right` for whoever takes from this side. */
  isBetter(left: Ticks, right: Ticks): boolean {
    return this.side === "buy" ? left > right : left < right;
  }

  /** Work: a binary search over the levels, and a shift of the levels better than a new one. */
  add(order: RestingOrder<Authority>): void {
    const index = this.#indexOf(order.priceTicks);
    let level = this.#levels[index];
    if (level === undefined || level.priceTicks !== order.priceTicks) {
      level = { priceTicks: order.priceTicks, oldest: undefined, newest: undefined, lots: 0n };
      this.#levels.splice(index, 0, level);
    }
    order.earlier = level.newest;
    order.later = undefined;
    if (level.newest === undefined) level.oldest = order;
    else level.newest.later = order;
    level.newest = order;
    level.lots += order.lots;
  }

  /** Takes `lots` off an order that rests here; an order left with nothing leaves the book. */
  reduce(order: RestingOrder<Authority>, lots: Lots): void {
    const index = this.#indexOf(order.priceTicks);
    const level = this.#levels[index];
    assert(level !== undefined && level.priceTicks === order.priceTicks, "bookSide: the order rests at no level");
    assert(lots > 0n && lots <= order.lots, "bookSide: reduced by more than is left");
    order.lots = (order.lots - lots) as Lots;
    level.lots -= lots;
    if (order.lots > 0n) return;
    if (order.earlier === undefined) level.oldest = order.later;
    else order.earlier.later = order.later;
    if (order.later === undefined) level.newest = order.earlier;
    else order.later.earlier = order.earlier;
    if (level.oldest === undefined) this.#levels.splice(index, 1);
  }

  /** The best `count` levels, best first. */
  depth(count: number): DepthLevel[] {
    return this.#levels
      .slice(Math.max(0, this.#levels.length - count))
      .reverse()
      .map((level) => ({ priceTicks: level.priceTicks, lots: level.lots as Lots }));
  }

  /** The position of a price among the levels, or where its level would stand. */
  #indexOf(priceTicks: Ticks): number {
    let low = 0;
    let high = this.#levels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBetter(priceTicks, this.#levels[middle]!.priceTicks)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
