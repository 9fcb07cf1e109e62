/**
 * Goal: the words that a vault took are read from the chain as the vault read them, however they were brought and encoded.
 * Method: a source by hand of one vault with one place; calls straight and told by an event, of odd forms that a contract takes, and lies.
 */
import type { Hex } from "@novate/codec";
import { EPOCH_MS, hashText, hashWords, uintWord } from "@novate/evm";
import { encodeAbiParameters, toEventSelector } from "viem";
import { expect, test } from "vitest";
import { vaultAbi } from "../abi/abi.ts";
import type { ChainSource } from "../source/source.ts";
import { accept } from "../vault/calls.ts";
import { readAcceptances } from "./acceptances.ts";
import { type AcceptWords, acceptIn, hotLinksIn } from "./brought.ts";

const VAULT: Hex = `0x${"7a".repeat(20)}`;
const ROOT = hashText("a root");
const WORDS: AcceptWords = {
  checkpoint: { height: 7n, timeMs: 7n * BigInt(EPOCH_MS), previous: ROOT, stateRoot: ROOT, claimsRoot: ROOT },
  section: { inboxCount: 3n, inboxAcc: ROOT, outboxRoot: ROOT, assetsRoot: ROOT, index: 1n, siblings: [] },
  set: { epoch: 1n, total: 1n, words: [uintWord(1)] },
  signatures: { signers: 1n, compact: `0x${"11".repeat(64)}` },
};
const callOf = ({ checkpoint, section, set, signatures }: AcceptWords): Hex =>
  accept(VAULT, checkpoint, section, set, signatures).data;
const CALL = callOf(WORDS);
const [TIME, BLOCK] = [5_000n, 5n];
const DIGEST = hashText("a digest");
const PLACE = hashWords(
  ...[uintWord(0), uintWord(7), DIGEST, ROOT, ROOT, ROOT, ROOT],
  ...[3n, TIME, BLOCK].map((n) => uintWord(n)),
);
const BROUGHT = toEventSelector(vaultAbi.find((one) => one.type === "event" && one.name === "CheckpointBrought")!);

interface Chain {
  /** Of the transaction that brought it; null where the source has it no longer. */
  readonly input: Hex | null;
  /** What the vault's event says that it was called with, if it does. */
  readonly call?: Hex;
  readonly place?: Hex;
}

/** A vault that has accepted one checkpoint. */
function sourceOf({ input, call, place = PLACE }: Chain): ChainSource {
  const head = uintWord(7n | (4_200n << 64n) | (1n << 128n) | (4_200n << 160n));
  const log = { address: VAULT, topics: [], blockNumber: BLOCK, transactionHash: uintWord(4), logIndex: 0 };
  const said = (data: Hex) => ({
    ...log,
    topics: [BROUGHT, DIGEST],
    data: encodeAbiParameters([{ type: "bytes" }], [data]),
  });
  return {
    url: "a source by hand",
    rpc: { request: async () => (input === null ? null : { input }) },
    header: async () => ({ number: 9n, stateRoot: ROOT, timeSec: TIME, hash: ROOT }),
    proof: async (_at: unknown, _address: unknown, slots: readonly Hex[]) => ({
      account: { codeHash: ROOT },
      slots: slots.map((_, n) => ({ value: slots.length === 1 ? place : n === 2 ? head : uintWord(1) })),
    }),
    logs: async (_address: Hex, topic: Hex) =>
      topic !== BROUGHT ? [{ ...log, data: DIGEST }] : call === undefined ? [] : [said(call)],
  } as never; // the parts that are read
}
const read = (chain: Chain, number = 9n) => readAcceptances(sourceOf(chain), { number, stateRoot: ROOT }, VAULT, 0n);
const found = [{ number: 0, accepted: expect.objectContaining({ epoch: 7n, digest: DIGEST }), ...WORDS }];

/** The words of a call, behind its selector. */
const wordsOf = (call: Hex): Hex[] =>
  Array.from({ length: (call.length - 10) / 64 }, (_, n): Hex => `0x${call.slice(10 + 64 * n, 74 + 64 * n)}`);
const joined = (words: readonly Hex[]): Hex => `${CALL.slice(0, 10)}${words.map((w) => w.slice(2)).join("")}` as Hex;

/** Heads of section, set and signatures are words 5 to 7; siblings are the section's sixth word. */
const [SECTION, SIBLINGS] = [5, 8 + 5];
/** The section at the end of the call, and its siblings' length where it wraps around to: in the first word of all. */
function wrapped(): Hex {
  const words = wordsOf(callOf({ ...WORDS, checkpoint: { ...WORDS.checkpoint, height: 0n } }));
  const section = words.slice(8, 14);
  const at = BigInt(32 * words.length);
  words[SECTION] = uintWord(at);
  return joined([...words, ...section.slice(0, 5), uintWord(BigInt.asUintN(256, -at))]);
}

test.each<[string, Chain]>([
  ["straight", { input: CALL }],
  ["by a contract", { input: "0x12345678", call: CALL }],
  [
    "by a contract whose own input is another call",
    { input: callOf({ ...WORDS, set: { ...WORDS.set, epoch: 2n } }), call: CALL },
  ],
  ["by one that the source has no longer", { input: null, call: CALL }],
  ["with more behind", { input: `${CALL}${"ff".repeat(4_000)}` }],
  ["with siblings beyond the end", { input: joined(wordsOf(CALL).with(SIBLINGS, uintWord(10n ** 9n))) }],
])("EXIT-018 a word that was brought %s is read as the vault read it", async (_, chain) => {
  expect(await read(chain)).toEqual(found);
});

test("EXIT-303 distances that wrap around are followed as a contract follows them", () => {
  const { checkpoint } = WORDS;
  expect(acceptIn(wrapped())).toEqual({ ...WORDS, checkpoint: { ...checkpoint, height: 0n } });
  expect([acceptIn("0x12345678"), hotLinksIn(CALL)]).toEqual([null, []]);
});

test("EXIT-303 a source that has no words, or others, is refused, and what was voided is left out", async () => {
  await expect(read({ input: null })).rejects.toMatchObject({ code: "NotFound" });
  const other = callOf({ ...WORDS, section: { ...WORDS.section, inboxCount: 4n } });
  for (const chain of [{ input: other }, { input: CALL, call: other }, { input: "0x12345678" as const }])
    await expect(read(chain)).rejects.toMatchObject({ code: "AnswerForged" });
  const long = joined(wordsOf(CALL).with(8 + 6, uintWord(2n ** 255n)));
  await expect(read({ input: long })).rejects.toMatchObject({ code: "RpcMalformed" });
  expect(await read({ input: null, place: uintWord(0) })).toEqual([]);
  expect(await read({ input: null, place: uintWord(1) }, BLOCK - 1n)).toEqual([]); // it came in after the block that is looked at
});
