/**
 * Goal: who is owed for coins of a vault in exit, and lacks a dollar as its segment winds up, loses a dollar of them and not all.
 * Method: a sale since the vault's word, a buyer a dollar short; the segment ends before a pot has paid, with a debtor that can pay all or half.
 */
import { WindUpPhase } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { leavingHouse } from "../exit/booking.fixture.ts";
import { sold } from "../exit/debtor.fixture.ts";
import { settled } from "../exit/exit.fixture.ts";
import { begunWindUp } from "../ledger/windUp.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { address, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";

test.each([
  ["all", 1_000_000, 999_999],
  ["half", 500_000, 499_999],
])("EXIT-218 of a buyer whose debtor can pay %s of %i dollars a dollar is taken", (_, has, left) => {
  const scene = sold((early, alice, second) => {
    early.moveCash(second, 4, usdc(500_000));
    early.moveCash(alice, 4, usdc(500_000));
    early.moveCash(4, alice, usdc(has));
  });
  const { house, alice, bob, carol, priced } = scene;
  house.moveCash(bob, carol, atoms(usdc(500_001)));
  house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
  for (let count = 0; count < 12; count++) {
    priced();
    runBlock(house, [], 1_000);
  }
  expect(mustGet(house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.over);
  settled(house, 2);
  expect(scene.has(alice)).toBe(0n);
  expect(Number(scene.has(bob, USDC)) / 1e6).toBeCloseTo(left, 0);
});

test("CLAIM-035 EXIT-218 coins that pay what their owner owes of them are given for no other debt: their creditor's part is whole", () => {
  const [ALICE, BOB, CAROL, EVE, FRIEND] = [1, 2, 3, 4, 5];
  const house = leavingHouse([5, 5, 0, 10, 0]);
  const second = house.house.openAccount(address(EVE));
  house.sell(ALICE, BOB, 1, 0); // and can pay for it
  house.sell(EVE, second, 10, 0); // to herself: she owes ten and has ten
  house.house.moveCash(EVE, CAROL, usdc(500_000));
  house.house.moveCash(second, FRIEND, usdc(500_000)); // and lost half a million with it
  house.exit();
  house.bookRefunds();
  house.bookClaims();
  house.windUp();
  for (let count = 0; count < 30; count++) house.step();
  const dollars = [ALICE, BOB, FRIEND].map((accountId) => Math.round(Number(house.has(accountId)) / 1e6));
  // Half a million is lacking of three million: each bears a sixth of its cash, and Alice pays Bob what his coin is worth.
  expect(dollars).toEqual([316_667, 516_667, 833_333]);
});
