/**
 * Goal: a word that a vault took is known by what was kept where its call hides it, and said to be hidden where nobody kept it; data that
 * is made to be dear is not.
 * Method: a source by hand of one vault with one place; calls with the word, without it, and with a great many that look like it.
 */
import type { Hex } from "@novate/codec";
import { EPOCH_MS, hashText, hashWords, uintWord } from "@novate/evm";
import { toFunctionSelector } from "viem";
import { expect, test } from "vitest";
import { vaultAbi } from "../abi/abi.ts";
import type { ChainSource } from "../source/source.ts";
import { accept } from "../vault/calls.ts";
import { readAcceptances, readPlaces } from "./acceptances.ts";
import type { AcceptWords } from "./brought.ts";

const VAULT: Hex = `0x${"7a".repeat(20)}`;
const ROOT = hashText("a root");
const WORDS: AcceptWords = {
  checkpoint: { height: 7n, timeMs: 7n * BigInt(EPOCH_MS), previous: ROOT, stateRoot: ROOT, claimsRoot: ROOT },
  section: { inboxCount: 3n, inboxAcc: ROOT, outboxRoot: ROOT, assetsRoot: ROOT, index: 1n, siblings: [] },
  set: { epoch: 1n, total: 1n, words: [uintWord(1)] },
  signatures: { signers: 1n, compact: `0x${"11".repeat(64)}` },
};
const CALL = accept(VAULT, WORDS.checkpoint, WORDS.section, WORDS.set, WORDS.signatures).data;
const [TIME, BLOCK] = [5_000n, 5n];
const DIGEST = hashText("a digest");
const PLACE = hashWords(
  uintWord(0),
  uintWord(7),
  DIGEST,
  ROOT,
  ROOT,
  ROOT,
  ROOT,
  ...[3n, TIME, BLOCK].map((n) => uintWord(n)),
);

/** A vault that has accepted one checkpoint, brought by a transaction of this input. */
function sourceOf(input: Hex): ChainSource {
  const head = uintWord(7n | (4_200n << 64n) | (1n << 128n) | (4_200n << 160n));
  const log = {
    address: VAULT,
    topics: [],
    data: DIGEST,
    blockNumber: BLOCK,
    transactionHash: uintWord(4),
    logIndex: 0,
  };
  return {
    rpc: { request: async () => ({ input }) },
    header: async () => ({ number: 9n, stateRoot: ROOT, timeSec: TIME, hash: ROOT }),
    proof: async (_at: unknown, _address: unknown, slots: readonly Hex[]) => ({
      account: { codeHash: ROOT },
      slots: slots.map((_, n) => ({ value: slots.length === 1 ? PLACE : n === 2 ? head : uintWord(1) })),
    }),
    logs: async () => [log],
  } as never; // the parts that are read
}
const at = { number: 9n, stateRoot: ROOT };
const found = [{ number: 0, accepted: expect.objectContaining({ epoch: 7n, digest: DIGEST }), ...WORDS }];

test.each<[string, Hex]>([
  ["straight", CALL],
  ["through a contract", `0x12345678${CALL.slice(2)}`],
])("a word that was brought %s is in the call's data", async (_, input) => {
  expect(await readAcceptances(sourceOf(input), at, VAULT, 0n)).toEqual(found);
});

test("EXIT-303 a word that a call hides comes from what was kept, and else is said to be hidden", async () => {
  const hidden = [{ number: 0, digest: DIGEST, timeSec: TIME }];
  const source = sourceOf("0x12345678");
  expect(await readPlaces(source, at, VAULT, 0n)).toEqual({ acceptances: [], hidden });
  const asked: Hex[] = [];
  const wrongWords = { ...WORDS, section: { ...WORDS.section, inboxCount: 4n } };
  const far = {
    near: () => wrongWords,
    far: async (digest: Hex) => {
      asked.push(digest);
      return WORDS;
    },
  };
  expect(await readPlaces(source, at, VAULT, 0n, far)).toEqual({ acceptances: found, hidden: [] });
  expect(await readPlaces(sourceOf(CALL), at, VAULT, 0n, far)).toEqual({ acceptances: found, hidden: [] });
  expect(asked).toEqual([DIGEST]); // where the call shows it nobody looks for it
  const near = { near: () => WORDS, far: async () => null };
  expect(await readPlaces(source, at, VAULT, 0n, near)).toEqual({ acceptances: found, hidden: [] });
  const wrong = { near: () => wrongWords, far: async () => wrongWords };
  expect(await readPlaces(source, at, VAULT, 0n, wrong)).toEqual({ acceptances: [], hidden });
});

test("EXIT-303 data of a great many calls costs no more than a few", async () => {
  const selector = toFunctionSelector(vaultAbi.find((one) => one.type === "function" && one.name === "accept")!).slice(
    2,
  );
  const from = process.cpuUsage();
  const places = await readPlaces(sourceOf(`0x${selector.repeat(200_000)}`), at, VAULT, 0n);
  const { user, system } = process.cpuUsage(from);
  expect(places.hidden).toHaveLength(1);
  expect((user + system) / 1_000).toBeLessThan(2_000); // milliseconds; unbounded it takes many minutes
});
