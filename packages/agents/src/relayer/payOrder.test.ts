/** Goal: nobody keeps a relayer from the others by rows that cannot be paid. Method: dust before money, in two tokens. */
import { expect, test } from "vitest";
import { payOrder } from "./payOrder.ts";

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
