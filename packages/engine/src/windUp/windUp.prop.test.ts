/**
 * Goal: whatever a segment has come to, its end gives everybody exactly what a claim would, to the atom, and leaves nothing behind.
 * Method: random histories; what claims say of the instant, against what is booked; a few accounts a block, and a node that was restarted.
 */
import { type CountedClaim, WindUpPhase } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countClaims } from "../claims/claims.fixture.ts";
import { ACCOUNTS, playedHouse, type Step, steps } from "../claims/played.fixture.ts";
import { balanceOf } from "../ledger/balances.ts";
import { isVoid } from "../ledger/voids.ts";
import { begunWindUp } from "../ledger/windUp.ts";
import { mustGet } from "../state/state.ts";
import { eventsOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { BTC, BTC_FEED, SEGMENT, USDC, USDC_FEED } from "../testing/testMarket.ts";
import { runWindUps } from "./runWindUps.ts";

const windUpOf = (house: TestHouse) => mustGet(house.state.windUps, SEGMENT);
const begin = (house: TestHouse) => house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));

/** What the account has, with what waits to leave. */
function hasOf(house: TestHouse, accountId: number, assetId: number): bigint {
  const waiting = [...house.state.outbox.values()].filter(
    (row) =>
      row.accountId === accountId && row.assetId === assetId && row.payment === null && !isVoid(house.state, row),
  );
  return waiting.reduce<bigint>((sum, row) => sum + row.amountAtoms, balanceOf(house.account(accountId), assetId));
}

/** Everybody has cash and coins, a stake, and a withdrawal that waits, before history goes on. */
const BEFORE: readonly Step[] = ACCOUNTS.flatMap((who) =>
  (
    [
      ["cash", 24_000 + who],
      ["coin", 2_000 * who],
      ["stake", 800 + who],
      ["withdraw", 6_000 * (who % 3)],
      ["trade", 690],
    ] as const
  )
    .filter(([kind]) => kind !== "trade" || who % 2 === 1)
    .map(([kind, amount]) => ({ kind, who, other: (who % 5) + 1, amount })),
);

/** What history has come to, at a price that breaks some. */
function cameTo(played: readonly Step[], dollars: number): TestHouse {
  const house = playedHouse([...BEFORE, ...played]);
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, dollars);
  return house;
}
const prices = fc.integer({ min: 5_000, max: 260_000 });
/** Random histories hold each of these often: what a wind-up has to part. */
const seen = { debtors: 0, lacking: 0, gains: 0, stakes: 0, waiting: 0, takenBack: 0 };

test("EXIT-205 EXIT-206 EXIT-208 INV-038 everybody has what would have been claimed, and the rest is skin, fees and dust", () => {
  fc.assert(
    fc.property(steps(40), prices, (played, dollars) => {
      const house = cameTo(played, dollars);
      const { claims, payable } = countClaims(house);
      const held = [USDC, BTC].map((assetId) => mustGet(house.state.assets, assetId).escrowAtoms);
      look(house, claims);
      begin(house);
      house.house.takeEvents();
      runWindUps(house.house);
      seen.takenBack += eventsOf(house.house.takeEvents(), "WithdrawalsTakenBack").length;
      expect(windUpOf(house)).toMatchObject({ phase: WindUpPhase.over, struck: null });
      house.house.derived.holdings.assertConserved();
      house.house.derived.positions.assertMatched();
      for (const accountId of claims.keys())
        for (const assetId of [USDC, BTC])
          expect([accountId, assetId, hasOf(house, accountId, assetId)]).toEqual([accountId, assetId, payable(accountId, assetId)]); // biome-ignore format: one line
      const { accounts, stakes, managed, debts, markets, assets } = house.state;
      expect([stakes.size, managed.size, debts.size]).toEqual([0, 0, 0]);
      expect([...accounts.values()].flatMap(({ positions, balances }) => [...positions, ...balances.filter(({ amountAtoms }) => amountAtoms <= 0n)])).toEqual([]); // biome-ignore format: one line
      expect([...markets.values()].map(({ openLots, expiredLots }) => openLots + expiredLots)).toEqual([...markets.values()].map(() => 0n)); // biome-ignore format: one line
      expect([USDC, BTC].map((assetId) => mustGet(assets, assetId).escrowAtoms)).toEqual(held);
      expect(mustGet(house.state.segments, SEGMENT)).toMatchObject({ transitAtoms: 0n, juniorFundAtoms: 0n, seniorFundAtoms: 0n, uncoveredAtoms: 0n, owedAtoms: 0n }); // biome-ignore format: one line
    }),
    { numRuns: 150 },
  );
  for (const [what, count] of Object.entries(seen)) expect([what, count > 30]).toEqual([what, true]);
});

function look(house: TestHouse, claims: ReadonlyMap<number, CountedClaim>): void {
  seen.stakes += house.state.stakes.size;
  seen.waiting += [...house.state.outbox.values()].filter(({ payment }) => payment === null).length;
  for (const { given, lackAtoms, parts } of claims.values()) {
    if (given.length > 0) seen.debtors += 1;
    if (lackAtoms > 0n) seen.lacking += 1;
    if (parts.gainAtoms > 0n) seen.gains += 1;
  }
}

test("EXIT-207 INV-017 in pieces of any size, over blocks with other prices and withdrawals taken back, it comes to the same", () => {
  fc.assert(
    fc.property(
      steps(30),
      prices,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      (played, dollars, pieces) => {
        const [house, other] = [cameTo(played, dollars), cameTo(played, dollars)];
        for (const each of [house, other]) begin(each);
        runWindUps(other.house);
        for (let n = 0; windUpOf(house).phase < WindUpPhase.over; n += 1) {
          expect(n).toBeLessThan(60);
          runWindUps(house.house, pieces[n % pieces.length]);
          house.house.derived.holdings.assertConserved();
          house.house.derived.positions.assertMatched();
          house.openBlock();
          house.setPrice(BTC_FEED, 60_000 + 1_000 * n);
        }
        for (const { accountId } of other.state.accounts.values())
          for (const assetId of [USDC, BTC])
            expect(hasOf(house, accountId, assetId)).toBe(hasOf(other, accountId, assetId));
        const poolsOf = ({ state }: TestHouse) => {
          const { feesAtoms, skinAtoms, dustAtoms } = mustGet(state.segments, SEGMENT);
          return { feesAtoms, skinAtoms, dustAtoms, remains: mustGet(state.windUps, SEGMENT).remains };
        };
        expect(poolsOf(house)).toEqual(poolsOf(other));
      },
    ),
    { numRuns: 80 },
  );
});
