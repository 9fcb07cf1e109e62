/** Goal: the rolls follow the rows, and are the same when built at once. Method: debts come and go on the test house. */
import { expect, test } from "vitest";
import { createCrisis } from "../testing/crisis.ts";
import { address, SEGMENT, usdc } from "../testing/testMarket.ts";
import { Derived } from "./derived.ts";

test("INV-010 backstops and debtors are known as rows change, and from the rows alone", () => {
  const house = createCrisis({ backstops: [10, 20] });
  const [poor, rich] = [house.openAccount(address(1), usdc(5)), house.openAccount(address(2), usdc(5))];
  const { rolls } = house.house.derived;
  expect(rolls.backstopsOf(SEGMENT)).toEqual([1, 2]);
  expect(rolls.debtorsOf(SEGMENT)).toEqual([]);
  house.moveCash(poor, rich, usdc(6));
  expect(rolls.debtorsOf(SEGMENT)).toEqual([poor]);
  expect([0n, usdc(1) - 1n, usdc(1)].map((limit) => rolls.debtorsBeyond(SEGMENT, limit))).toEqual([[poor], [poor], []]);
  const rebuilt = new Derived(house.state).rolls;
  expect([rebuilt.backstopsOf(SEGMENT), rebuilt.debtorsOf(SEGMENT)]).toEqual([[1, 2], [poor]]);
  house.moveCash(rich, poor, usdc(1));
  expect(rolls.debtorsOf(SEGMENT)).toEqual([]);
  expect(rolls.backstopsOf(99)).toEqual([]);
});
