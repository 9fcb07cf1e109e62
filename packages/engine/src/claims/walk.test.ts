/**
 * Goal: a word that is struck in the middle of a pot's walk pays two equal creditors alike, wherever the walk has come to.
 * Method: a debtor who can pay half, creditors in the first and the last block of a walk, a word after each of its blocks.
 */
import { expect, test } from "vitest";
import { leavingHouse } from "../exit/booking.fixture.ts";
import { exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { address, BTC, SEGMENT, usdc } from "../testing/testMarket.ts";

test("CLAIM-041 what a walk has still to pay goes to those ahead of it, and the rest to all by what they then have", () => {
  const [DEBTOR, LOW, RICH, HIGH] = [1, 2, 3, 600];
  const { house, sell, exit, bookRefunds, bookClaims, step, paid } = leavingHouse([10, 0, 0]);
  for (let n = 4; n <= HIGH; n++) house.openAccount(address(n));
  house.moveCash(RICH, HIGH, usdc(500_000));
  for (const creditor of [LOW, HIGH]) sell(DEBTOR, creditor, 5, 0);
  exit();
  bookRefunds();
  bookClaims();
  const cursors: (number | null)[] = [];
  for (let block = 0; block < 5; block++) {
    expect(paid(DEBTOR, LOW, HIGH)).toEqual([0, 750_000, 750_000]);
    step(1_000);
    cursors.push(mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC)).walk?.cursor ?? null);
  }
  expect(cursors.filter((cursor) => cursor !== null && cursor > 0).length).toBeGreaterThan(1);
});
