/** Goal: a hedge counts in a gap as long as it lives through it. Method: instants by hand; boxes, calendars and options around a closing. */
import type { Change } from "@novate/codec";
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { CLOSES_MS, closingHouse, OPENS_MS, openAt, say, sayUntil } from "../../calls/closing.fixture.ts";
import { listCall, listFuture } from "../../testing/contracts.ts";
import { healthOf } from "../../testing/crisis.ts";
import { type Asked, runBlock } from "../../testing/runBlock.ts";
import type { TestHouse } from "../../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, usdc, VENUE_SIGNER } from "../../testing/testMarket.ts";
import { reportOf, tradeOf } from "../../testing/trades.ts";
import { endsAround } from "./outliving.ts";

const PRICE = btcTicks(100_000);
const WINDOW_MS = 30 * MINUTE_MS;
const [FIRST, SECOND] = [5, 6];
/** A million dollars. */
const SIZE = perpLots(10_000);

test("MARG-112 what may stand alone in a gap is judged at the gap, and at each end whose average began before it", () => {
  expect(endsAround([], [1, 2], 10)).toEqual([]);
  expect(endsAround([100], [90, 100, Number.POSITIVE_INFINITY], 10)).toEqual([100]);
  expect(endsAround([100], [101, 110, 111], 10)).toEqual([100, 101, 110]);
  expect(endsAround([300, 100], [305, 105], 10)).toEqual([100, 105, 300, 305]);
});

/** Three hours before the closing, two accounts with so much cash. */
function setting(changes: readonly Change[], cash = 5_000_000) {
  const house = closingHouse(changes);
  sayUntil(house, CLOSES_MS - 3 * HOUR_MS);
  const [x, y] = [1, 2].map((n) => house.openAccount(address(n), usdc(cash))) as [number, number];
  return { house, x, y };
}

const doubtOf = (house: TestHouse, accountId: number) => {
  const { equityAtoms, equityLowAtoms } = healthOf(house, accountId);
  return equityAtoms - equityLowAtoms;
};

const GAP = usdc(250_000);

const ENDS: readonly (readonly [string, number, boolean])[] = [
  ["two hours before the closing", CLOSES_MS - 2 * HOUR_MS, false],
  ["at the closing", CLOSES_MS, false],
  ["minutes after it", CLOSES_MS + 21 * MINUTE_MS, false],
  ["in the closed time", CLOSES_MS + 20 * HOUR_MS, false],
  ["a millisecond before the opening", OPENS_MS - 1, false],
  ["at the opening", OPENS_MS, false],
  ["a minute after the opening", OPENS_MS + MINUTE_MS, false],
  ["with an average from the opening on", OPENS_MS + WINDOW_MS, false],
  ["with an average that begins later", OPENS_MS + WINDOW_MS + 1, true],
  ["a month later", OPENS_MS + 720 * HOUR_MS, true],
];

test.each(ENDS)("MARG-112 a future that ends %s: is its perpetual hedged?", (_, expiryMs, isHedged) => {
  const { house, x, y } = setting([listFuture(expiryMs, { instrumentId: FIRST })]);
  house.novate(x, y, BTC_PERP, SIZE, PRICE);
  house.novate(y, x, FIRST, SIZE, PRICE);
  for (const id of [x, y])
    if (isHedged) expect(doubtOf(house, id)).toBeLessThan(GAP / 5n);
    else expect(doubtOf(house, id)).toBeGreaterThanOrEqual(GAP);
});

test("MARG-112 of two futures on either side of the opening the later stands alone, though both end soon", () => {
  const before = listFuture(CLOSES_MS + HOUR_MS, { instrumentId: FIRST });
  const after = listFuture(OPENS_MS + 5 * MINUTE_MS, { instrumentId: SECOND });
  const { house, x, y } = setting([before, after]);
  house.novate(x, y, FIRST, SIZE, PRICE);
  house.novate(y, x, SECOND, SIZE, PRICE);
  expect(doubtOf(house, x)).toBeGreaterThanOrEqual(GAP);
});

test("MARG-112 two futures that both end while the market is closed hedge each other: no gap reaches them", () => {
  const ends = [HOUR_MS, 2 * HOUR_MS].map((ms, n) => listFuture(CLOSES_MS + ms, { instrumentId: FIRST + n }));
  const { house, x, y } = setting(ends);
  house.novate(x, y, FIRST, SIZE, PRICE);
  house.novate(y, x, SECOND, SIZE, PRICE);
  expect(doubtOf(house, x)).toBeLessThan(GAP / 5n);
});

test("MARG-112 an option that ends while the market is closed covers none that lives through it", () => {
  const ends = [CLOSES_MS + HOUR_MS, OPENS_MS + 240 * HOUR_MS];
  const { house, x, y } = setting(ends.map((ms, n) => listCall(PRICE, ms, { instrumentId: FIRST + n })));
  for (let n = 0; n < 2; n += 1) say(house, 100_000, 2_000, [], ends);
  house.novate(x, y, FIRST, SIZE, btcTicks(1_000));
  house.novate(y, x, SECOND, SIZE, btcTicks(1_000));
  const both = doubtOf(house, x);
  house.novate(y, x, FIRST, SIZE, btcTicks(1_000)); // the cover goes
  expect(both).toBeGreaterThanOrEqual(doubtOf(house, x));
  expect(both).toBeGreaterThan(usdc(100_000));
});

test("MARG-113 what is left and needs more initial margin than what is held holds the difference, too", () => {
  const { house, x, y } = setting([listFuture(CLOSES_MS, { instrumentId: FIRST })]);
  house.novate(x, y, BTC_PERP, SIZE, PRICE);
  const freeOf = (id: number) => healthOf(house, id).initialEquityAtoms - healthOf(house, id).initialAtoms;
  const naked = freeOf(x);
  house.novate(y, x, FIRST, SIZE, PRICE);
  expect(healthOf(house, x).initialAtoms).toBeLessThan(usdc(50_000));
  expect(freeOf(x) - naked < usdc(1_000) && freeOf(x) - naked > -usdc(1_000)).toBe(true);
});

test("MARG-112 the gap is held on what is left until a price from after the opening, whether the contract was paid or not", () => {
  const { house, x, y } = setting([listFuture(CLOSES_MS, { instrumentId: FIRST })]);
  house.novate(x, y, BTC_PERP, SIZE, PRICE);
  house.novate(y, x, FIRST, SIZE, PRICE);
  for (const atMs of [CLOSES_MS - 1, CLOSES_MS + 1, CLOSES_MS + HOUR_MS, OPENS_MS - 1]) {
    sayUntil(house, atMs);
    expect(doubtOf(house, x)).toBeGreaterThanOrEqual(GAP);
  }
  runBlock(house, [], HOUR_MS);
  expect(doubtOf(house, x)).toBeGreaterThanOrEqual(GAP);
});

test("MARG-112 while no word comes after the opening a contract that ends soon stops hedging what it did at the opening", () => {
  const { house, x, y } = setting([listFuture(OPENS_MS + 40 * MINUTE_MS, { instrumentId: FIRST })]);
  house.novate(x, y, BTC_PERP, SIZE, PRICE);
  house.novate(y, x, FIRST, SIZE, PRICE);
  sayUntil(house, OPENS_MS - 1);
  expect(doubtOf(house, x)).toBeLessThan(GAP / 5n);
  runBlock(house, [], 20 * MINUTE_MS);
  expect(doubtOf(house, x)).toBeGreaterThanOrEqual(GAP);
});

test.each([0, 21])(
  "MARG-112 NOV-030 boxes whose future ends %d minutes after the closing win no gap from the fund",
  (minutes) => {
    for (const part of [0.8, 1.2]) {
      const { house, x, y } = setting([listFuture(CLOSES_MS + minutes * MINUTE_MS, { instrumentId: FIRST })], 500_000);
      const before = healthOf(house, x).equityAtoms + healthOf(house, y).equityAtoms;
      let refused = "";
      for (let n = 0; n < 20 && refused === ""; n += 1) {
        const { receipts } = say(house, 100_000, 100, [box(house, x, y, 4_000n)]);
        refused = receipts[1]!.outcomes!.map((each) => (each.accepted ? "" : each.refusal.code)).join("");
      }
      expect(refused).not.toBe("");
      expect(openAt(house, 100_000 * part)).toBe(0n);
      expect(healthOf(house, x).equityAtoms + healthOf(house, y).equityAtoms).toBeLessThanOrEqual(before);
    }
  },
);

/** `x` buys perpetuals of `y` and sells it futures. */
function box(house: TestHouse, x: number, y: number, size: bigint): Asked {
  const legs = [[x, y, BTC_PERP], [y, x, FIRST]] as const; // biome-ignore format: one list
  const trades = legs.map(([buyer, seller, instrumentId]) => {
    const trade = tradeOf(house, buyer, seller, size, PRICE, { instrumentId });
    for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
    return trade;
  });
  return { command: reportOf(...trades), signer: VENUE_SIGNER };
}
