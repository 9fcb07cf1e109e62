/**
 * Goal: what a block asks of members' commands prices no rows for each of them (INV-011). Method: rows that are put into risk books,
 * counted while trades flip the size of a market, coins leave under an announced bundle, and a governor plays with another.
 */
import { ppm } from "@novate/num";
import { RiskBook } from "@novate/risk";
import { expect, test, vi } from "vitest";
import { EXPIRY_MS, flat, sayAll, surfaceHouse } from "../../oracle/surfaces.fixture.ts";
import { mustGet } from "../../state/state.ts";
import { listCall } from "../../testing/contracts.ts";
import { approval, governor, proposal, withParameters } from "../../testing/governance.ts";
import type { TestHouse } from "../../testing/testHouse.ts";
import { address, BTC, BTC_PERP, btc, btcTicks, perpLots, usdc } from "../../testing/testMarket.ts";
import { MarginDesk } from "./marginDesk.ts";

const LISTINGS = 40;

function say(house: TestHouse): void {
  const words = [1, 2, 3].map((publisherId) => ({
    publisherId,
    ...(publisherId === 1 && { dollars: 100_000 }),
    slices: [flat(0.6)],
  }));
  sayAll(house, words);
}

/** A house with options, an account of a bitcoin and a million, and another. */
function optionHouse() {
  const changes = Array.from({ length: LISTINGS }, (_, n) =>
    listCall(btcTicks(60_000 + 2_000 * n), EXPIRY_MS, { instrumentId: 10 + n }),
  );
  const house = surfaceHouse([1, 1, 1], changes);
  for (let block = 0; block < 6; block += 1) say(house);
  const [one, two] = [1, 2].map((n) => house.openAccount(address(n), usdc(1_000_000), 2)) as [number, number];
  house.deposit(one, BTC, btc(100_000_000n));
  house.deposit(two, BTC, btc(100_000_000n));
  return { house, one, two };
}

function announce(house: TestHouse): void {
  const change = withParameters(house, (before) => ({
    ...before,
    clearing: { ...before.clearing, cashInterestPpm: ppm(90_000n) },
  }));
  house.must(proposal(house, 1, change), governor(0));
  house.must(approval(house.state, 1), governor(1));
  say(house);
  say(house);
  expect(house.state.bundles.get(1)?.isTried).toBe(true);
}

/** Rows that `work` has priced. */
function rowsOf(work: () => void): number {
  const spy = vi.spyOn(RiskBook.prototype, "setRow");
  work();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

test.each([
  ["a call", 10],
  ["a perpetual", BTC_PERP],
])("INV-011 trades that take open lots of %s over a power of two price no rows", (_, instrumentId) => {
  const { house, one, two } = optionHouse();
  say(house);
  const price = mustGet(house.state.markets, instrumentId).mark!.priceTicks;
  const look = () => house.house.margin.assess(house.state, house.account(one)).initialAtoms;
  look();
  const rows = rowsOf(() => {
    for (let trade = 0; trade < 20; trade += 1) {
      house.novate(
        ...((trade % 2 === 0 ? [one, two] : [two, one]) as [number, number]),
        instrumentId,
        perpLots(1),
        price,
      );
      look();
    }
  });
  expect(rows).toBe(0);
});

test("INV-011 GOV-039 coins that come and go under an announced bundle price their own row, and no listing's", () => {
  const { house, one, two } = optionHouse();
  house.novate(one, two, 10, perpLots(1), mustGet(house.state.markets, 10).mark!.priceTicks);
  announce(house);
  const look = () => house.house.margin.assessNewRisk(house.state, house.account(one));
  look();
  const rows = rowsOf(() => {
    for (let coin = 0; coin < 10; coin += 1) {
      house.deposit(two, BTC, btc(90_000_000_000n));
      look();
    }
  });
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(10);
  const { margin } = house.house;
  const initial = (desk: typeof margin) =>
    desk.assessNewRisk(house.state, house.account(one)).map(({ initialAtoms }) => initialAtoms);
  expect(initial(margin)).toEqual(initial(new MarginDesk(house.state)));
});

test("INV-011 GOV-039 bundles that are proposed and taken back beside the next one due price no rows", () => {
  const { house, one, two } = optionHouse();
  house.novate(one, two, 10, perpLots(1), mustGet(house.state.markets, 10).mark!.priceTicks);
  announce(house);
  const look = () => house.house.margin.assessNewRisk(house.state, house.account(one));
  look();
  const rows = rowsOf(() => {
    const spy = vi.spyOn(MarginDesk.prototype as never, "bookOf" as never);
    void spy;
    for (let bundleId = 2; bundleId < 8; bundleId += 1) {
      house.must(proposal(house, bundleId, ...house.state.bundles.get(1)!.changes), governor(0));
      look();
      house.must({ type: "WithdrawBundle", bundleId }, governor(0));
      look();
    }
  });
  expect(rows).toBe(0);
  house.must({ type: "WithdrawBundle", bundleId: 1 }, governor(0));
  expect(look()).toHaveLength(1);
});
