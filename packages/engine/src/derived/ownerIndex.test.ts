/**
 * Goal: what a stranger's empty accounts cost the house does not grow with how many of them there are (INV-011).
 * Method: elements that lists are filtered and sorted over, counted while accounts close, come back and are tried.
 */
import { DAY_MS } from "@novate/num";
import { expect, test, vi } from "vitest";
import { governor, proposal, withParameters } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { Derived } from "./derived.ts";
import { OwnerIndex } from "./ownerIndex.ts";

/** Elements of the lists that `work` filters and sorts. */
function elementsOf(work: () => void): number {
  let elements = 0;
  const spies = (["filter", "sort"] as const).map((name) => {
    const original = Array.prototype[name] as (this: unknown[], ...args: unknown[]) => never;
    return vi.spyOn(Array.prototype, name).mockImplementation(function (this: unknown[], ...args: unknown[]) {
      elements += this.length;
      return original.apply(this, args);
    });
  });
  work();
  for (const spy of spies) spy.mockRestore();
  return elements;
}

/** An account's row, as empty as one can be, in either of two segments. */
function rowsOf(count: number) {
  const house = createTestHouse();
  const pattern = house.account(house.openAccount(address(5)));
  return Array.from({ length: count }, (_, n) => ({ ...pattern, accountId: n + 1, segmentId: 1 + (n % 2) }));
}

test("INV-011 an account that closes, or comes back in an old slot, looks at none of its owner's others", () => {
  const rows = rowsOf(2_000);
  const table = new Map(rows.map((row) => [row.accountId, row]));
  const index = new OwnerIndex({ get: (id: number) => table.get(id) } as never);
  const work = elementsOf(() => {
    for (const row of [...rows].reverse()) index.follow(undefined, row);
    for (const row of rows.slice(2)) index.follow(row, undefined);
  });
  expect(work).toBe(0);
  expect(index.accountsOf(rows[0]!.owner)).toEqual([1, 2]);
  expect(index.groupOf(rows[0]!.owner, 1)?.accounts).toBe(1);
  expect(index.hasSiblings(1)).toBe(true);
  index.follow(rows[1], undefined);
  expect(index.hasSiblings(1)).toBe(false);
  index.follow(rows[0], undefined);
  expect(index.isOwner(rows[0]!.owner)).toBe(false);
});

test("INV-011 INV-018 young accounts in old slots: neither a shadow run nor a restart does more than for as many in order", () => {
  const house = createTestHouse();
  const open = (): void => {
    for (let n = 0; n < 300; n += 1) house.openAccount(address(500));
  };
  const term = (): void => {
    for (let block = 0; block < 4; block += 1) runBlock(house, [], block === 0 ? 16 * DAY_MS : 30_000);
  };
  open();
  runBlock(house, [], 30_000);
  term();
  open();
  term(); // the first half closes
  expect(house.state.accounts.size).toBe(300);
  open();
  const restart = elementsOf(() => new Derived(house.state));
  const change = withParameters(house, (before) => ({
    ...before,
    margin: { ...before.margin, maintenanceFactorPpm: 810_000n as never },
  }));
  house.must(proposal(house, 1, change), governor(0));
  const rebuilt = vi.spyOn(OwnerIndex, "of");
  const shadow = elementsOf(() => runBlock(house, []));
  expect(house.state.bundles.get(1)?.isTried).toBe(true);
  expect(rebuilt).not.toHaveBeenCalled();
  rebuilt.mockRestore();
  expect(Math.max(restart, shadow)).toBeLessThan(20 * house.state.accounts.size);
});

test("INV-011 an owner's further accounts make due whom a first clone touches, and nobody else", () => {
  const house = createTestHouse();
  const ids = Array.from({ length: 50 }, () => house.openAccount(address(7), usdc(1)));
  const { watchList } = house.house;
  const look = () => watchList.due().idsOf(SEGMENT, 0);
  look();
  for (const id of ids) watchList.dismiss(house.account(id));
  const another = house.openAccount(address(7));
  expect(look()).toEqual([another]);
  const [one, two] = [house.openAccount(address(8)), house.openAccount(address(9))];
  look();
  for (const id of [another, one, two]) watchList.dismiss(house.account(id));
  const clone = house.openAccount(address(8));
  expect(look()).toEqual([one, clone]);
});

test("EXIT-135 who of an owner's accounts has anything follows each change, and is the same made anew", () => {
  const house = createTestHouse();
  const [first, second, third] = [1, 2, 3].map(() => house.openAccount(address(7))) as [number, number, number];
  const holders = () => {
    const made = OwnerIndex.of(house.state.accounts.values()).holdersOf(address(7), SEGMENT);
    expect(house.house.derived.owners.holdersOf(address(7), SEGMENT)).toEqual(made);
    return made;
  };
  expect(holders()).toEqual([]);
  for (const id of [third, first]) house.deposit(id, USDC, usdc(5));
  expect(holders()).toEqual([first, third]);
  house.moveCash(first, second, usdc(5));
  expect(holders()).toEqual([second, third]);
  const waiting = { ...house.account(first), withdrawals: 1 };
  house.state.accounts.put(waiting);
  expect(holders()).toEqual([first, second, third]);
  for (const id of [first, second]) house.state.accounts.delete(id);
  expect(holders()).toEqual([third]);
});
