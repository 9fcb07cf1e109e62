/** Goal: price, then time, and what a refusal leaves. Method: small books by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hex, Side, type SignedOrder } from "@novate/sdk";
import { Book } from "./book.ts";

let orders = 0;
/** An order with no more in it than a book looks at. */
function order(
  side: 0 | 1,
  lots: number,
  ticks: number,
  accountId: number,
  expiresAtMs = 1_000,
): [SignedOrder, Hex, number] {
  const terms = { side, lots: BigInt(lots), limitPriceTicks: BigInt(ticks), accountId, expiresAtMs };
  return [{ order: terms } as unknown as SignedOrder, `0x${(++orders).toString(16)}`, NOW_MS];
}
const NOW_MS = 500;
const sell = (lots: number, ticks: number, expiresAtMs?: number) => order(Side.sell, lots, ticks, 1, expiresAtMs);
const buy = (lots: number, ticks: number, expiresAtMs?: number) => order(Side.buy, lots, ticks, 2, expiresAtMs);

test("the best price trades first, at one price whoever came first, at the price that was there", () => {
  const book = new Book();
  const [late, early, dear] = [sell(5, 101), sell(5, 100), sell(5, 100)];
  for (const one of [late, early, dear]) assert.equal(book.take(...one).length, 0);
  const fills = book.take(...buy(12, 101));
  assert.deepEqual(
    fills.map(({ maker, priceTicks, lots }) => [maker.digest, priceTicks, lots]),
    [
      [early[1], 100n, 5n],
      [dear[1], 100n, 5n],
      [late[1], 101n, 2n],
    ],
  );
  assert.equal(book.best(Side.sell)?.left, 3n);
});

test("what is not filled rests, and no book is crossed", () => {
  const book = new Book();
  book.take(...sell(3, 100));
  book.take(...buy(5, 100));
  assert.equal(book.best(Side.sell), undefined);
  assert.equal(book.best(Side.buy)?.left, 2n);
  assert.equal(book.take(...sell(2, 101)).length, 0);
  assert.equal(book.take(...sell(2, 100)).length, 1);
});

test("a maker whose fill is void has its lots back, before those who came later", () => {
  const book = new Book();
  const [first, second] = [buy(4, 100), buy(4, 100)];
  for (const one of [first, second]) book.take(...one);
  const [fill] = book.take(...sell(4, 100));
  assert.equal(book.best(Side.buy)?.digest, second[1]);
  book.giveBack(fill!.maker, fill!.lots);
  assert.equal(book.best(Side.buy)?.digest, first[1]);
  assert.equal(book.best(Side.buy)?.left, 4n);
  assert.equal(book.remove(first[1]), true);
  assert.equal(book.remove(first[1]), false);
});

test("nobody trades with itself, nor with an order that has expired", () => {
  const book = new Book();
  book.take(...sell(4, 99, NOW_MS));
  book.take(...order(Side.sell, 4, 100, 2));
  book.take(...sell(4, 101));
  const fills = book.take(...buy(4, 101));
  assert.deepEqual(
    fills.map(({ priceTicks, lots }) => [priceTicks, lots]),
    [[101n, 4n]],
  );
  assert.equal(book.best(Side.sell), undefined);
});
