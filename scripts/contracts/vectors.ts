/**
 * Writes `vectors/custody`: what TypeScript makes of values that both voices read again.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import {
  appointDigest,
  assetLeaf,
  checkpointDigest,
  climbTree,
  compactSignature,
  domainSeparator,
  inboxLeaf,
  inboxNext,
  inboxStart,
  isQuorum,
  liftDigest,
  outboxIndex,
  outboxLeaf,
  rearmDigest,
  refreshDigest,
  replacementDigest,
  rotationDigest,
  sectionLeaf,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  termsDigest,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createRandom } from "@novate/stdx";
import { drawAddress, drawBytes, drawUint, drawWord } from "../../packages/contracts/src/testing/draw.ts";
import { type Keyring, keyring, signDigest } from "../../packages/contracts/src/testing/keyring.ts";
import { claimVectors } from "./claimVectors.ts";
import { created } from "./created.ts";
import { slotVectors } from "./slotVectors.ts";

const FOLDER = new URL("../../vectors/custody/", import.meta.url);
const random = createRandom("vectors of custody");
const hash = (text: string): Hex => bytesToHex(keccak256(new TextEncoder().encode(text)));
const HOUSE = hash("a house of vectors");
const CHAIN_ID = 84_532n;
const TIME_SEC = 1_760_054_400;

const DEPLOYER: Hex = `0x${"d0".repeat(20)}`;
const SETS = created(DEPLOYER, 0n);
const VAULT = created(SETS, 1n);

const times = <T>(count: number, draw: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => draw(n));
const LANES = ["main", "small", "sentBack"] as const;

function leaves() {
  const outbox = times(12, (index) => {
    const row = {
      nonce: drawUint(random, 64),
      token: drawAddress(random),
      recipient: drawAddress(random),
      amount: drawUint(random, 96),
      lane: LANES[index % 3]!,
      cumulative: drawUint(random, 128),
    };
    return { ...row, index: outboxIndex(row.nonce), leaf: outboxLeaf(row) };
  });
  const assets = times(6, () => {
    const queuedCum = { main: drawUint(random, 128), small: drawUint(random, 128), sentBack: drawUint(random, 128) };
    const row = {
      assetId: Number(drawUint(random, 32)),
      token: drawAddress(random),
      consumedCum: drawUint(random, 128),
      queuedCum,
      claimTotal: drawUint(random, 128),
      ratesHash: drawWord(random),
    };
    return { ...row, leaf: assetLeaf(row) };
  });
  const sections = times(6, () => {
    const section = {
      chainId: drawUint(random, 63) + 1n,
      vault: `0x1a${drawAddress(random).slice(4)}` as Hex,
      inboxCount: drawUint(random, 64),
      inboxAcc: drawWord(random),
      outboxRoot: drawWord(random),
      assetsRoot: drawWord(random),
    };
    return { ...section, leaf: sectionLeaf(section) };
  });
  return { outbox, assets, sections };
}

/** Proofs of trees that hold leaves at some indices; `root` is null where the vault refuses. */
function proofs() {
  const trees: [depth: number, indices: number[], asked: number[]][] = [
    [TABLE_DEPTH, [0], [0, 1]],
    [TABLE_DEPTH, [1], [1, 0]],
    [TABLE_DEPTH, [0, 1, 2, 3, 4], [0, 3, 4, 5, 8]],
    [TABLE_DEPTH, [5, 70, 2 ** 31, 2 ** 32 - 1], [5, 70, 2 ** 31, 2 ** 32 - 1, 6]],
    [VAULTS_DEPTH, [1], [1, 2]],
    [VAULTS_DEPTH, [1, 2, 255], [1, 2, 255, 3]],
  ];
  const honest = trees.flatMap(([depth, indices, asked]) => {
    const held = new Map(indices.map((index) => [index, hash(`leaf ${index}`)]));
    const tree = sparseTree(held, depth);
    return asked.map((index) => ({
      depth,
      index,
      leaf: held.get(index) ?? (`0x${"00".repeat(32)}` as Hex),
      siblings: tree.prove(index),
      root: tree.root as Hex | null,
    }));
  });
  const refused = [
    { depth: VAULTS_DEPTH, index: 2, siblings: times(1, () => drawWord(random)) },
    { depth: VAULTS_DEPTH, index: 0, siblings: times(9, () => drawWord(random)) },
    { depth: TABLE_DEPTH, index: 2 ** 32, siblings: times(32, () => drawWord(random)) },
    { depth: TABLE_DEPTH, index: 1, siblings: [] },
  ].map((each) => ({ ...each, leaf: hash("leaf"), root: null }));
  const cases = [...honest, ...refused];
  for (const { leaf, index, siblings, depth, root } of cases)
    if ((climbTree(leaf, index, siblings, depth) ?? null) !== root) throw new Error(`proof of ${index}`);
  return { cases };
}

const hot = keyring("hot of vectors", [1n, 2n, 2n ** 64n, 2n ** 64n, 2n ** 64n]);
const cold = keyring("cold of vectors", [1n, 1n, 1n, 1n]);
const next = keyring("next of vectors", [3n, 3n, 3n], 2n);

const ringOf = (ring: Keyring, kind: "hot" | "cold") => ({
  kind,
  ...ring.set,
  keys: ring.set.words.map((word) => bytesToHex(ring.keys.get(word.slice(0, 42) as Hex)!)),
  hash: signerSetHash(HOUSE, kind, ring.set),
});

function sets() {
  const most = 2n ** 96n - 1n;
  const pairs = [
    [0n, 1n],
    [1n, 1n],
    [2n, 3n],
    [3n, 3n],
    [66n, 100n],
    [67n, 100n],
    [(2n * most) / 3n, most],
    [(2n * most) / 3n + 1n, most],
  ] as const;
  const large = keyring(
    "large of vectors",
    times(100, (index) => BigInt(index + 1)),
    7n,
  );
  return {
    house: HOUSE,
    hot: ringOf(hot, "hot"),
    cold: ringOf(cold, "cold"),
    next: ringOf(next, "hot"),
    large: ringOf(large, "cold"),
    quorums: pairs.map(([signed, total]) => ({ signed, total, isQuorum: isQuorum(signed, total) })),
  };
}

function digests() {
  const [hotHash, coldHash, nextHash] = [
    signerSetHash(HOUSE, "hot", hot.set),
    signerSetHash(HOUSE, "cold", cold.set),
    signerSetHash(HOUSE, "hot", next.set),
  ];
  const section = {
    chainId: CHAIN_ID,
    vault: VAULT,
    inboxCount: 0n,
    inboxAcc: inboxStart(HOUSE, CHAIN_ID, VAULT),
    outboxRoot: hash("outbox"),
    assetsRoot: hash("assets"),
  };
  const vaults = sparseTree(
    new Map([
      [3, sectionLeaf(section)],
      [4, hash("another vault")],
    ]),
    VAULTS_DEPTH,
  );
  const timeMs = TIME_SEC * 1_000 + 59_000;
  const content = {
    epoch: Math.floor(timeMs / 600_000),
    height: 77,
    timeMs,
    previous: hash("previous"),
    stateRoot: hash("state"),
    claimsRoot: hash("claims"),
    vaultsRoot: vaults.root,
    setHash: hotHash,
  };
  const placeOf = (number: number) => ({ chainId: CHAIN_ID, vault: VAULT, number });
  const guardians: Hex[] = [`0x${"0a".repeat(20)}`, `0x${"0b".repeat(20)}`];
  const terms = { token: `0x${"70".repeat(20)}` as Hex, capAtoms: 5_000n, floorAtoms: 20n };
  // The order in which the contracts hear them: each takes a turn.
  const signed = {
    checkpoint: checkpointDigest(HOUSE, content),
    terms: termsDigest(HOUSE, placeOf(0), terms),
    appoint: appointDigest(HOUSE, placeOf(1), guardians),
    rearm: rearmDigest(HOUSE, placeOf(2)),
    refresh: refreshDigest(HOUSE, coldHash, TIME_SEC + 60),
    rotation: rotationDigest(HOUSE, hotHash, nextHash, 2),
    lift: liftDigest(HOUSE, placeOf(TIME_SEC + 120 + 259_200)),
    replacement: replacementDigest(HOUSE, placeOf(0), nextHash),
  };
  const [address, key] = hot.keys.entries().next().value!;
  const signature = signDigest(key, signed.checkpoint);
  return {
    house: HOUSE,
    domainSeparator: domainSeparator(HOUSE),
    chainId: CHAIN_ID,
    deployer: DEPLOYER,
    sets: SETS,
    vault: VAULT,
    timeSec: TIME_SEC,
    inboxStart: section.inboxAcc,
    content: { ...content, ...section, index: 3, siblings: vaults.prove(3) },
    terms,
    guardians,
    refreshSec: TIME_SEC + 60,
    stopSec: TIME_SEC + 120,
    digests: signed,
    signature: {
      address,
      key: bytesToHex(key),
      digest: signed.checkpoint,
      signature,
      compact: compactSignature(signature),
    },
  };
}

function inbox() {
  let acc = inboxStart(HOUSE, CHAIN_ID, VAULT);
  const entries = times(66, (index) => {
    const entry = {
      index: BigInt(index),
      kind: random.nextInt(0, 3),
      timeSec: BigInt(TIME_SEC + 12 * index),
      sender: `0x5e${drawAddress(random).slice(4)}` as Hex,
      ownerChain: drawUint(random, 64),
      owner: `0x0e${drawAddress(random).slice(4)}` as Hex,
      segmentId: Number(drawUint(random, 16)),
      accountId: Number(drawUint(random, 32)),
      token: drawAddress(random),
      amount: drawUint(random, 256),
      data: drawBytes(random, 70),
    };
    const leaf = inboxLeaf(entry);
    acc = inboxNext(acc, leaf);
    return { ...entry, leaf, acc };
  });
  return { house: HOUSE, chainId: CHAIN_ID, vault: VAULT, start: inboxStart(HOUSE, CHAIN_ID, VAULT), entries };
}

/** Slots of what a test makes a vault hold: its token, a payment of `nonce`, entries in two chunks. */
/** Numbers above 2^53 would be read otherwise by whoever reads JSON: bigints are decimal strings. */
const toText = (value: object): string =>
  `${JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each), 2)}\n`;

/** Writes every file of the folder anew. */
export function writeVectors(): void {
  mkdirSync(FOLDER, { recursive: true });
  // Of its own seed: what is drawn here moves no other file.
  const claims = () => claimVectors(createRandom("claims of custody"));
  const files = { leaves, proofs, sets, digests, inbox, slots: slotVectors, claims };
  for (const [name, make] of Object.entries(files)) writeFileSync(new URL(`${name}.json`, FOLDER), toText(make()));
}
