/**
 * Goal: whatever a house has come to, what everybody's exit kit pays is what is held, to the atom, less what is on its way out and
 * dust that has no owner; and a count that follows another is the one that is made anew (INV-036). Method: random houses of two
 * segments with perpetuals and options, debtors, funds half drawn, cycles under way with a cut, fees, skin, venues, named owners.
 */
import type { CheckpointAsset, ExitHead } from "@novate/codec";
import { ExitBook, payoutsOf } from "@novate/evm";
import { type Atoms, atoms } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { validatorSet } from "../account/validators.ts";
import { freezeClaims } from "../checkpoint/advanceCount.ts";
import { exitHeadOf } from "../checkpoint/exitHead.ts";
import { checkpointOf, claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { mustGet } from "../state/state.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { HOUSE, USDC } from "../testing/testMarket.ts";
import { ClaimsTree } from "./claimsTree.ts";
import { ACCOUNTS, OTHERS, playedHouse, steps, take } from "./playedHouse.fixture.ts";

/** The book of the checkpoint that would be struck of the state at hand. */
function bookOf(house: TestHouse): { readonly book: ExitBook; readonly assets: readonly CheckpointAsset[] } {
  const { state, derived } = house.house;
  const run = derived.claims.count(claimCountOf(house.house, NO_ROOT)!, null);
  const assets = run.assets();
  derived.claims.close(run);
  const row = checkpointOf(state, run.claimCount.draft, assets, derived.claims.tree.root());
  const rows = { house: HOUSE, validators: validatorSet(state)!, rotations: [], outbox: state.outbox.values() };
  const head: ExitHead = exitHeadOf(rows, row)!;
  return { book: new ExitBook(head, derived.claims.tree), assets };
}

test("INV-036 CLAIM-012 CLAIM-013 CLAIM-020 CLAIM-028 CLAIM-031 kits of all, what is on its way out and dust are what is held", () => {
  fc.assert(
    fc.property(steps(70), (played) => {
      const house = playedHouse(played);
      const { book, assets } = bookOf(house);
      expect(book.fault()).toBeNull();
      const claimed = new Map<number, bigint>();
      let paidOut = 0n;
      for (const accountId of [...ACCOUNTS, ...OTHERS])
        for (const { assetId, amountAtoms } of payoutsOf(book.kitOf(accountId)))
          if (assetId === null) paidOut += amountAtoms;
          else claimed.set(assetId, (claimed.get(assetId) ?? 0n) + amountAtoms);
      for (const { assetId, heldAtoms, claimTotalAtoms, rates } of assets) {
        expect(claimed.get(assetId) ?? 0n).toBe(claimTotalAtoms);
        const { escrowAtoms } = mustGet(house.state.assets, assetId);
        expect(heldAtoms + (assetId === USDC ? paidOut : 0n)).toBe(escrowAtoms);
        if (assetId === USDC && rates.length === 2)
          expect(heldAtoms - claimTotalAtoms).toBeLessThanOrEqual(unowned(house));
      }
    }),
    { numRuns: Number(process.env.NOVATE_RUNS ?? 100) },
  );
});

/** What is nobody's: pools for which nobody was named, and an atom an account and a part. */
function unowned({ state }: TestHouse): Atoms {
  let sum = 100n;
  for (const { skinAtoms, feesAtoms, dustAtoms, treasuryAccountId } of state.segments.values())
    sum += dustAtoms + (treasuryAccountId === 0 ? skinAtoms + feesAtoms : 0n);
  for (const { guaranteeAtoms, feesAtoms, treasuryAccountId } of state.venues.values())
    if (treasuryAccountId === 0) sum += guaranteeAtoms + feesAtoms;
  return atoms(sum);
}

test("CLAIM-003 CLAIM-010 a count that follows another, while all goes on, is the one that is made anew", () => {
  fc.assert(
    fc.property(steps(40), steps(25), steps(10), (before, between, meanwhile) => {
      const house = playedHouse(before);
      const { claims } = house.house.derived;
      bookOf(house);
      for (const each of between) take(house, each);
      const claimCount = claimCountOf(house.house, NO_ROOT)!;
      const anew = new ClaimsTree().next();
      anew.add(claims.count(claimCount, null).claims);
      const root = anew.finish().root();
      expect(claims.count(claimCount, null).tree().root()).toBe(root);
      claims.drop();
      house.house.emit({ type: "ClaimCountOpened", claimCount });
      for (const each of meanwhile) {
        house.openBlock();
        take(house, each);
        freezeClaims(house.house);
      }
      expect(claims.count(claimCount, null).tree().root()).toBe(root);
    }),
    { numRuns: Number(process.env.NOVATE_RUNS ?? 60) },
  );
});
