/**
 * Goal: a bond is paid to vaults of a set that somebody named, up to a most, and to nobody else.
 * Method: a contract that a node named, as a source shows it, with the bond that it wants in its storage.
 */
import { hashText, uintWord } from "@novate/evm";
import { expect, test } from "vitest";
import { BondBudget } from "./bondBudget.ts";
import { budgetOf, challenge } from "./challenge.ts";

const [SET, OTHER] = [hashText("a set"), hashText("another")];
const TENTH = 10n ** 17n;

interface Case {
  readonly setHash?: string;
  readonly hotSet?: string;
  readonly bondWei?: bigint;
  readonly mostBondWei?: bigint;
  readonly leftWei?: bigint;
  readonly count?: number;
}

/** What is sent with a question, and what is doubted. */
async function asked({ setHash, hotSet = SET, bondWei = TENTH, mostBondWei, leftWei = 10n ** 20n, count = 1 }: Case) {
  const values: unknown[] = [];
  const doubts: string[] = [];
  const source = {
    header: async () => ({ number: 9n, stateRoot: uintWord(1) }),
    proof: async () => ({ slots: [{ value: uintWord(bondWei) }] }),
  };
  const writer = { sendOnce: async ({ value }: { value?: bigint }) => uintWord(values.push(value)) };
  const seen = {
    where: { vaultId: 1, chainId: 1, vault: `0x${"bad0".repeat(10)}` },
    place: { source, writer },
    at: { hotSet },
    nowSec: 1_000n,
  };
  const root = uintWord(1);
  const roots = { stateRoot: root, claimsRoot: root, outboxRoot: root, assetsRoot: root };
  const accepted = { epoch: 1n, timeSec: 0n, blockNumber: 1n, inboxCount: 0n, digest: root, roots };
  const onDoubt = (failure: unknown) => doubts.push((failure as Error).message);
  const options = { onDoubt, setHash, mostBondWei };
  const budget = new BondBudget(leftWei);
  for (let account = 1; account <= count; account++)
    await challenge(options as never, seen as never, { number: 0, accepted }, account, budget); // the parts that are read
  return { values, doubts };
}

test("EXIT-302 a vault of the set that was named is asked, for the bond", async () => {
  expect(await asked({ setHash: SET })).toEqual({ values: [TENTH], doubts: [] });
});

test.each<[string, Case, string]>([
  ["without a set", {}, "before somebody names the set"],
  ["of another set", { setHash: SET, hotSet: OTHER }, "it has the set"],
  ["that wants all the key has", { setHash: SET, bondWei: 5n * 10n ** 18n }, "is the most"],
  ["that wants more than was allowed", { setHash: SET, mostBondWei: 1n }, "1 is the most"],
])("EXIT-302 a contract %s is paid nothing", async (_, given, why) => {
  expect(await asked(given)).toEqual({ values: [], doubts: [expect.stringContaining(why)] });
});

test("EXIT-358 bonds of a day are no more than a most together, and a day later it begins anew", async () => {
  const { values, doubts } = await asked({ setHash: SET, leftWei: 3n * TENTH, count: 5 });
  expect(values).toHaveLength(3);
  expect(doubts).toEqual([1, 2].map(() => expect.stringContaining("those of a day")));
  const where = { vaultId: 1, chainId: 1, vault: SET } as const;
  const budget = budgetOf({ mostBondWei: 10n } as never); // the part that is read
  budget.note(75n, where, { number: 0, tree: "claims", index: 1 }, 1_000n);
  expect([5n, 6n].map((wei) => budget.allows(wei, where, 1_000n))).toEqual([true, false]);
  expect(budget.allows(80n, where, 1_000n + 86_400n)).toBe(true);
  expect(budget.allows(80n, { ...where, chainId: 2 }, 1_000n)).toBe(true); // another coin
});
