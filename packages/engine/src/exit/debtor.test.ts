/**
 * Goal: who was paid too much by a vault in exit has no door left but to pay.
 * Method: coins sold after X, the proceeds put wherever a member can put cash; every command of a debtor's, and of its owner's other account.
 */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { address, BTC_PERP, btcTicks, ownerSigner, perpLots, USDC, usdc, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { sold } from "./debtor.fixture.ts";
import { settled } from "./exit.fixture.ts";

const withdraw = (accountId: number) =>
  ({ type: "WithdrawCollateral", accountId, assetId: USDC, amountAtoms: usdc(500_000), chainId: 1, recipient: address(1) }) as const; // biome-ignore format: one line

test("EXIT-130 EXIT-131 what the owner waits to withdraw is granted nothing, and pays with the cash of all its accounts", () => {
  const { house, alice, second, bob, has, owed, by, hours } = sold((early, ...ids) => {
    for (const id of ids) expect(early.outcome(withdraw(id), ownerSigner(address(1)))).toBe("accepted");
  });
  expect([has(alice), has(second)]).toEqual([0n, 0n]);
  hours(30);
  expect([...house.state.outbox.values()].map(({ grantedAtoms }) => grantedAtoms)).toEqual([0n, 0n]);
  expect(by(withdraw(alice))).toBe("ExitOwed");
  settled(house, 1);
  expect([has(alice), has(second), has(bob), owed()]).toEqual([0n, 0n, usdc(1_500_000), 0n]);
  expect(house.state.exitDebts.size).toBe(0);
});

test("EXIT-131 no more than is owed is taken of an owner's other account, and nothing that its margin needs", () => {
  const free = sold();
  free.house.deposit(free.second, USDC, usdc(100_000));
  settled(free.house, 1);
  expect([free.has(free.alice), free.has(free.second), free.owed()]).toEqual([0n, usdc(100_000), 0n]);
  const bound = sold((house, _, second) => house.novate(second, 4, BTC_PERP, perpLots(10_000), btcTicks(100_000)));
  bound.priced();
  settled(bound.house, 1);
  expect(bound.has(bound.second)).toBeGreaterThan(usdc(20_000));
  expect(bound.owed()).toBeGreaterThan(0n);
});

test("EXIT-132 who owes gives nothing to a fund, buys and risks nothing; what only reduces its positions goes on", () => {
  const { house, alice, carol, by, priced } = sold((early, id) => early.novate(id, 4, BTC_PERP, perpLots(10), btcTicks(100_000))); // biome-ignore format: one line
  house.openBlock();
  priced();
  const contribute = { type: "ContributeDefaultFund", accountId: alice, tranche: 0, amountAtoms: usdc(8_000) } as const;
  expect(by(contribute)).toBe("ExitOwed");
  house.house.takeEvents();
  const trade = (buyer: number, seller: number, size: bigint) => {
    house.must(reportOf(tradeOf(house, buyer, seller, size, btcTicks(100_000))), VENUE_SIGNER);
    return house.house.takeEvents().some(({ type }) => type === "PositionNovated");
  };
  expect([trade(alice, carol, 1n), trade(carol, alice, 1n)]).toEqual([false, true]);
});

test("EXIT-132 nor does any other account of the owner: its cash is not put where nothing can be taken from", () => {
  const { house, second, carol, by, owed, has, priced } = sold();
  house.deposit(second, USDC, usdc(400_000));
  house.openBlock();
  priced();
  const contribute = {
    type: "ContributeDefaultFund",
    accountId: second,
    tranche: 0,
    amountAtoms: usdc(8_000),
  } as const;
  expect([by(contribute), by(withdraw(second))]).toEqual(["ExitOwed", "ExitOwed"]);
  house.house.takeEvents();
  house.must(reportOf(tradeOf(house, second, carol, 10_000n, btcTicks(100_000))), VENUE_SIGNER);
  expect(house.house.takeEvents().filter(({ type }) => type === "PositionNovated")).toEqual([]);
  settled(house, 1);
  expect([has(second), owed()]).toEqual([usdc(400_000), 0n]);
});

test("EXIT-134 who owes gives nothing away by the price of what it closes: at the mark or better, not below", () => {
  const { house, alice, carol, priced } = sold((early, id) => early.novate(id, 4, BTC_PERP, perpLots(20_000), btcTicks(100_000))); // biome-ignore format: one line
  house.openBlock();
  priced();
  const closed = (price: number) => {
    house.house.takeEvents();
    house.must(reportOf(tradeOf(house, carol, alice, 1_000n, btcTicks(price))), VENUE_SIGNER);
    return house.house.takeEvents().some(({ type }) => type === "PositionNovated");
  };
  expect([95_000, 99_999, 100_000, 100_001].map(closed)).toEqual([false, false, true, true]);
});

test("EXIT-135 an owner of many accounts pays from some of them each hour, in turns, and no block looks at more", () => {
  const others: number[] = [];
  const { house, owed, has } = sold((early, _, second) => {
    early.moveCash(second, 4, usdc(500_000));
    for (let n = 0; n < 60; n++) others.push(early.openAccount(address(1)));
  });
  for (const id of others) house.deposit(id, USDC, usdc(10_000));
  const paid = () => others.filter((id) => has(id) === 0n).length;
  const hourly = Array.from({ length: 6 }, () => {
    const before = paid();
    settled(house, 1);
    return paid() - before;
  });
  expect([Math.max(...hourly) <= 16, paid(), owed()]).toEqual([true, 50, 0n]);
});

test("EXIT-131 an account that lacks an atom of cash, and pays nothing itself, keeps its owner's others from nothing", () => {
  const { house, alice, second, has, owed } = sold((early, id, second) => {
    early.moveCash(id, second, usdc(500_000));
    early.moveCash(id, 4, atoms(1n)); // a fee
  });
  settled(house, 1);
  expect([has(alice), has(second), owed()]).toEqual([-1n, 0n, 0n]);
});
