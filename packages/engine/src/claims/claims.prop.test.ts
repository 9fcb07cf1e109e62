/**
 * Goal: whatever a house has come to, claims take no atom that is not there, leave next to none, and nobody's claim is more than
 * his worth. Method: random deposits, trades, prices, debts, stakes and withdrawals; counts under way while all of it goes on.
 */
import { RATE_ONE } from "@novate/evm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { freezeClaims } from "../checkpoint/advanceCount.ts";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { mustGet } from "../state/state.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import { USDC } from "../testing/testMarket.ts";
import { countClaims } from "./claims.fixture.ts";
import { ClaimsTree } from "./claimsTree.ts";
import { playedHouse, steps, take } from "./played.fixture.ts";

test("INV-036 CLAIM-013 per asset, what all are paid is the claim total, within what is held less released payments", () => {
  fc.assert(
    fc.property(steps(60), (played) => {
      const house = playedHouse(played);
      const { claims, assets, payable } = countClaims(house);
      for (const { assetId, heldAtoms, claimTotalAtoms, rates } of assets.values()) {
        let sum = 0n;
        for (const accountId of claims.keys()) sum += payable(accountId, assetId);
        expect(sum).toBe(claimTotalAtoms);
        let released = 0n;
        for (const row of house.state.outbox.values())
          if (row.assetId === assetId && row.payment !== null) released += row.amountAtoms;
        expect(heldAtoms).toBe(mustGet(house.state.assets, assetId).escrowAtoms - released);
        // Beside what skin and fees would be paid, dust is rounding: an atom an account and a part, at most.
        const { skinAtoms, feesAtoms } = mustGet(house.state.segments, 1);
        const unowned = rates.reduce((total, { rate }) => total + ((skinAtoms + feesAtoms) * rate) / RATE_ONE, 40n);
        if (rates.length > 0) expect(heldAtoms - claimTotalAtoms).toBeLessThanOrEqual(unowned);
      }
    }),
    { numRuns: 300 },
  );
});

test("CLAIM-005 CLAIM-019 nobody is paid more cash than he is worth, and who lacks nothing keeps all of his coin", () => {
  fc.assert(
    fc.property(steps(60), (played) => {
      const house = playedHouse(played);
      const { claims, payable } = countClaims(house);
      for (const [accountId, { parts, kept, given }] of claims) {
        const worth = Object.values(parts).reduce((left, right) => left + right, 0n);
        expect(payable(accountId, USDC)).toBeLessThanOrEqual(worth);
        if (worth > 0n) expect(given).toEqual([]);
        for (const { assetId, amountAtoms } of kept)
          expect(payable(accountId, assetId)).toBeGreaterThanOrEqual(amountAtoms);
      }
    }),
    { numRuns: 200 },
  );
});

test("CLAIM-003 CLAIM-004 what goes on while a count is under way changes no claim of it", () => {
  fc.assert(
    fc.property(steps(40), steps(12), steps(12), (before, meanwhile, later) => {
      const house = playedHouse(before);
      const at = countClaims(house);
      const claimCount = claimCountOf(house.house, NO_ROOT)!;
      house.house.emit({ type: "ClaimCountOpened", claimCount });
      for (const block of [meanwhile, later]) {
        house.openBlock();
        for (const each of block) take(house, each);
        freezeClaims(house.house);
      }
      const { claims } = house.house.derived;
      const run = claims.count(claimCount, null);
      expect(run.claims).toEqual([...at.claims.values()].map((claim) => claim));
      expect(run.assets()).toEqual([...at.assets.values()]);
    }),
    { numRuns: 150 },
  );
});

test("a tree that follows counts is the tree that is built of the last", () => {
  fc.assert(
    fc.property(steps(30), steps(15), (first, second) => {
      const house = playedHouse(first);
      const treeOf = (before: ClaimsTree) => {
        const next = before.next();
        next.add([...countClaims(house).claims.values()]);
        return next.finish();
      };
      const before = treeOf(new ClaimsTree());
      const root = before.root();
      for (const each of second) take(house, each);
      expect(treeOf(before).root()).toBe(treeOf(new ClaimsTree()).root());
      expect(before.root()).toBe(root);
    }),
    { numRuns: 100 },
  );
});
