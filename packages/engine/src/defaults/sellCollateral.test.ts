/**
 * Goal: collateral pays before anybody else does, at its value, for what is owed and no more.
 * Method: accounts that owe cash and hold bitcoin at 100,000 with a haircut of its own; backstops with told cash.
 */
import { MarginMethod } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { balanceValueAtoms } from "../collateral/value.ts";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { cashOf, createCrisis, eventsOf, fallTo, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_PERP, btc, btcTicks, perpLots, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";

/** An account that owes `debt` dollars and holds `satoshi`. */
function debtor(house: TestHouse, debt: number, satoshi: bigint): number {
  const accountId = house.openAccount(address(1));
  const rich = house.openAccount(address(9), usdc(1));
  house.deposit(accountId, BTC, btc(satoshi));
  house.moveCash(accountId, rich, usdc(debt));
  return accountId;
}

const worth = (house: TestHouse, satoshi: bigint): bigint =>
  balanceValueAtoms(house.state, segmentOf(house), BTC, btc(satoshi), house.timeMs);
const held = (house: TestHouse, accountId: number): bigint => balanceOf(house.account(accountId), BTC);

test("LIQ-007 LIQ-032 DFLT-001 DFLT-002 what an insolvent account has is sold at its value, and pays before the fund", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  fund(house, { skinAtoms: usdc(100_000) });
  const broke = debtor(house, 95_000, 100_000_000n); // one bitcoin, worth less than that after its haircut
  const value = worth(house, 100_000_000n);
  const events = fallTo(house, 100_000);
  const [sale] = eventsOf(events, "CollateralLiquidated");
  expect(sale).toMatchObject({
    accountId: broke,
    backstopAccountId: 1,
    amountAtoms: 100_000_000n,
    proceedsAtoms: value,
  });
  const [drawn] = eventsOf(events, "TrancheDrawn");
  expect(drawn!.drawnAtoms).toBe(usdc(95_000) - value);
  expect(cashOf(house, broke)).toBe(0n);
  expect(isManaged(house, broke)).toBe(false);
});

test("LIQ-031 LIQ-033 the order of a sale is the assets' and the backstops'; each buys what it has cash for", () => {
  const house = createCrisis({ backstops: [30_000, 20_000] });
  fund(house, { skinAtoms: usdc(1_000_000) });
  const broke = debtor(house, 95_000, 100_000_000n);
  const equity = healthOf(house, broke).equityAtoms;
  const sales = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  expect(sales.map(({ backstopAccountId }) => backstopAccountId)).toEqual([1, 2]);
  for (const { backstopCashAfterAtoms } of sales) expect(backstopCashAfterAtoms).toBeGreaterThanOrEqual(0n);
  expect(healthOf(house, broke).equityAtoms).toBe(equity); // to the atom
});

test("LIQ-098 a backstop buys nothing of a token that cannot be had in whole", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  fund(house, { skinAtoms: usdc(100_000) });
  const broke = debtor(house, 95_000, 100_000_000n);
  const books = { assetId: BTC, number: 1n, heldAtoms: btc(1_000_000_000n), shortfallAtoms: btc(0n) };
  const word = { ...books, frozenSince: 1n, sinceMs: 1 };
  house.house.emit({ type: "AssetImpaired", impairment: word });
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toEqual([]);
  expect(isManaged(house, broke)).toBe(true);
  expect(cashOf(house, 1)).toBe(usdc(1_000_000));
  house.house.emit({ type: "AssetImpaired", impairment: { ...word, number: 2n, frozenSince: 0n } });
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toHaveLength(1);
});

test("DFLT-011 a loss that hangs on a sale waits for it: the fund does not make good every fall", () => {
  const house = createCrisis({ backstops: [0] });
  fund(house, { skinAtoms: usdc(1_000_000) });
  const broke = debtor(house, 95_000, 100_000_000n);
  for (const dollars of [100_000, 99_000, 98_000, 99_000, 97_000]) {
    const events = fallTo(house, dollars);
    expect(eventsOf(events, "TrancheDrawn")).toEqual([]);
  }
  expect(isManaged(house, broke)).toBe(true);
  house.deposit(1, USDC, usdc(1_000_000)); // now the backstop can buy
  const events = fallTo(house, 97_000);
  expect(eventsOf(events, "CollateralLiquidated")).toHaveLength(1);
  expect(eventsOf(events, "MemberDefaulted")).toHaveLength(1);
  expect(isManaged(house, broke)).toBe(false);
});

test("LIQ-008 LIQ-034 LIQ-033 a debt beyond the limit sells collateral back to the limit, of a healthy account too", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  const { maxNegativeCashAtoms } = segmentOf(house).parameters.clearing;
  const dollars = Number(maxNegativeCashAtoms / 1_000_000n);
  const healthy = debtor(house, dollars + 500, 500_000_000n);
  const equity = healthOf(house, healthy).equityAtoms;
  const [sale] = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  expect(sale!.accountId).toBe(healthy);
  expect(cashOf(house, healthy)).toBeGreaterThanOrEqual(-maxNegativeCashAtoms);
  expect(cashOf(house, healthy) + maxNegativeCashAtoms).toBeLessThan(worth(house, 2n)); // no more than a satoshi too much
  expect(healthOf(house, healthy).equityAtoms).toBe(equity);
  expect(isManaged(house, healthy)).toBe(false);
  expect(eventsOf(fallTo(house, 100_000), "CollateralLiquidated")).toEqual([]);
});

test("LIQ-076 debtors with nothing that can be sold hold no place: the others' turn comes", () => {
  const house = createCrisis({ backstops: [10_000_000] });
  const { parameters, ...rest } = segmentOf(house);
  const clearing = { ...parameters.clearing, managedPerBlock: 2 };
  house.state.segments.put({ ...rest, parameters: { ...parameters, clearing } });
  const rich = house.openAccount(address(9), usdc(100_000_000));
  for (const id of [1, 2, 3].map((n) => house.openAccount(address(n)))) {
    house.novate(id, rich, BTC_PERP, perpLots(10_000), btcTicks(90_000)); // a gain of 100,000 that has not vested
    house.novate(rich, id, BTC_PERP, perpLots(10_000), btcTicks(130_000)); // and 400,000 in all, without lots
    house.moveCash(id, rich, usdc(300_000));
  }
  const debtors = [200_000, 150_000].map((debt) => debtor(house, debt, 500_000_000n));
  const { maxNegativeCashAtoms } = clearing;
  const isCurbed = (id: number) => cashOf(house, id) >= -maxNegativeCashAtoms;
  for (let block = 0; block < 3; block += 1) fallTo(house, 100_000); // two places, five debtors
  expect(house.state.managed.size).toBe(0);
  expect(debtors.map(isCurbed)).toEqual([true, true]);
});

test("LIQ-030 losses that have not vested count as owed, gains as had", () => {
  const house = createCrisis({ backstops: [0] });
  const [long, rich] = [house.openAccount(address(1), usdc(5_000)), house.openAccount(address(2), usdc(1_000_000))];
  house.deposit(long, BTC, btc(20_000_000n));
  house.novate(long, rich, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  fund(house, { skinAtoms: usdc(1_000_000) });
  fallTo(house, 70_000); // torn up: 30,000 lost against 5,000 and a fifth of a bitcoin
  expect(house.account(long).positions.every(({ lots }) => lots === 0n)).toBe(true);
  expect(healthOf(house, long).equityAtoms).toBe(0n);
  expect(cashOf(house, long)).toBeGreaterThan(0n); // the loss itself is still unvested
  house.deposit(1, USDC, usdc(1_000_000));
  const [sale] = eventsOf(fallTo(house, 69_000), "CollateralLiquidated");
  expect(sale!.amountAtoms).toBe(20_000_000n);
  expect(held(house, long)).toBe(0n);
});

/**
 * Black Thursday, 12–13 March 2020: at zero bids 8.3 million dollars of collateral went for nothing.
 *
 * Scaled: hundreds of insolvent accounts, and buyers with no cash, with one atom, or with too little for all.
 */
test("LIQ-032 LIQ-031 incident: with bidders mute or bidding nothing, no collateral goes below its value", () => {
  const house = createCrisis({ backstops: [0, 0, 15_000] });
  house.deposit(2, USDC, atoms(1n));
  const broke = Array.from({ length: 60 }, (_, index) => {
    const accountId = house.openAccount(address(1_000 + index));
    const rich = house.openAccount(address(9_000 + index), usdc(1));
    house.deposit(accountId, BTC, btc(1_000_000n));
    house.moveCash(accountId, rich, usdc(990 + index));
    return accountId;
  });
  const total = broke.reduce((sum, id) => sum + held(house, id), 0n);
  let [sold, proceeds] = [0n, 0n];
  for (let block = 0; block < 5; block += 1) {
    for (const sale of eventsOf(fallTo(house, 99_000), "CollateralLiquidated")) {
      sold += sale.amountAtoms;
      proceeds += sale.proceedsAtoms;
      const value = worth(house, sale.amountAtoms);
      expect(sale.proceedsAtoms - value < 2n && value - sale.proceedsAtoms < 2n).toBe(true);
    }
  }
  expect(proceeds).toBeGreaterThan(usdc(14_000)); // all the money there is
  expect(proceeds).toBeLessThanOrEqual(usdc(15_000) + 1n);
  expect(broke.reduce((sum, id) => sum + held(house, id), 0n)).toBe(total - sold); // the rest is still its owners'
  expect(broke.some((id) => held(house, id) === 1_000_000n)).toBe(true);
});

test.each([
  ["portfolio", MarginMethod.portfolio],
  ["cross", MarginMethod.cross],
] as const)("LIQ-008 LIQ-061 a debt of a %s account is not cured by selling what hedges its short", (name, method) => {
  const house = createCrisis({ backstops: [10_000_000] });
  const rich = house.openAccount(address(9), usdc(10_000_000));
  const accountId = house.openAccount(address(1), usdc(1_000), method);
  house.deposit(accountId, BTC, btc(1_000_000_000n)); // ten bitcoins
  house.novate(rich, accountId, BTC_PERP, perpLots(9_000), btcTicks(100_000)); // short nine
  house.moveCash(accountId, rich, usdc(400_000)); // owes 399,000, the limit is 100,000
  const before = healthOf(house, accountId).maintenanceAtoms;
  const sold = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  const proceeds = sold.reduce((sum, { proceedsAtoms }) => sum + proceedsAtoms, 0n);
  if (name === "portfolio") {
    expect(proceeds).toBeLessThan(usdc(299_000));
    expect(healthOf(house, accountId).maintenanceAtoms).toBeLessThanOrEqual(before);
  } else expect(proceeds).toBeGreaterThanOrEqual(usdc(299_000)); // its margin knows no hedge by collateral
});

test("LIQ-062 a large borrower's debt sells nothing of anybody whose own is within the limit", () => {
  const house = createCrisis({ backstops: [10_000_000] });
  const rich = house.openAccount(address(9), usdc(1));
  const [large, small] = [1, 2].map((n) => house.openAccount(address(n)));
  for (const [id, debt] of [
    [large!, 300_000],
    [small!, 99_000],
  ] as const) {
    house.deposit(id, BTC, btc(1_000_000_000n));
    house.moveCash(id, rich, usdc(debt));
  }
  const sold = eventsOf(fallTo(house, 100_000), "CollateralLiquidated");
  expect(new Set(sold.map(({ accountId }) => accountId))).toEqual(new Set([large]));
  expect(cashOf(house, small!)).toBe(usdc(-99_000));
});

test("LIQ-088 coins that new risk counts for less are not sold for a debt beyond the limit before what is held counts so too", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  const { maxNegativeCashAtoms } = segmentOf(house).parameters.clearing;
  const healthy = debtor(house, Number(maxNegativeCashAtoms / 1_000_000n) + 500, 500_000_000n);
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const leads = (abovePpm: bigint) =>
    house.state.collaterals.put({ ...row, newRiskHaircutPpm: ppm(row.haircutPpm + abovePpm) });
  leads(10_001n);
  expect(eventsOf(fallTo(house, 100_000, 1_000), "CollateralLiquidated")).toEqual([]);
  const spent = debtor(house, 95_000, 100_000_000n);
  const sold = eventsOf(fallTo(house, 100_000, 1_000), "CollateralLiquidated").map(({ accountId }) => accountId);
  expect(sold).toEqual([spent]); // what cannot wait does not
  leads(10_000n);
  const [sale] = eventsOf(fallTo(house, 100_000, 1_000), "CollateralLiquidated");
  expect(sale).toMatchObject({ accountId: healthy });
});
