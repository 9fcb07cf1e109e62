/**
 * Goal: an owner that owes does not put off its debt by which of its accounts has the cash, or by how many it has.
 * Method: cash that runs from turn to turn; accounts that are opened each hour; an account without anything that would be closed.
 */
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { closeIfIdle } from "../account/closeAccount.ts";
import { exitDebtKey } from "../state/keys.ts";
import { address, BTC, USDC, usdc } from "../testing/testMarket.ts";
import { COINS, sold } from "./debtor.fixture.ts";
import { settled } from "./exit.fixture.ts";

const transfer = (sourceAccountId: number, targetAccountId: number, assetId: number, amountAtoms = atoms(1_000_000n)) =>
  ({ type: "TransferCollateral", sourceAccountId, targetAccountId, assetId, amountAtoms }) as const;

test("EXIT-136 cash of an owner that owes moves to an account that owes, and to no other", () => {
  let third = 0;
  const { house, alice, second, by, has } = sold((early) => {
    third = early.openAccount(address(1));
  });
  expect(by(transfer(second, third, USDC))).toBe("ExitOwed");
  expect(by(transfer(second, alice, USDC))).toBe("accepted");
  expect([has(third), has(second)]).toEqual([0n, usdc(499_999)]);
  settled(house, 1);
  house.deposit(second, USDC, usdc(5));
  expect(by(transfer(second, third, USDC))).toBe("accepted");
});

test("EXIT-135 accounts that are opened each hour take no turn from those that have the cash", () => {
  const others: number[] = [];
  const { house, second, owed, has } = sold((early, _, second) => {
    early.moveCash(second, 4, usdc(500_000));
    for (let n = 0; n < 40; n++) others.push(early.openAccount(address(1)));
  });
  house.deposit(second, USDC, usdc(500_000)); // the oldest of them all
  for (let hour = 0; hour < 4; hour++) {
    for (let n = 0; n < 16; n++) house.openAccount(address(1));
    settled(house, 1);
  }
  expect([has(second), owed()]).toEqual([0n, 0n]);
});

test("EXIT-135 each of many accounts is asked once before any is asked again", () => {
  const others: number[] = [];
  const { house, alice, has } = sold((early, _, second) => {
    early.moveCash(second, 4, usdc(500_000));
    for (let n = 0; n < 60; n++) others.push(early.openAccount(address(1)));
  });
  for (const id of others) house.deposit(id, USDC, usdc(1));
  const asked = Array.from({ length: 4 }, () => {
    const before = others.filter((id) => has(id) > 0n);
    settled(house, 1);
    return before.filter((id) => has(id) === 0n).length;
  });
  expect(asked).toEqual([16, 16, 16, 12]);
  expect(house.state.exitDebts.get(exitDebtKey(alice, BTC))).toMatchObject({ payerCursor: 0 });
});

test("EXIT-138 an account that owes is not closed while its owner has another one, and is once it has none", () => {
  const { house, alice, second } = sold((early, id, other) => {
    early.moveCash(id, 4, usdc(500_000));
    early.moveCash(other, 4, usdc(500_000));
  });
  const idle = (id: number) => {
    const account = house.account(id);
    return closeIfIdle(house.house, account);
  };
  for (let times = 0; times < 2; times++) {
    idle(alice);
    house.openBlock(house.timeMs + 4_000 * DAY_MS);
  }
  expect(house.state.accounts.has(alice)).toBe(true);
  expect(house.state.exitDebts.get(exitDebtKey(alice, BTC))?.lackAtoms).toBe(COINS);
  idle(second);
  house.openBlock(house.timeMs + 4_000 * DAY_MS);
  idle(second);
  idle(alice);
  house.openBlock(house.timeMs + 4_000 * DAY_MS);
  idle(alice);
  expect([house.state.accounts.has(second), house.state.accounts.has(alice)]).toEqual([false, false]);
  expect(house.state.exitDebts.size).toBe(0);
});

test("EXIT-135 accounts that have nothing take no turn, however many they are", () => {
  const { house, second, owed, has } = sold((early) => {
    for (let n = 0; n < 300; n++) early.openAccount(address(1));
  });
  expect(has(second)).toBe(usdc(500_000));
  settled(house, 1);
  expect([has(second), owed()]).toEqual([0n, 0n]);
});
