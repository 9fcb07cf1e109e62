/**
 * Goal: what backstops have no margin for is no more at the fund's risk than where there are none; and what room they have comes first.
 * Method: one long below close-out with equity left, and backstops with nothing, with a part, with all that it takes; then a second crash.
 */
import { type Atoms, atoms } from "@novate/num";
import { describe, expect, test } from "vitest";
import { hasInitialMargin } from "../ledger/health.ts";
import { createCrisis, eventsOf, fallTo, fund, healthOf, isManaged, lotsOf, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, USDC, usdc } from "../testing/testMarket.ts";

const SIZE = 10_000n;

/** A long of ten bitcoins whose equity is so many millionths of its close-out level, a rich short, and a fund. */
function longAt(ppmOfCloseOut: bigint, backstops: readonly number[]) {
  const house = createCrisis({ backstops });
  fund(house, { juniorFundAtoms: usdc(1_000_000) });
  const rich = house.openAccount(address(7), usdc(50_000_000));
  const long = house.openAccount(address(1), usdc(1_000_000));
  house.novate(long, rich, BTC_PERP, perpLots(SIZE), btcTicks(100_000));
  const { equityAtoms, closeOutAtoms } = healthOf(house, long);
  house.moveCash(long, rich, atoms(equityAtoms - (closeOutAtoms * ppmOfCloseOut) / 1_000_000n));
  return { house, rich, long };
}

const held = (house: TestHouse, accountId: number): bigint => lotsOf(house.account(accountId))[0]?.[1] ?? 0n;
const juniorOf = (house: TestHouse): Atoms => segmentOf(house).juniorFundAtoms;
const HALF = 500_000n;

/** What is left of the long after a block at the price of its entry, without any backstop. */
const leftAlone = ((): bigint => {
  const { house, long } = longAt(HALF, []);
  fallTo(house, 100_000);
  return held(house, long);
})();

describe("LIQ-060 LIQ-043 below close-out what no backstop takes is torn up at once, as far as restores initial margin", () => {
  test.each([[[]], [[1]], [[9, 1, 1]]])("with backstops of %j dollars", (backstops) => {
    const { house, long, rich } = longAt(HALF, backstops);
    const { equityAtoms } = healthOf(house, long);
    const events = fallTo(house, 100_000);
    expect(eventsOf(events, "TearUpClosed")).toMatchObject([{ lossAtoms: 0n, priceTicks: btcTicks(100_000) }]);
    expect(healthOf(house, long).equityAtoms).toBe(equityAtoms); // at the mark, for nothing
    expect(hasInitialMargin(healthOf(house, long))).toBe(true);
    expect(isManaged(house, long)).toBe(false);
    expect(held(house, long)).toBe(leftAlone);
    expect(held(house, rich)).toBe(-leftAlone);
  });

  test("so that a second crash costs the fund nothing that an empty backstop could have brought about", () => {
    const { house, long } = longAt(HALF, [100]);
    const left = healthOf(house, long).equityAtoms;
    fallTo(house, 100_000);
    expect(left).toBeLessThan(usdc(40_000));
    fallTo(house, 96_000); // four thousand dollars for each of ten bitcoins
    fallTo(house, 96_000);
    expect(juniorOf(house)).toBe(usdc(1_000_000));
    expect(healthOf(house, long).equityAtoms).toBeGreaterThan(0n);
  });
});

test("LIQ-022 LIQ-060 what room backstops have comes first, and the rest alone is torn up, in the same block", () => {
  const { house, long, rich } = longAt(HALF, [30_000, 100]);
  const events = fallTo(house, 100_000);
  const taken = eventsOf(events, "PositionsClosedOut").reduce((sum, { passages }) => sum + passages[0]!.lots, 0n);
  expect(taken).toBeGreaterThan(0n);
  expect(taken).toBe(held(house, 1) + held(house, 2));
  expect(hasInitialMargin(healthOf(house, 1))).toBe(true);
  const torn = SIZE + held(house, rich);
  expect(torn).toBe(SIZE - taken - held(house, long));
  expect(torn).toBeGreaterThan(0n);
  expect(torn).toBeLessThan(SIZE - leftAlone); // fewer than without any room
  expect(isManaged(house, long)).toBe(false);
});

test("LIQ-022 LIQ-060 where backstops have room for all of it nothing is torn up", () => {
  const { house, long } = longAt(HALF, [5_000_000]);
  const events = fallTo(house, 100_000);
  expect(eventsOf(events, "PositionTornUp")).toEqual([]);
  expect(held(house, long)).toBe(0n);
});

test.each([[[]], [[9]]])(
  "LIQ-080 above close-out what no backstop of %j dollars can take waits for means",
  (backstops) => {
    const { house, long } = longAt(1_200_000n, backstops);
    for (let block = 0; block < 3; block += 1) {
      const events = fallTo(house, 100_000);
      expect([...eventsOf(events, "PositionTornUp"), ...eventsOf(events, "PositionsClosedOut")]).toEqual([]);
    }
    expect(isManaged(house, long)).toBe(true);
    if (backstops.length === 0) return;
    house.deposit(1, USDC, usdc(5_000_000));
    expect(eventsOf(fallTo(house, 100_000), "PositionsClosedOut")).toHaveLength(1);
    expect(isManaged(house, long)).toBe(false);
  },
);
