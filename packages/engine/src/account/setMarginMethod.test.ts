/** Goal: every outcome of SetMarginMethod. Method: one faulty command, repaired fault by fault in order of precedence. */
import { AccountRole, AccountStatus, MarginMethod } from "@novate/codec";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, ownerSigner, perpLots, usdc } from "../testing/testMarket.ts";

const set = (accountId: number, method: number) => ({ type: "SetMarginMethod", accountId, method }) as const;

test("ACC-006 ACC-010 ACC-024 ACC-025 ACC-026 SetMarginMethod: outcomes in order of precedence", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(100));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(100), btcTicks(100_000)); // 10,000 dollars of notional
  const owner = ownerSigner(address(1));
  house.changeAccount(accountId, { role: AccountRole.backstop, status: AccountStatus.managed });

  expect(house.outcome(set(99, 9), ownerSigner(address(2)))).toBe("AccountUnknown");
  expect(house.outcome(set(accountId, 9), ownerSigner(address(2)))).toBe("NotAuthorised");
  expect(house.outcome(set(accountId, 9), owner)).toBe("BackstopRestricted");
  house.changeAccount(accountId, { role: AccountRole.trader });
  expect(house.outcome(set(accountId, MarginMethod.pooled), owner)).toBe("MarginMethodUnknown");
  expect(house.outcome(set(accountId, MarginMethod.isolated), owner)).toBe("AccountUnderManagement");
  house.changeAccount(accountId, { status: AccountStatus.active });
  expect(house.outcome(set(accountId, MarginMethod.isolated), owner)).toBe("InitialMarginBreached");
  expect(house.account(accountId).method).toBe(MarginMethod.cross);
  house.deposit(accountId, 1, usdc(10_000));
  expect(house.outcome(set(accountId, MarginMethod.isolated), owner)).toBe("accepted");
  expect(house.account(accountId).method).toBe(MarginMethod.isolated);
});
