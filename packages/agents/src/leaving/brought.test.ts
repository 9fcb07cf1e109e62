/**
 * Goal: whoever brings a signed word to a vault through a contract of his own takes nothing from anybody: it is asked for, answered and
 * begun by as one that was brought straight. Method: a vault, such a contract before it, and what everybody does with the chain alone.
 */
import {
  type Call,
  challengeCalls,
  createWriter,
  exitRequestCalls,
  foundVault,
  type LocalChain,
  type LocalVault,
  readAcceptances,
  readEntries,
  readExit,
  readOpenChallenges,
  sendNow,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import { ExitClaim, ExitHead, type Hex, toJson } from "@novate/codec";
import { inboxLeaf, inboxNext } from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnswerer } from "../exit/answerer.ts";
import { beginExit } from "../exit/begin.ts";
import { contradictionOf, showContradiction, wordOfAcceptance } from "../exit/contradictions.ts";
import { see } from "../exit/seen.ts";
import { spreadContradiction } from "../exit/spread.ts";
import { broughtBy, encodedOddly, foundBringer } from "../testing/bringer.fixture.ts";
import { CHAIN, founding, onlyCheckpoint, type Send, START, startOf } from "./checkpoint.fixture.ts";

const DAY = 86_400;
const stranger = createOwnerKey(deriveSecret("leaving", "stranger")).address;

let chain: LocalChain;
let where: LocalVault;
let bringer: Hex;
let now = START + 10;

beforeAll(async () => {
  chain = await startLocal["in-process"]({ chainId: CHAIN, timeSec: START });
});
afterAll(() => chain?.stop());

const writer = () => createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("leaving", "anybody") });
const send: Send = (call) => {
  now += 12;
  return sendNow(chain, writer(), call, now);
};
const latest = () => chain.source.header("latest");
const site = () => ({ vaultId: 1, chainId: Number(CHAIN), vault: where.vault });
const place = () => ({ source: chain.source, fromBlock: 0n, writer: writer() });
const openOf = async () => readOpenChallenges(chain.source, await latest(), where.vault, 0n);
const wordsOf = async () => readAcceptances(chain.source, await latest(), where.vault, 0n);

/** Time passes, with blocks enough for whatever must age. */
async function pass(seconds: number): Promise<void> {
  now += seconds;
  await chain.mine(now);
  await chain.pass(160, 1);
  now += 160;
}

async function found(): Promise<Hex> {
  now = Math.max(now, Number((await latest()).timeSec)) + 10;
  const terms = [{ symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n }];
  where = await foundVault(chain, writer(), { ...founding, guardians: [stranger], bondWei: 0n }, terms, now);
  bringer = (await send(foundBringer(where.vault))).contract!;
  await pass(600);
  return where.tokens.get("USDC")!;
}

/** The inbox as the vault has it. */
async function heard() {
  const entries = await readEntries(chain.source, where.vault, 0n, (await latest()).number);
  const acc = entries.reduce((before, entry) => inboxNext(before, inboxLeaf(entry)), startOf(where.vault));
  return { acc, count: BigInt(entries.length) };
}

const hidden: Send = (call) => send(broughtBy(bringer, call as Call));

/** A word that more than two thirds signed now, brought so. */
async function strike(token: Hex, by: Send) {
  const only = onlyCheckpoint(where, token);
  const { acc, count } = await heard();
  const atSec = now;
  const words = await only.accept(by, atSec, acc, count);
  const { timeSec, number: blockNumber } = await latest();
  return { only, atSec, acc, count, accepted: { ...words, timeSec, blockNumber } };
}

test("EXIT-018 EXIT-330 a leaf of a word that a contract brought is asked for and shown by the chain alone", async () => {
  const { only, atSec, acc, count, accepted } = await strike(await found(), hidden);
  const [pending] = await wordsOf();
  expect(pending).toMatchObject({ number: 0, accepted });
  await send(challengeCalls.challenge(where.vault, pending!, "claims", 9, 0n));
  const head = toJson(ExitHead, only.headAt(BigInt(atSec) * 1_000n, acc, count));
  const claim = { ...only.claim, exitChain: 0, kept: [...only.claim.kept] } as never; // amounts are branded
  const exitClaims = async () => ({ head, claims: [toJson(ExitClaim, claim)], nextCursor: null });
  const spec = { vaultId: 1, chainId: Number(CHAIN), vault: where.vault };
  const rows = { vaults: [{ spec }], vaultExits: [], checkpoints: [] } as never; // the parts that are read
  const doubts: unknown[] = [];
  const places = new Map([[Number(CHAIN), [place()]]]);
  const answerer = createAnswerer({
    client: { exitClaims } as never, // as above
    places,
    onDoubt: (failure) => void doubts.push(failure),
  });
  await answerer.look(rows);
  now += 12;
  await chain.mine(now);
  expect([await openOf(), doubts]).toEqual([[], []]);
  await pass(1_800);
  await send(vaultCalls.mature(where.vault, 0, accepted));
});

test("EXIT-018 EXIT-023 a dead house's last word, brought by a contract, keeps no exit from beginning", async () => {
  const token = await found();
  const { accepted } = await strike(token, send);
  await pass(1_800);
  await send(vaultCalls.mature(where.vault, 0, accepted));
  await strike(token, hidden); // shown to nobody
  await pass(8 * DAY);
  await send(exitRequestCalls.requestExitForSilence(where.vault));
  await pass(4 * DAY);
  const { at } = await see(place(), site());
  await beginExit(place(), site(), at, await latest(), []);
  now += 12;
  await chain.mine(now);
  const { epoch } = (await wordsOf())[0]!.accepted;
  expect(epoch).toBeGreaterThan(accepted.epoch);
  const state = await readExit(chain.source, await latest(), where.vault);
  expect(state).toMatchObject({ phase: "exit", epochX: epoch });
});

test("EXIT-303 a word whose call is encoded as no strict decoder takes it is read as the vault read it", async () => {
  const token = await found();
  for (const by of [send, hidden]) {
    const { accepted } = await strike(token, (call) => by(encodedOddly(call as Call)));
    const [newest] = await wordsOf();
    expect(newest).toMatchObject({ accepted });
    expect(wordOfAcceptance(founding.house, founding.hotSet, site(), newest!)).not.toBeNull();
    await pass(600);
  }
});

test("EXIT-018 EXIT-007 two words that contracts brought to two vaults are shown by the chains alone", async () => {
  const token = await found();
  const first = where;
  await strike(token, hidden);
  const [one] = await wordsOf();
  const taken = wordOfAcceptance(founding.house, founding.hotSet, site(), one!)!;
  await found(); // the same house's, elsewhere: its word of that epoch is another
  const only = onlyCheckpoint(where, token);
  await only.accept(hidden, Number(taken.words.timeMs / 1_000n), startOf(where.vault), 0n);
  const [other] = await wordsOf();
  const both = contradictionOf([taken, wordOfAcceptance(founding.house, founding.hotSet, site(), other!)!]);
  for (const { vault } of [first, where]) {
    await send(showContradiction(vault, both!));
    expect(await readExit(chain.source, await latest(), vault)).toMatchObject({ cause: "contradiction" });
  }
});

test("EXIT-332 EXIT-076 a contradiction that somebody showed one vault by a contract is shown to the other", async () => {
  const token = await found();
  const [first, by] = [site(), bringer];
  await found();
  const only = onlyCheckpoint(where, token);
  const [one, other] = [1n, 2n].map((count) => only.sign(BigInt(now) * 1_000n, startOf(where.vault), count));
  const wordOf = ({ said, signatures, epoch, digest }: typeof one & object) => ({
    ...{ epoch, digest, setHash: founding.hotSet, set: only.set, signatures },
    words: said,
  });
  await send(broughtBy(by, showContradiction(first.vault, [wordOf(one!), wordOf(other!)])));
  const doubts: unknown[] = [];
  const seen = await Promise.all([first, site()].map((each) => see(place(), each)));
  await spreadContradiction({ onDoubt: (failure: unknown) => void doubts.push(failure) } as never, seen); // the part that is read
  now += 12;
  await chain.mine(now);
  expect(doubts).toEqual([]);
  expect(await readExit(chain.source, await latest(), where.vault)).toMatchObject({ cause: "contradiction" });
});
