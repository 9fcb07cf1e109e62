/** Goal: every outcome of OpenAccount. Method: one faulty command, repaired fault by fault in order of precedence. */
import { AccountRole, AccountStatus, MarginMethod } from "@novate/codec";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, keySigner, ownerSigner, SEGMENT } from "../testing/testMarket.ts";

test("ACC-001 ACC-013 OpenAccount: outcomes in order of precedence", () => {
  const house = createTestHouse();
  const open = (segmentId: number, method: number, signer = ownerSigner(address(1))) =>
    house.outcome({ type: "OpenAccount", segmentId, method }, signer);
  expect(open(9, 9, keySigner(1))).toBe("OwnerRequired");
  expect(open(9, 9)).toBe("SegmentUnknown");
  expect(open(SEGMENT, MarginMethod.pooled)).toBe("MarginMethodUnknown");
  expect(open(SEGMENT, MarginMethod.cross)).toBe("accepted");
  expect(house.account(1)).toEqual({
    accountId: 1,
    owner: address(1),
    ownerChain: 0,
    segmentId: SEGMENT,
    method: MarginMethod.cross,
    role: AccountRole.trader,
    status: AccountStatus.active,
    openedAtMs: house.timeMs,
    paidCycleMs: 0,
    voidedToMs: 0,
    voidOrders: 0,
    keys: 0,
    withdrawals: 0,
    emptySinceMs: 0,
    balances: [],
    positions: [],
  });
});

test("ACC-001 SEG-002 an owner opens any number of accounts, each of one segment", () => {
  const house = createTestHouse();
  for (const method of [MarginMethod.isolated, MarginMethod.cross, MarginMethod.portfolio]) {
    house.openAccount(address(1), undefined, method);
  }
  house.openAccount(address(2));
  expect(house.house.derived.owners.accountsOf(address(1))).toEqual([1, 2, 3]);
  expect(house.house.derived.owners.accountsOf(address(2))).toEqual([4]);
  expect([...house.state.accounts.values()].every((account) => account.segmentId === SEGMENT)).toBe(true);
});
