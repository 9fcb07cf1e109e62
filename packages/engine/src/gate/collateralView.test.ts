/**
 * Goal: collateral of a portfolio account hedges what it can hedge, after its haircut, and never costs anything (MARG-025).
 * Method: bitcoin beside a short and a long perpetual on it, under every method, amount and haircut.
 */
import { MarginMethod } from "@novate/codec";
import { ppm } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { windowOf } from "../margin/watch/windows.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_PERP, btc, btcTicks, perpLots, SEGMENT, usdc } from "../testing/testMarket.ts";

let house: TestHouse;
let [long, short] = [0, 0];
beforeEach(() => {
  house = createTestHouse();
  [long, short] = [1, 2].map((owner) => house.openAccount(address(owner), usdc(1_000_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // one bitcoin
});

/** Maintenance margin in dollars with so many hundredths of a bitcoin as collateral. */
function margin(accountId: number, method: number, hundredths: number): number {
  const row = { ...house.account(accountId), method };
  const balances = [...row.balances, { assetId: BTC, amountAtoms: btc(BigInt(hundredths) * 1_000_000n) }];
  return Number(house.house.margin.requirement(house.state, { ...row, balances }).maintenanceMargin) / 1e6;
}

test("MARG-025 a short perpetual on collateral of the same coin needs less, as far as the haircut leaves it", () => {
  const naked = margin(short, MarginMethod.portfolio, 0);
  const covered = margin(short, MarginMethod.portfolio, 100);
  expect(covered).toBeLessThan(0.5 * naked);
  expect(margin(short, MarginMethod.pooled, 100)).toBe(covered);
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const haircutPpm = ppm(2n * row.haircutPpm);
  house.house.emit({ type: "HaircutBound", segmentId: SEGMENT, assetId: BTC, haircutPpm });
  expect(margin(short, MarginMethod.portfolio, 100)).toBeGreaterThan(covered);
});

test("MARG-025 a long perpetual gains nothing by it, and no other method looks at it", () => {
  for (const method of [MarginMethod.isolated, MarginMethod.cross, MarginMethod.portfolio])
    expect(margin(long, method, 100)).toBe(margin(long, method, 0));
  for (const method of [MarginMethod.isolated, MarginMethod.cross])
    expect(margin(short, method, 100)).toBe(margin(short, method, 0));
});

test("MARG-078 more collateral never raises a requirement, and what is owed counts for nothing", () => {
  let last = margin(short, MarginMethod.portfolio, -50);
  expect(last).toBe(margin(short, MarginMethod.portfolio, 0));
  for (const hundredths of [1, 10, 50, 99, 100, 101, 200, 10_000, 1e12]) {
    const next = margin(short, MarginMethod.portfolio, hundredths);
    expect(next).toBeLessThanOrEqual(last);
    last = next;
  }
});

test("MARG-079 collateral without a price hedges nothing", () => {
  const naked = margin(short, MarginMethod.portfolio, 0);
  const asset = mustGet(house.state.assets, BTC);
  house.state.assets.put({ ...asset, priceFeedId: 99 });
  house.openBlock();
  expect(margin(short, MarginMethod.portfolio, 100)).toBe(naked);
});

test("MARG-061 an account that lives on its hedge is found when the hedge is sold", () => {
  house.changeAccount(short, { method: MarginMethod.portfolio });
  house.deposit(short, BTC, btc(100_000_000n));
  const covered = house.house.margin.requirement(house.state, house.account(short)).maintenanceMargin;
  house.changeAccount(short, { balances: house.account(short).balances.filter(({ assetId }) => assetId !== BTC) });
  expect(house.house.margin.requirement(house.state, house.account(short)).maintenanceMargin).toBeGreaterThan(covered);
  const due = house.house.watchList.due();
  expect(due.idsOf(SEGMENT, windowOf(short))).toContain(short);
});
