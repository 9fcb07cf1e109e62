/** Goal: an account's withdrawals are found without the outbox. Method: rows come, change and go; the index against a walk of them. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, USDC, usdc } from "../testing/testMarket.ts";
import { askToWithdraw } from "../testing/withdrawals.ts";

test("INV-010 each account's withdrawals, oldest first, as long as they have a row", () => {
  const house = createTestHouse();
  const ids = [1, 2].map((n) => house.openAccount(address(n), usdc(1_000)));
  for (const accountId of [ids[1]!, ids[0]!, ids[1]!, ids[1]!]) askToWithdraw(house, accountId, USDC, usdc(10));
  const { outboxes } = house.house.derived;
  expect(ids.map((id) => outboxes.withdrawalsOf(id))).toEqual([[2], [1, 3, 4]]);
  const row = mustGet(house.state.outbox, 3);
  house.state.outbox.put({ ...row, grantedAtoms: atoms(1n) });
  house.state.outbox.delete(1);
  house.state.outbox.delete(2);
  expect(ids.map((id) => outboxes.withdrawalsOf(id))).toEqual([[], [3, 4]]);
});
