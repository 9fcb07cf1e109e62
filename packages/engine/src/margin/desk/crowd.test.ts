/**
 * Goal: whoever splits a position over names saves no more than a stated part of its liquidity charge, and initial margin
 * alone pays for it. Method: the whole beside its parts in one market; random books, scratch copies and twins made anew.
 */
import type { AccountRow } from "@novate/codec";
import { lots } from "@novate/num";
import { marginOf, NO_INTEREST } from "@novate/risk";
import fc from "fast-check";
import { expect, test } from "vitest";
import { forkState, mustGet } from "../../state/state.ts";
import { healthOf } from "../../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, perpLots, SEGMENT, usdc } from "../../testing/testMarket.ts";
import { MarginDesk } from "./marginDesk.ts";

/** A part of this of the liquidity charge at least is paid by however many names: the root of a tenth. */
const LEAST_PART = Math.sqrt(1 / 10);

/** One account with `size` lots, and `names` of other owners with as many together; all against a rich one. */
function scene(size: number, names: number): { house: TestHouse; whole: number; parts: readonly number[] } {
  const house = createTestHouse();
  const peer = house.openAccount(address(9_999), usdc(900_000_000_000));
  const hold = (owner: number, held: number): number => {
    const id = house.openAccount(address(owner), usdc(100_000_000));
    house.novate(id, peer, BTC_PERP, perpLots(held), btcTicks(100_000));
    return id;
  };
  const whole = hold(1, size);
  const parts = Array.from({ length: names }, (_, index) => hold(100 + index, size / names));
  return { house, whole, parts };
}

/** The requirement's own liquidity charge: what it is above that of a market without depth's measure. */
function liquidityOf({ house }: TestHouse, account: AccountRow): number {
  const book = house.margin.bookOf(SEGMENT);
  const context = book.context(house.state);
  const positions = book.positionsOf(account);
  const charged = marginOf(book.book, context, positions, "cross", NO_INTEREST).initialMargin;
  const free = { ...context, deltaRatePpm: new Float64Array(context.deltaRatePpm.length) };
  return Number(charged - marginOf(book.book, free, book.positionsOf(account), "cross", NO_INTEREST).initialMargin);
}

test("MARG-103 a hundred names for a hundred million dollars pay above nine tenths of what one does", () => {
  const { house, whole, parts } = scene(1_000_000, 100);
  const initial = (id: number) => Number(healthOf(house, id).initialAtoms);
  const sum = parts.reduce((total, id) => total + initial(id), 0);
  expect(sum / initial(whole)).toBeGreaterThan(0.9);
  expect(sum / initial(whole)).toBeLessThan(1);
});

test("MARG-104 however many names share a position, they save at most two thirds and a bit of its liquidity charge", () => {
  const sizes = fc.integer({ min: 1, max: 4_000 }).map((thousands) => thousands * 1_000);
  fc.assert(
    fc.property(sizes, fc.constantFrom(2, 5, 10, 50, 100), (size, names) => {
      const { house, whole, parts } = scene(size, names);
      const initial = (id: number) => Number(healthOf(house, id).initialAtoms);
      const sum = parts.reduce((total, id) => total + initial(id), 0);
      const saved = (1 - LEAST_PART) * liquidityOf(house, house.account(whole));
      expect(sum).toBeGreaterThanOrEqual(initial(whole) - saved - initial(whole) / 1e5); // rates are whole millionths
    }),
    { numRuns: 30 },
  );
});

test("MARG-103 maintenance margin pays the account's own rate: others' trades close nobody out", () => {
  const { house, whole } = scene(1_000_000, 1);
  const before = healthOf(house, whole);
  const [buyer, seller] = [501, 502].map((owner) => house.openAccount(address(owner)));
  house.novate(buyer!, seller!, BTC_PERP, perpLots(200_000_000), btcTicks(100_000));
  const after = healthOf(house, whole);
  expect(after.initialAtoms).toBeGreaterThan(before.initialAtoms);
  expect(after.maintenanceAtoms).toBe(before.maintenanceAtoms);
});

test("MARG-103 the crowd is counted alike by a desk made anew, after trades and prices, and as a scratch copy leaves it", () => {
  const steps = fc.array(
    fc.record({ size: fc.integer({ min: 1, max: 3_000_000 }), dollars: fc.integer({ min: 90_000, max: 110_000 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5_000_000 }), (trades, more) => {
      const { house, whole, parts } = scene(300_000, 3);
      const initial = (desk: MarginDesk, state = house.state as Parameters<MarginDesk["requirement"]>[0]) =>
        desk.requirement(state, house.account(whole)).initialMargin;
      for (const { size, dollars } of trades) {
        house.novate(parts[0]!, parts[1]!, BTC_PERP, perpLots(size), btcTicks(dollars));
        house.openBlock();
        house.setPrice(BTC_FEED, dollars);
        expect(initial(house.house.margin)).toBe(initial(new MarginDesk(house.state)));
      }
      const market = mustGet(house.state.markets, BTC_PERP);
      const fork = forkState(house.state);
      fork.markets.put({ ...market, openLots: lots(market.openLots + BigInt(more)) });
      const judged = initial(house.house.margin, fork);
      house.state.markets.put({ ...market, openLots: lots(market.openLots + BigInt(more)) });
      expect(initial(house.house.margin)).toBe(judged);
    }),
    { numRuns: 40 },
  );
});
