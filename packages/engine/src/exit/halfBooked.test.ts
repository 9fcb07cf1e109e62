/**
 * Goal: what is struck while the payments of a vault in exit are half booked gives nobody what others are owed, and takes nobody's coins.
 * Method: a sale since X and a member who did nothing, claims or refunds booked in part; a word of the other vault, and an end of the segment.
 */
import { WindUpPhase } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { address, BTC, SEGMENT, usdc } from "../testing/testMarket.ts";
import { leavingHouse } from "./booking.fixture.ts";

const [ALICE, BOB, CAROL, DAVE] = [1, 2, 3, 4];
const ALL = [ALICE, BOB, CAROL, DAVE];

test("CLAIM-039 nobody is paid out of a pool while claims are half booked: who did nothing has its cash alone", () => {
  const { sell, exit, bookRefunds, bookClaims, paid } = leavingHouse([5, 5, 0, 95]);
  sell(ALICE, BOB, 5, 400_000);
  exit();
  bookRefunds();
  bookClaims(1, 2);
  expect(paid(...ALL)).toEqual([400_000, 100_000, 500_000, 500_000]);
  bookClaims(3);
  expect(paid(...ALL)).toEqual([400_000, 600_000, 500_000, 500_000]);
});

test("CLAIM-039 nor while deposits are that go back: who paid in after X has its deposit back, and not the creditor's cash", () => {
  const { sell, exit, payIn, bookRefunds, bookClaims, paid } = leavingHouse([5, 5, 0, 0]);
  sell(ALICE, BOB, 5, 400_000);
  payIn(DAVE, 95);
  exit();
  bookClaims();
  expect(paid(...ALL)).toEqual([400_000, 100_000, 500_000, 500_000]);
  bookRefunds();
  expect(paid(...ALL)).toEqual([400_000, 600_000, 500_000, 500_000]);
});

/** What everybody has in the end, in dollars, where the segment's end begins after so many claims are booked. */
function ended(bookedBefore: number): number[] {
  const house = leavingHouse([5, 5, 0, 95]);
  house.sell(ALICE, BOB, 5, 0);
  house.house.moveCash(BOB, CAROL, usdc(525_000)); // Bob is 25,000 short, and is owed 500,000
  house.exit();
  house.bookRefunds();
  if (bookedBefore > 0) house.bookClaims(1, bookedBefore);
  house.windUp();
  const phase = () => mustGet(house.house.state.windUps, SEGMENT).phase;
  expect(phase()).toBe(bookedBefore === 4 ? WindUpPhase.over : WindUpPhase.closing);
  if (bookedBefore < 4) house.bookClaims(bookedBefore + 1);
  for (let count = 0; count < 12; count++) {
    house.priced();
    runBlock(house.house, [], 1_000);
  }
  expect(phase()).toBe(WindUpPhase.over);
  for (let count = 0; count < 30; count++) house.step();
  return ALL.map((accountId) => Math.round(Number(house.has(accountId)) / 1e6));
}

test("EXIT-219 a segment that ends waits for the books, so that a creditor who lacks some dollars gives as much of its coins", () => {
  const full = ended(4);
  expect(full[1]).toBe(475_000);
  expect(ended(0)).toEqual(full);
  expect(ended(2)).toEqual(full);
});

test("EXIT-219 it waits three days and no longer: coins that are not booked are then given for nothing, and the vault pays them", () => {
  const house = leavingHouse([95, 0, 0]);
  const [DAVE, CAROL] = [1, 2];
  const second = house.house.openAccount(address(DAVE)); // of the same owner
  house.house.moveCash(DAVE, second, usdc(500_000));
  house.house.moveCash(DAVE, CAROL, usdc(1));
  house.exit();
  house.windUp();
  for (let day = 0; day < 3; day++) {
    expect(mustGet(house.house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.closing);
    house.house.openBlock(house.house.timeMs + DAY_MS);
    for (let count = 0; count < 6; count++) {
      house.priced();
      runBlock(house.house, [], 1_000);
    }
  }
  expect(mustGet(house.house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.over);
  house.bookRefunds();
  house.bookClaims();
  for (let count = 0; count < 30; count++) house.step();
  expect([house.has(DAVE, BTC), house.house.state.exitDebts.size]).toEqual([0n, 0]);
  expect(house.has(second)).toBeGreaterThan(usdc(499_999)); // it bears its part of the dollar
});
