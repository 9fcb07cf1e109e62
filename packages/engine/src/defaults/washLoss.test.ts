/**
 * Goal: losses at the mark on collateral of a thin chain do not become everybody's good cash. Method: names that owe what a cycle made them
 * owe, each within its own limit, to one that takes it out; a backstop, and members whose cash it was.
 */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { bring, FAR, holder, moveScene, owner } from "../custody/moves.fixture.ts";
import { balanceOf } from "../ledger/balances.ts";
import { leastCashOf } from "../ledger/leastHeld.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { cashOf, eventsOf, fallTo, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { VAULT_CHAIN } from "../testing/vaults.ts";

const BACKSTOP = 1;
const heldCash = (house: TestHouse) => mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC)).heldAtoms;
const owed = (house: TestHouse) => house.house.derived.rolls.totalsOf(SEGMENT).owed;

/** Twelve names of 150,000 far dollars that each lost `loss` to one hand; 1,000,000 dollars of others, and a backstop's. */
function washed(loss: number, backstop: number) {
  const house = moveScene();
  bring(house, BACKSTOP, USDC, usdc(backstop));
  holder(house, 90, USDC, usdc(1_000_000));
  const hand = holder(house, 80, USDC, usdc(1));
  const names = Array.from({ length: 12 }, (_, n) => holder(house, n + 1, FAR, usdc(150_000)));
  for (const name of names) house.moveCash(name, hand, usdc(loss));
  return { house, hand, names };
}

const ask = (house: TestHouse, hand: number) =>
  house.must(
    {
      type: "WithdrawCollateral",
      ...{
        accountId: hand,
        assetId: USDC,
        amountAtoms: cashOf(house, hand),
        chainId: VAULT_CHAIN,
        recipient: address(80),
      },
    },
    owner(80),
  );

/** It asks for all, and its windows let it go. */
function leave(house: TestHouse, hand: number): void {
  ask(house, hand);
  for (const { withdrawalId, amountAtoms } of [...house.state.outbox.values()]) {
    const parts = { ownAtoms: atoms(0n), laneAtoms: atoms(0n), commonAtoms: amountAtoms };
    house.house.emit({ type: "WithdrawalGranted", withdrawalId, amountAtoms, hour: parts, day: parts });
  }
}

test("COLL-082 nobody has others' coins sold by asking for its cash and taking it back", () => {
  const { house, hand } = washed(50_000, 300_000); // 600,000 of 1,300,000: within half
  const least = () => leastCashOf(house.state, segmentOf(house));
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  const { heldAtoms: beforeAtoms } = row; // as if all had been there for a day
  house.state.collaterals.put({ ...row, least: { ...row.least, beforeAtoms, nowAtoms: beforeAtoms } });
  const before = least();
  expect(before).toBe(heldCash(house));
  const whale = 2;
  const asked = {
    accountId: whale,
    assetId: USDC,
    amountAtoms: usdc(1_000_000),
    chainId: VAULT_CHAIN,
    recipient: address(90),
  };
  house.must({ type: "WithdrawCollateral", ...asked }, owner(90));
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toEqual([]);
  expect(least()).toBe(before);
  for (const { withdrawalId } of [...house.state.outbox.values()])
    house.must({ type: "CancelWithdrawal", accountId: whale, withdrawalId }, owner(90));
  leave(house, hand); // 600,001 really go
  expect(least()).toBe(heldCash(house));
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated").length).toBeGreaterThan(0);
});

test("LIQ-096 a hand whose names lose to it leaves with no more than debts may be, while backstops have cash", () => {
  const { house, hand, names } = washed(75_000, 700_000);
  expect(segmentOf(house).parameters.clearing.maxNegativeCashAtoms).toBe(usdc(100_000)); // each is within its own limit
  leave(house, hand);
  expect(owed(house)).toBe(usdc(900_000));
  expect(heldCash(house)).toBe(usdc(800_000)); // of 1,700,000 that others brought
  const equity = names.map((id) => house.house.margin.assess(house.state, house.account(id)).equityAtoms);
  const sales = [0, 1].flatMap(() => eventsOf(fallTo(house, 100_000), "CollateralLiquidated"));
  expect(owed(house)).toBeLessThanOrEqual(usdc(400_000));
  expect(owed(house)).toBeGreaterThan(usdc(400_000) - 10n); // and no more than that takes
  expect(new Set(sales.map(({ assetId }) => assetId))).toEqual(new Set([FAR]));
  for (const [n, id] of names.entries())
    expect(house.house.margin.assess(house.state, house.account(id)).equityAtoms).toBe(equity[n]);
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toEqual([]);
});

test("LIQ-096 the largest debts are brought down first, and one of whom nothing can be sold holds no place", () => {
  const { house, names } = washed(60_000, 100_000);
  const [first, second, third] = names as [number, number, number];
  house.moveCash(first, third, usdc(30_000)); // owes 90,000; the third 30,000
  house.moveCash(second, third, usdc(20_000));
  const far = mustGet(house.state.collaterals, collateralKey(SEGMENT, FAR));
  bring(house, 2, FAR, usdc(1)); // the owner of the cash
  house.changeAccount(first, { balances: house.account(first).balances.filter(({ assetId }) => assetId === USDC) });
  const moved = house.account(2);
  house.changeAccount(2, {
    balances: moved.balances.map((each) =>
      each.assetId === FAR ? { ...each, amountAtoms: atoms(each.amountAtoms + usdc(150_000)) } : each,
    ),
  });
  expect(far.haircutPpm).toBe(ppm(20_000n));
  const [sale] = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  expect(owed(house)).toBeLessThan(usdc(720_000));
  expect(sale!.accountId).toBe(second);
});

test("LIQ-062 LIQ-096 debts of half of the cash held are nobody's to sell for, and one atom more is", () => {
  const { house, hand } = washed(50_000, 199_999); // 600,000 of 1,200,000
  expect(owed(house) * 2n).toBe(heldCash(house));
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toEqual([]);
  house.moveCash(3 + 1, hand, atoms(1n));
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toHaveLength(1);
});

test("LIQ-097 the same money in another vault is sold before what has a lower id", () => {
  const { house, names } = washed(75_000, 700_000);
  for (const name of names) house.deposit(name, BTC, btc(10_000_000n));
  expect(BTC).toBeLessThan(FAR);
  const sales = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  expect(sales.length).toBeGreaterThan(0);
  for (const { assetId, accountId } of sales) {
    expect(assetId).toBe(FAR);
    expect(balanceOf(house.account(accountId), BTC)).toBe(btc(10_000_000n));
  }
});
