/**
 * Goal: a count looks ahead for those who owe most, and its first block stays short whatever is opened to fill it.
 * Method: more owners that owe than it takes, one who owes least among them; an owner of more accounts than it looks at, full and empty.
 */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { sold } from "../exit/debtor.fixture.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import { address, BTC, USDC, usdc } from "../testing/testMarket.ts";
import { claimCountOf } from "./strikeCheckpoint.ts";

/** Owners as the next count has them, with accounts of which `owes` says what each owes of the coin. */
function owersOf(accounts: Iterable<readonly [owner: number, owes: bigint]>, cashAtoms = atoms(0n)): string[] {
  const { house, alice } = sold();
  const row = house.account(alice);
  const balances = cashAtoms === 0n ? [] : [{ assetId: USDC, amountAtoms: cashAtoms }];
  let accountId = 1_000;
  for (const [owner, lack] of accounts) {
    accountId += 1;
    house.state.accounts.put({ ...row, accountId, owner: address(owner), balances, emptySinceMs: 0 });
    if (lack > 0n) house.state.exitDebts.put({ accountId, assetId: BTC, lackAtoms: atoms(lack), payerCursor: 0 });
  }
  return claimCountOf(house.house, NO_ROOT)!.segments.flatMap(({ owers }) => owers.map(({ owner }) => owner));
}

const FIRST = 0x5000;

test("CLAIM-037 of 1,025 owners that owe the one that owes least is left out, whatever its id", () => {
  const owners = Array.from({ length: 1_024 }, (_, n) => [FIRST + n, n === 0 ? 10n : 20_000n] as const);
  const struck = owersOf(owners);
  expect([struck.length, struck[0], struck.includes(address(FIRST))]).toEqual([1_024, address(1), false]);
});

test("CLAIM-037 an owner of more accounts that hold something than a count looks at is left out, and those behind it are not", () => {
  const many = (count: number) => [
    ...Array.from({ length: count }, (_, n) => [FIRST, n === 0 ? 9_000_000_000n : 0n] as const),
    [FIRST + 1, 10n] as const,
  ];
  const all = [address(FIRST), address(1), address(FIRST + 1)];
  expect(owersOf(many(16_384), usdc(1))).toEqual(all);
  expect(owersOf(many(16_385), usdc(1))).toEqual(all.slice(1));
  expect(owersOf(many(70_000))).toEqual(all); // of accounts without anything there may be any number
});
