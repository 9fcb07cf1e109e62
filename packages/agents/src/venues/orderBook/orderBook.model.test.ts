/**
 * Goal: price-time priority, conservation of quantity and a book that is never crossed, over any history.
 * Method: seeded histories against a naive twin that keeps one unsorted list and scans it for every single match.
 */
import { type Lots, lots, type Ticks, ticks } from "@novate/num";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type NewOrder, OrderBook, type Submitted, type TimeInForce } from "./orderBook.ts";

interface TwinOrder {
  readonly orderId: number;
  readonly owner: number;
  readonly isBuy: boolean;
  readonly price: bigint;
  lots: bigint;
}
type Fill = readonly [maker: number, taker: number, price: bigint, lots: bigint];

/** As slow and as plain as can be. */
class NaiveBook {
  orders: TwinOrder[] = [];
  fills: Fill[] = [];

  submit(orderId: number, order: NewOrder<null>): string | undefined {
    const isBuy = order.side === "buy";
    const crosses = (one: TwinOrder): boolean =>
      one.isBuy !== isBuy &&
      (order.limitTicks === undefined || (isBuy ? one.price <= order.limitTicks : one.price >= order.limitTicks));
    if (order.timeInForce === "postOnly" && this.orders.some(crosses)) return "PostOnlyWouldMatch";
    let left: bigint = order.lots;
    for (;;) {
      let next: TwinOrder | undefined;
      for (const one of this.orders.filter(crosses)) {
        const isCheaper = next !== undefined && (isBuy ? one.price < next.price : one.price > next.price);
        if (next === undefined || isCheaper || (one.price === next.price && one.orderId < next.orderId)) next = one;
      }
      if (next === undefined || left === 0n) break;
      if (next.owner !== order.owner) {
        const filled = left < next.lots ? left : next.lots;
        this.fills.push([next.orderId, orderId, next.price, filled]);
        left -= filled;
        next.lots -= filled;
      } else next.lots = 0n;
      this.orders = this.orders.filter((one) => one.lots > 0n);
    }
    if (left > 0n && order.timeInForce !== "immediate" && order.limitTicks !== undefined) {
      this.orders.push({ orderId, owner: order.owner, isBuy, price: order.limitTicks, lots: left });
    }
    return undefined;
  }
}

const orderArbitrary = fc.record({
  kind: fc.constant("submit" as const),
  owner: fc.integer({ min: 1, max: 4 }),
  side: fc.constantFrom("buy" as const, "sell" as const),
  lots: fc.bigInt({ min: 1n, max: 20n }).map(lots),
  limitTicks: fc.option(fc.bigInt({ min: 98n, max: 102n }).map(ticks), { nil: undefined, freq: 8 }),
  force: fc.constantFrom<TimeInForce>("rest", "rest", "immediate", "postOnly"),
});
const operationArbitrary = fc.oneof(
  { weight: 8, arbitrary: orderArbitrary },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("cancel" as const), orderId: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("cancelOwner" as const), owner: fc.integer({ min: 1, max: 4 }) }),
  },
);

function sumDepth(book: OrderBook<null>): bigint {
  return [...book.depth("buy", 99), ...book.depth("sell", 99)].reduce((sum, level) => sum + level.lots, 0n);
}

/** Lots that leave or enter the book otherwise than by matching. */
const conserved = (outcome: Submitted, offered: Lots): boolean =>
  "refused" in outcome || outcome.filledLots + outcome.restingLots + outcome.lapsedLots === offered;

it("matches like the naive twin", () => {
  fc.assert(
    fc.property(fc.array(operationArbitrary, { maxLength: 60 }), (operations) => {
      const fills: Fill[] = [];
      const book = new OrderBook<null>(1, (match) => {
        expect(match.makerOrder.owner).not.toBe(match.takerOrder.owner);
        fills.push([match.makerOrder.orderId, match.takerOrder.orderId, match.priceTicks, match.lots]);
      });
      const twin = new NaiveBook();
      let nextId = 1;
      for (const operation of operations) {
        if (operation.kind === "cancel") {
          const { orderId } = operation;
          const expected = twin.orders.find((one) => one.orderId === orderId)?.lots ?? 0n;
          expect(book.cancel(orderId)).toBe(expected);
          twin.orders = twin.orders.filter((one) => one.orderId !== orderId);
        } else if (operation.kind === "cancelOwner") {
          book.cancelOwner(operation.owner);
          twin.orders = twin.orders.filter((one) => one.owner !== operation.owner);
        } else {
          const { owner, side, limitTicks } = operation;
          const timeInForce = limitTicks === undefined ? "immediate" : operation.force;
          const order = { owner, side, lots: operation.lots, limitTicks, timeInForce, authority: null };
          const before = sumDepth(book);
          const outcome = book.submit(nextId, order);
          const refused = twin.submit(nextId, order);
          expect("refused" in outcome ? outcome.refused : undefined).toBe(refused);
          expect(conserved(outcome, operation.lots)).toBe(true);
          if (!("refused" in outcome)) {
            const removed = outcome.filledLots + outcome.selfCancelledLots;
            expect(sumDepth(book)).toBe(before - removed + outcome.restingLots);
          }
          nextId += 1;
        }
        expect(fills).toEqual(twin.fills);
        expect(sumDepth(book)).toBe(twin.orders.reduce((sum, one) => sum + one.lots, 0n));
        const { bidTicks, askTicks } = book.best();
        if (bidTicks !== undefined && askTicks !== undefined) expect<Ticks>(bidTicks).toBeLessThan(askTicks);
      }
    }),
    { numRuns: 400 },
  );
});
