/** Goal: the arithmetic of a position is exact and zero-sum. Method: laws over random trades, and figures by hand. */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import { lots, ticks } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_PERP, btcTicks } from "../testing/testMarket.ts";
import { fundingOwedAtoms, isReducing, notionalAtoms, tradedPosition, unvestedAtoms, valueAtoms } from "./position.ts";

const { state } = createTestHouse();
const instrument: InstrumentRow = state.instruments.get(BTC_PERP)!;
const market: MarketRow = state.markets.get(BTC_PERP)!;
const withIndex = (fundingIndexE6: bigint): MarketRow => ({ ...market, fundingIndexE6 });

test("one bitcoin at 100,000 dollars, up 250: the gain is 250 dollars", () => {
  const { position } = tradedPosition(instrument, market, undefined, lots(1_000n), btcTicks(100_000));
  expect(notionalAtoms(instrument, position.lots, btcTicks(100_000))).toBe(100_000_000_000n);
  expect(unvestedAtoms(instrument, market, position, btcTicks(100_250))).toBe(250_000_000n);
});

test("SETL-002 the costs of both sides of any trades sum to zero, whatever the prices", () => {
  const trade = fc.tuple(fc.bigInt(-1_000n, 1_000n), fc.bigInt(1n, 10n ** 9n));
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 20 }), (trades) => {
      let [long, short] = [undefined, undefined] as ReturnType<typeof tradedPosition>["position"][] | undefined[];
      for (const [size, price] of trades) {
        long = tradedPosition(instrument, market, long, lots(size), ticks(price)).position;
        short = tradedPosition(instrument, market, short, lots(-size), ticks(price)).position;
      }
      expect((long?.costAtoms ?? 0n) + (short?.costAtoms ?? 0n)).toBe(0n);
      expect((long?.lots ?? 0n) + (short?.lots ?? 0n)).toBe(0n);
    }),
  );
});

test("SETL-003 funding is rounded against both sides, by less than an atom each", () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 6n), fc.bigInt(-(10n ** 12n), 10n ** 12n), (size, index) => {
      const positionOf = (held: bigint) => ({
        instrumentId: BTC_PERP,
        lots: lots(held),
        costAtoms: valueAtoms(instrument, lots(0n), ticks(0n)),
        fundingIndexE6: 0n,
      });
      const owed =
        fundingOwedAtoms(positionOf(size), withIndex(index)) + fundingOwedAtoms(positionOf(-size), withIndex(index));
      expect(owed === 0n || owed === 1n).toBe(true);
    }),
  );
});

test("reducing goes toward zero and never through it", () => {
  const table: [bigint, bigint, boolean][] = [
    [10n, 9n, true],
    [10n, 0n, true],
    [10n, -1n, false],
    [10n, 11n, false],
    [10n, 10n, false],
    [-10n, -9n, true],
    [-10n, 0n, true],
    [-10n, 1n, false],
    [-10n, -11n, false],
    [0n, 1n, false],
    [0n, -1n, false],
    [0n, 0n, false],
  ];
  for (const [before, after, expected] of table)
    expect(isReducing(lots(before), lots(after)), `${before} to ${after}`).toBe(expected);
});
