/**
 * TypeScript against Solidity: random values through the vault's own functions on a chain, each answer compared.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { inboxStart } from "@novate/evm";
import { createRandom, type Random } from "@novate/stdx";
import { encodeCall, selectorsOf } from "../abi.ts";
import { decodeBytesList, decodeWords } from "../answers.ts";
import { ACCOUNTS, type Anvil } from "../anvil.ts";
import { compileSupport } from "../compileSupport.ts";
import { drawUint } from "../draw.ts";
import type { ByteCase, Scene } from "./case.ts";
import { drawInboxCase } from "./inbox.ts";
import { checkCases, hashCases, junkCases, quorumCases } from "./sets.ts";
import { assetCases, climbCases, outboxCases, sectionCases } from "./trees.ts";

const HOUSE = bytesToHex(keccak256(new TextEncoder().encode("a house")));
const BATCH = 250;
/** Entries of one inbox, over the end of a chunk. */
const ENTRIES = 70;
const ENTRY = "entry";

type Draw = (random: Random, scene: Scene) => Iterable<ByteCase>;
/** How often each is drawn: those that make several cases less often. */
const DRAWS: readonly Draw[] = [
  outboxCases,
  outboxCases,
  assetCases,
  sectionCases,
  climbCases,
  climbCases,
  climbCases,
  hashCases,
  hashCases,
  checkCases,
  checkCases,
  quorumCases,
  quorumCases,
  junkCases,
];

/** What was asked, by kind, and what was answered otherwise. */
export interface Comparison {
  readonly asked: Readonly<Record<string, number>>;
  readonly refusals: number;
  readonly differences: readonly string[];
}

/** The address under which the next batch runs, and its chain. */
const drawScene = (random: Random, selectors: ReadonlyMap<string, Hex>): Scene => ({
  chainId: drawUint(random, 52) + 1n,
  vault: `0x${drawUint(random, 159).toString(16).padStart(40, "1")}` as Hex,
  selectors,
});

function drawBatch(random: Random, scene: Scene): ByteCase[] {
  const cases: ByteCase[] = [];
  while (cases.length < BATCH) cases.push(...DRAWS[random.nextInt(0, DRAWS.length - 1)]!(random, scene));
  return cases;
}

const isSame = (answer: Hex, expected: Hex): boolean =>
  answer === expected || (expected.length === 10 && answer.startsWith(expected));

/** Runs at least `count` cases of a seed on a chain. */
export async function compareBytes(anvil: Anvil, count: number, seed: number): Promise<Comparison> {
  const { abi, bytecode } = compileSupport("SharedBytes");
  const selectors = selectorsOf(abi);
  const chainId = BigInt(await anvil.ask<Hex>("eth_chainId"));
  const home = await anvil.send({ from: ACCOUNTS[0]!, data: `${bytecode}${HOUSE.slice(2)}` });
  const code = await anvil.ask<Hex>("eth_getCode", home, "latest");
  const start = inboxStart(HOUSE, chainId, home);

  const random = createRandom(seed);
  const asked: Record<string, number> = {};
  const differences: string[] = [];
  let [total, refusals] = [0, 0];
  while (total < count) {
    const scene = drawScene(random, selectors);
    const cases = drawBatch(random, scene);
    const data = encodeCall(selectors.get("run")!, { list: cases.map((each) => ({ bytes: each.data })) });
    await anvil.ask("anvil_setChainId", Number(scene.chainId));
    const answers = decodeBytesList(await anvil.callAs(ACCOUNTS[0]!, scene.vault, data, { [scene.vault]: { code } }));
    for (const [index, { kind, data: call, expected }] of cases.entries()) {
      asked[kind] = (asked[kind] ?? 0) + 1;
      if (expected.length === 10) refusals++;
      if (!isSame(answers[index]!, expected)) differences.push(`${kind} ${call}: ${answers[index]} is not ${expected}`);
    }
    total += cases.length;

    const inbox = drawInboxCase(random, selectors.get("enterAll")!, start, ENTRIES);
    const overrides = { [scene.vault]: { code } };
    const words = decodeWords(await anvil.callAs(inbox.sender, scene.vault, inbox.data, overrides, inbox.timeSec));
    for (const [index, acc] of inbox.accs.entries())
      if (words[index + 2] !== acc)
        differences.push(`entry ${index} of ${inbox.data}: ${words[index + 2]} is not ${acc}`);
    asked[ENTRY] = (asked[ENTRY] ?? 0) + ENTRIES;
    total += ENTRIES;
  }
  await anvil.ask("anvil_setChainId", Number(chainId)); // it signs for no other
  return { asked, refusals, differences };
}
