/** Goal: nobody keeps a relayer from the others by rows that cannot be paid. Method: dust before money, in two tokens. */
import { expect, test } from "vitest";
import { payOrder, type Refusals, rowName } from "./payOrder.ts";

const row = (nonce: bigint, token: string, amount: bigint) =>
  ({ nonce, token: `0x${token}`, recipient: "0xbad", amount, lane: "main", cumulative: 0n }) as const;

test("the largest of each token comes first, and dust last, however early it was released", () => {
  const dust = Array.from({ length: 1_000 }, (_, n) => row(BigInt(n + 1), "a1", 1n));
  const ordered = payOrder([
    ...dust,
    row(2_001n, "a1", 5_000n),
    row(2_002n, "b2", 7n),
    row(2_003n, "b2", 9n),
    row(2_004n, "a1", 6_000n),
  ]);
  expect(ordered.slice(0, 5).map(({ nonce }) => nonce)).toEqual([2_004n, 2_003n, 2_001n, 2_002n, 1n]);
  expect(ordered).toHaveLength(1_004);
  expect(payOrder([])).toEqual([]);
});

test("what the vault refused comes behind what it did not, so that a crowd of large rows starves nobody", () => {
  const barred = Array.from({ length: 300 }, (_, n) => row(BigInt(n + 1), "a1", 1_000n));
  const rows = [...barred, row(301n, "a1", 10n), row(302n, "a1", 9n)];
  const refusals: Refusals = new Map();
  const paid = new Set<bigint>();
  for (let look = 0; look < 2; look++)
    for (const one of payOrder(rows, refusals).slice(0, 256))
      if (one.amount < 1_000n) paid.add(one.nonce);
      else refusals.set(rowName(one), (refusals.get(rowName(one)) ?? 0) + 1);
  expect([...paid]).toEqual([301n, 302n]);
  expect(payOrder(rows, refusals)[0]!.nonce).toBe(301n); // it would be, were it owed still
});
