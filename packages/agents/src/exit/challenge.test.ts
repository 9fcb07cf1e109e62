/**
 * Goal: a bond is paid to vaults of a set that somebody named, up to a most, and to nobody else.
 * Method: a contract that a node named, as a source shows it, with the bond that it wants in its storage.
 */
import { hashText, uintWord } from "@novate/evm";
import { expect, test } from "vitest";
import { challenge } from "./challenge.ts";

const [SET, OTHER] = [hashText("a set"), hashText("another")];
const TENTH = 10n ** 17n;

interface Case {
  readonly setHash?: string;
  readonly hotSet?: string;
  readonly bondWei?: bigint;
  readonly mostBondWei?: bigint;
}

/** What is sent with a question, and what is doubted. */
async function asked({ setHash, hotSet = SET, bondWei = TENTH, mostBondWei }: Case) {
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
  };
  const root = uintWord(1);
  const roots = { stateRoot: root, claimsRoot: root, outboxRoot: root, assetsRoot: root };
  const accepted = { epoch: 1n, timeSec: 0n, blockNumber: 1n, inboxCount: 0n, digest: root, roots };
  const onDoubt = (failure: unknown) => doubts.push((failure as Error).message);
  const options = { onDoubt, setHash, mostBondWei };
  await challenge(options as never, seen as never, { number: 0, accepted }, 1); // the parts that are read
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
