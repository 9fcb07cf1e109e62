/**
 * Goal: where a vault lacks something, nobody gains by leaving first, nobody is closed out, and trading goes on: settlement cash like any
 * other asset. Method: a vault's word by proof; withdrawals in any order, against a part that is computed once.
 */
import { DAY_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { impairedPpm } from "../ledger/impairment.ts";
import { mustGet } from "../state/state.ts";
import { healthOf } from "../testing/crisis.ts";
import { BTC_FEED, BTC_PERP, btcTicks, perpLots, USDC, usdc, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { ask, houseOf, later, paidTo } from "./impaired.fixture.ts";

test("WDR-066 who leaves first has the part that who leaves last has, to the last atom that is there", () => {
  const { house, owners, held, lack } = houseOf(usdc(1_000), usdc(2_000), usdc(500));
  lack(usdc(350));
  later(house, DAY_MS);
  for (const [index, owner] of owners.entries()) {
    const accountId = index + 1;
    const all = [usdc(1_000), usdc(2_000), usdc(500)][index]!;
    ask(house, owner, accountId, all);
    expect(paidTo(house, accountId)).toBe((all * 9n) / 10n);
    if (accountId < 3) expect(impairedPpm(house.state, USDC)).toBe(100_000n);
    later(house, DAY_MS);
  }
  expect([1, 2, 3].reduce((sum, id) => sum + paidTo(house, id), 0n)).toBe(held - usdc(350));
  expect(mustGet(house.state.locations, USDC).keptAtoms).toBe(usdc(350));
});

test("WDR-066 in any order, in any parts, nobody has more than the part, and all together what is there", () => {
  const cents = fc.bigInt({ min: 1n, max: 5_000_000n });
  const scene = fc.record({
    held: fc.array(cents, { minLength: 2, maxLength: 4 }),
    lackPpm: fc.bigInt({ min: 1n, max: 999_999n }),
    turns: fc.array(fc.tuple(fc.nat(3), fc.bigInt({ min: 1n, max: 100n })), { minLength: 1, maxLength: 8 }),
  });
  fc.assert(
    fc.property(scene, ({ held, lackPpm, turns }) => {
      const sums = held.map((each) => each * 100n);
      const { house, owners, held: total, lack } = houseOf(...sums);
      const shortfall = (total * lackPpm) / 1_000_000n;
      if (shortfall === 0n) return;
      lack(shortfall);
      const asked = sums.map(() => 0n);
      for (const [place, percent] of turns) {
        const index = place % sums.length;
        const amount = ((sums[index]! - asked[index]!) * percent) / 100n;
        if (amount === 0n) continue;
        later(house, DAY_MS);
        ask(house, owners[index]!, index + 1, amount);
        asked[index]! += amount;
        paidTo(house, index + 1);
      }
      later(house, DAY_MS);
      let all = 0n;
      for (const [index, sum] of asked.entries()) {
        const paid = paidTo(house, index + 1);
        all += paid;
        expect(paid * total).toBeLessThanOrEqual(sum * (total - shortfall) + total * BigInt(turns.length));
      }
      expect(all).toBeLessThanOrEqual(total - shortfall);
    }),
    { numRuns: 60 },
  );
});

test("WDR-066 once it is restored, whoever stayed has all", () => {
  const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
  lack(usdc(400));
  later(house, DAY_MS);
  ask(house, owners[0]!, 1, usdc(1_000));
  expect(paidTo(house, 1)).toBe(usdc(800));
  lack(0n);
  ask(house, owners[1]!, 2, usdc(1_000));
  later(house, 120_000);
  expect(paidTo(house, 2)).toBe(usdc(1_000));
});
test("COLL-033 settlement cash that its vault lacks counts as it is in margin: nobody is closed out by it, and trading goes on", () => {
  const { house, lack } = houseOf(usdc(100_000), usdc(100_000));
  house.setPrice(BTC_FEED, 100_000);
  house.novate(1, 2, BTC_PERP, perpLots(100n), btcTicks(100_000));
  const before = [1, 2].map((id) => healthOf(house, id));
  lack(usdc(100_000));
  expect([1, 2].map((id) => healthOf(house, id))).toEqual(before);
  const trade = tradeOf(house, 1, 2, 100n, btcTicks(100_000));
  expect(house.outcome(reportOf(trade), VENUE_SIGNER)).toBe("accepted");
});
