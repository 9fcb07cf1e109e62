/** Goal: a collateral value never flatters. Method: edge-biased amounts, prices and haircuts against exact fractions. */
import { atoms, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC, BTC_FEED, SEGMENT, USDC_FEED } from "../testing/testMarket.ts";
import { balanceValueAtoms, settlementToAssetAtoms } from "./value.ts";

const house = createTestHouse();
const segment = mustGet(house.state.segments, SEGMENT);
const price = fc.bigInt({ min: 2n, max: 10n ** 15n - 1n });
const scene = fc.record({
  amount: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
  more: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  haircut: fc.bigInt({ min: 0n, max: 1_000_000n }),
  btc: price,
  usdc: price,
});

function arrange(haircut: bigint, btc: bigint, usdc: bigint) {
  for (const [feedId, value] of [
    [BTC_FEED, btc],
    [USDC_FEED, usdc],
  ] as const) {
    const feed = mustGet(house.state.feeds, feedId);
    house.state.feeds.put({ ...feed, value });
  }
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  house.state.collaterals.put({ ...row, haircutPpm: ppm(haircut) });
  return (amount: bigint) => balanceValueAtoms(house.state, segment, BTC, atoms(amount), house.timeMs);
}

test("COLL-021 the value is the exact one rounded down: never above it, and less than one atom below", () => {
  fc.assert(
    fc.property(scene, ({ amount, haircut, btc, usdc }) => {
      const value = arrange(haircut, btc, usdc)(amount);
      const kept = amount < 0n ? 1_000_000n : 1_000_000n - haircut;
      const exactTimes = amount * btc * kept; // × 100 · usdc · 10⁶, for 8 against 6 decimals
      const scale = usdc * 100n * 1_000_000n;
      expect(value * scale <= exactTimes && exactTimes < (value + 1n) * scale).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("COLL-021 more of an asset is never worth less, and a higher haircut never makes it worth more", () => {
  fc.assert(
    fc.property(scene, ({ amount, more, haircut, btc, usdc }) => {
      const worth = arrange(haircut, btc, usdc);
      const value = worth(amount);
      expect(worth(amount + more) >= value).toBe(true);
      expect(arrange(1_000_000n, btc, usdc)(amount) <= value).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("COLL-022 what a sum of settlement atoms buys is worth no more than the sum", () => {
  fc.assert(
    fc.property(scene, ({ more, btc, usdc }) => {
      const worth = arrange(0n, btc, usdc);
      const bought = settlementToAssetAtoms(house.state, segment, BTC, atoms(more), house.timeMs);
      expect(worth(bought) <= more && more < worth(bought + 1n) + 1n).toBe(true);
    }),
    { numRuns: 500 },
  );
});
