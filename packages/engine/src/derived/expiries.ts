/**
 * Rows that the house may forget after a time: lapsed orders and trade references, as the events that remove them.
 *
 * @module
 */
import type { EventOf, OrderRow, TradeRow } from "@novate/codec";
import { MinHeap } from "@novate/stdx";
import { orderKey, tradeKey } from "../state/keys.ts";

export type Forgotten = EventOf<"OrderForgotten"> | EventOf<"TradeForgotten">;

interface Lapse {
  readonly atMs: number;
  readonly key: string;
  readonly event: Forgotten;
}

// A total order, so that the same rows lapse in the same order in every process.
const byTime = (left: Lapse, right: Lapse): number =>
  left.atMs - right.atMs || (left.key < right.key ? -1 : left.key > right.key ? 1 : 0);

export class Expiries {
  readonly #lapses = new MinHeap<Lapse>(byTime);

  followOrder(before: OrderRow | undefined, after: OrderRow | undefined): void {
    if (before !== undefined || after === undefined) return; // an order's expiry never moves
    const { accountId, digest, expiresAtMs } = after;
    this.#lapses.push({
      atMs: expiresAtMs,
      key: orderKey(accountId, digest),
      event: { type: "OrderForgotten", accountId, orderDigest: digest },
    });
  }

  followTrade(before: TradeRow | undefined, after: TradeRow | undefined): void {
    if (before !== undefined || after === undefined) return;
    const { venueId, reference, forgetAtMs } = after;
    const event: Forgotten = { type: "TradeForgotten", venueId, reference };
    this.#lapses.push({ atMs: forgetAtMs, key: tradeKey(venueId, reference), event });
  }

  /** Takes at most `limit` rows that have lapsed by `timeMs`, oldest first. */
  take(timeMs: number, limit: number): Forgotten[] {
    const events: Forgotten[] = [];
    while (events.length < limit) {
      const next = this.#lapses.peek();
      if (next === undefined || next.atMs > timeMs) break;
      events.push(next.event);
      this.#lapses.pop();
    }
    return events;
  }
}
