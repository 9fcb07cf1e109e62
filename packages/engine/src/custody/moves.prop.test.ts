/**
 * Goal: whatever is offered and asked, moves make no atom, keep every minimum and give no volunteer less than its price. Method: random books
 * and random moves; the price is summed atom by atom where stocks are small, and compared part by part where they are not.
 */

import { atoms, PPM_ONE, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { liquidityKey } from "../state/keys.ts";
import { SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { FAR, holder, move, moveScene, offer, owner } from "./moves.fixture.ts";
import { feeOf } from "./offerPrice.ts";

const price = fc
  .tuple(fc.nat(200_000), fc.nat(800_000))
  .map(([base, slope]) => ({ basePpm: ppm(BigInt(base)), slopePpm: ppm(BigInt(slope)) }));
const ONE = { from: 1n, to: 1n };

test("MOVE-020 the integral is the sum over the atoms, to less than one step of the price", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400 }),
      fc.nat(400),
      price,
      (target, stock, part, terms) => {
        const amount = Math.min(Math.max(part, 1), stock);
        const each = { accountId: 1, stockAtoms: atoms(BigInt(stock)), targetAtoms: atoms(BigInt(target)), ...terms };
        let sum = 0;
        for (let s = stock; s > stock - amount; s -= 1)
          sum += Number(terms.basePpm) + Number(terms.slopePpm) * Math.max(0, 1 - (s - 0.5) / target) ** 2;
        const fee = Number(feeOf(each, atoms(BigInt(amount)), ONE));
        const slack = amount / (12 * target * target) + 1 + 1 / target; // of the midpoints, and of rounding up
        expect(fee).toBeGreaterThanOrEqual(sum / 1e6 - 1e-6);
        expect(fee).toBeLessThanOrEqual(sum / 1e6 + slack);
      },
    ),
  );
});

test("MOVE-021 in parts a move of one offer costs no less than at once, and no part costs more than the whole", () => {
  const size = fc.bigInt({ min: 1n, max: 1n << 90n });
  fc.assert(
    fc.property(size, size, size, price, (target, first, second, terms) => {
      const each = { accountId: 1, stockAtoms: atoms(first + second), targetAtoms: atoms(target), ...terms };
      const whole = feeOf(each, atoms(first + second), ONE);
      const begun = feeOf(each, atoms(first), ONE);
      const rest = feeOf({ ...each, stockAtoms: atoms(second) }, atoms(second), ONE);
      expect(begun + rest - whole).toBeGreaterThanOrEqual(0n);
      expect(begun + rest - whole).toBeLessThanOrEqual(1n);
      expect(whole).toBeLessThanOrEqual(first + second);
      // At its barest the offer asks base + slope of every atom.
      expect(whole * PPM_ONE).toBeLessThan((terms.basePpm + terms.slopePpm) * (first + second) + PPM_ONE);
    }),
  );
});

test("MOVE-005 MOVE-010 MOVE-011 MOVE-020 moves make no atom, keep minima, and give volunteers their price", () => {
  const term = fc.record({
    stock: fc.nat(1_000),
    has: fc.nat(1_000),
    target: fc.integer({ min: 1, max: 2_000 }),
    price,
  });
  const ask = fc.record({
    amount: fc.integer({ min: 1, max: 800 }),
    least: fc.integer({ min: 0, max: 100 }),
    isBack: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(term, { minLength: 1, maxLength: 8 }),
      fc.array(ask, { minLength: 1, maxLength: 8 }),
      (terms, asks) => {
        const house = moveScene();
        const volunteers = terms.map(({ stock, has, target, price: of }, n) => {
          const id = holder(house, n + 1, USDC, atoms(BigInt(has) + 1n));
          const common = { targetAtoms: atoms(BigInt(target)), ...of };
          house.outcome(offer(id, { ...common, stockAtoms: atoms(BigInt(stock)) }), owner(n + 1));
          house.outcome(
            offer(id, { ...common, fromAssetId: USDC, toAssetId: FAR, stockAtoms: atoms(0n) }),
            owner(n + 1),
          );
          return id;
        });
        const member = holder(house, 50, FAR, usdc(1));
        const ids = [member, ...volunteers];
        const of = (id: number, assetId: number): bigint => balanceOf(house.account(id), assetId);
        const sums = () => [FAR, USDC].map((assetId) => ids.reduce((sum, id) => sum + of(id, assetId), 0n));
        const wealth = () => volunteers.map((id) => of(id, FAR) + of(id, USDC));
        const before = sums();
        for (const { amount, least, isBack } of asks) {
          const [fromAssetId, toAssetId] = isBack ? [USDC, FAR] : [FAR, USDC];
          const [had, rich] = [of(member, toAssetId), wealth()];
          const stocks = house.state.liquidity.get(liquidityKey(SEGMENT, fromAssetId, toAssetId))?.offers ?? [];
          const held = volunteers.map((id) => of(id, fromAssetId));
          const minimumAtoms = atoms(BigInt(Math.floor((amount * least) / 100)));
          const command = move(member, atoms(BigInt(amount)), { fromAssetId, toAssetId, minimumAtoms });
          const isDone = house.outcome(command, owner(50)) === "accepted";
          expect(sums()).toEqual(before);
          expect(of(member, toAssetId) - had).toBeGreaterThanOrEqual(isDone ? minimumAtoms : 0n);
          for (const [n, id] of volunteers.entries()) {
            const taken = of(id, fromAssetId) - held[n]!;
            const stands = stocks.find(({ accountId }) => accountId === id);
            const asked = taken === 0n ? 0n : feeOf(stands!, atoms(taken), ONE);
            expect(wealth()[n]! - rich[n]!).toBe(asked);
            expect(of(id, toAssetId)).toBeGreaterThanOrEqual(0n);
            expect(stands === undefined || taken <= stands.stockAtoms).toBe(true);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});
