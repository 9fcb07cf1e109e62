/**
 * Goal: a snapshot brings back the same root elsewhere, and no altered byte of it is ever taken.
 * Method: a real chain exported and imported; then every kind of tampering, and a seeded fuzz over all its files.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode, encode, type Hex } from "@novate/codec";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ClearingError } from "../failures.ts";
import type { ChainIdentity } from "../store/index.ts";
import { Actor, openAccount, SIGNED_HOUSE, TWIN_HOUSE } from "../testing/actors.fixture.ts";
import { SoloNode } from "../testing/soloNode.fixture.ts";
import { CHUNK_SLOTS, Chunk, faultOfChunk } from "./chunk.ts";
import { exportSnapshot } from "./exportSnapshot.ts";
import { importSnapshot } from "./importSnapshot.ts";
import { chunkPath, type Manifest, manifestPath } from "./manifest.ts";

let node: SoloNode;
let root: string;
let manifest: Manifest;
let folder: string;
let copies = 0;

beforeAll(async () => {
  node = await SoloNode.open();
  root = mkdtempSync(join(tmpdir(), "novate-snapshot-"));
  await node.populate();
  // More accounts than one chunk holds.
  const owners = Array.from({ length: CHUNK_SLOTS + 40 }, (_, index) => new Actor(1_000 + index));
  await node.must(...owners.map(openAccount));
  manifest = await exportSnapshot(node.chain, join(root, "exported"));
});
afterAll(async () => {
  await node.dispose();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  folder = join(root, `copy-${copies++}`);
  cpSync(join(root, "exported"), folder, { recursive: true });
});

const take = (overrides: { trustedRoot?: string; path?: string; identity?: ChainIdentity } = {}) =>
  importSnapshot({ folder, path: `${folder}-store`, identity: node.chain.store.identity, ...overrides });

const refusal = async (work: Promise<unknown>): Promise<ClearingError> => {
  const failure = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(ClearingError);
  return failure as ClearingError;
};

const alterManifest = (change: object): void =>
  writeFileSync(manifestPath(folder), JSON.stringify({ ...manifest, ...change }));

function alterChunk(index: number, change: (chunk: Chunk) => Chunk): void {
  const decoded = decode(Chunk, readFileSync(chunkPath(folder, index)));
  if (!decoded.ok) throw decoded.error;
  writeFileSync(chunkPath(folder, index), encode(Chunk, change(decoded.value)));
}

const readChunk = (index: number): Chunk => {
  const decoded = decode(Chunk, readFileSync(chunkPath(folder, index)));
  if (!decoded.ok) throw decoded.error;
  return decoded.value;
};

/** The chunk of the first accounts. */
const accountsChunk = (): number =>
  Array.from({ length: manifest.chunkCount }, (_, index) => index).find(
    (index) => readChunk(index).rows.length === CHUNK_SLOTS,
  )!;

test("a chain goes on from a snapshot with the same root", async () => {
  expect(manifest).toMatchObject({ height: node.chain.head.height, stateRoot: node.chain.head.stateRoot });
  await take({ trustedRoot: node.chain.head.stateRoot });
  const copy = await SoloNode.open({ path: `${folder}-store` });
  expect(copy.chain.head).toEqual(node.chain.head);
  const bytes = openAccount(new Actor(7));
  await copy.must(bytes);
  await copy.close();
  const again = await SoloNode.open({ path: `${folder}-store` });
  expect(again.chain.head.height).toBe(node.chain.head.height + 1);
  await again.close();
});

test("each chunk stands under the state root alone, and under no other", () => {
  for (let index = 0; index < manifest.chunkCount; index++) {
    expect(faultOfChunk(readChunk(index), manifest.stateRoot as Hex)).toBeNull();
    expect(faultOfChunk(readChunk(index), `0x${"11".repeat(32)}`)).not.toBeNull();
  }
});

test.each<[string, (chunk: Chunk) => Chunk]>([
  ["a row left out", (chunk) => ({ ...chunk, rows: chunk.rows.slice(1) })],
  ["a row changed", (chunk) => ({ ...chunk, rows: chunk.rows.with(3, { ...chunk.rows[3]!, rowBytes: "0x00" }) })],
  ["two rows swapped", (chunk) => ({ ...chunk, rows: chunk.rows.with(0, chunk.rows[1]!).with(1, chunk.rows[0]!) })],
  ["another table", (chunk) => ({ ...chunk, table: chunk.table + 1 })],
  ["another range", (chunk) => ({ ...chunk, firstSlot: CHUNK_SLOTS, rows: [] })],
  ["a slot out of line", (chunk) => ({ ...chunk, firstSlot: chunk.firstSlot + 1 })],
  ["a proof cut short", (chunk) => ({ ...chunk, siblings: chunk.siblings.slice(1) })],
])("a chunk with %s is refused by its number", async (_, change) => {
  const index = accountsChunk();
  alterChunk(index, change);
  const failure = await refusal(take());
  expect(failure.code).toBe("SnapshotChunkInvalid");
  expect(failure.details).toEqual({ chunk: index });
});

test.each<[string, string, () => void]>([
  ["SnapshotVersionMismatch", "another version", () => alterManifest({ version: 1 })],
  ["SnapshotOfAnotherHouse", "another house", () => alterManifest({ house: TWIN_HOUSE })],
  ["SnapshotChunkInvalid", "another root", () => alterManifest({ stateRoot: `0x${"22".repeat(32)}` })],
  ["SnapshotInvalid", "another height", () => alterManifest({ height: manifest.height + 1 })],
  ["SnapshotInvalid", "another time", () => alterManifest({ timeMs: manifest.timeMs + 1 })],
  ["SnapshotInvalid", "a chunk less", () => alterManifest({ chunkCount: manifest.chunkCount - 1 })],
  ["SnapshotInvalid", "a chunk more", () => alterManifest({ chunkCount: manifest.chunkCount + 1 })],
  ["SnapshotInvalid", "no manifest", () => rmSync(manifestPath(folder))],
  ["SnapshotInvalid", "a manifest that is none", () => writeFileSync(manifestPath(folder), "{}")],
  ["SnapshotInvalid", "the same chunk twice", () => cpSync(chunkPath(folder, 0), chunkPath(folder, 1))],
])("%s: %s", async (code, _, tamper) => {
  tamper();
  expect((await refusal(take())).code).toBe(code);
});

test("GOV-046 a snapshot of a twin house is refused, whatever its manifest calls it", async () => {
  alterManifest({ house: TWIN_HOUSE });
  const failure = await refusal(take({ identity: { house: TWIN_HOUSE } }));
  expect(failure).toMatchObject({
    code: "SnapshotOfAnotherHouse",
    details: { found: SIGNED_HOUSE, expected: TWIN_HOUSE },
  });
});

test("a root that is not the trusted one, and a store in use, are refused", async () => {
  expect((await refusal(take({ trustedRoot: `0x${"33".repeat(32)}` }))).code).toBe("SnapshotRootMismatch");
  await take();
  expect((await refusal(take())).code).toBe("StoreNotEmpty");
});

test("chunks in another order give the same state", async () => {
  renameSync(chunkPath(folder, 0), join(folder, "aside"));
  renameSync(chunkPath(folder, 1), chunkPath(folder, 0));
  renameSync(join(folder, "aside"), chunkPath(folder, 1));
  expect(await take()).toEqual(manifest);
});

test("no flipped byte of any file is taken", async () => {
  let seed = 5;
  const random = (bound: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * bound);
  };
  for (const name of readdirSync(folder)) {
    if (!name.startsWith("chunk")) continue;
    const bytes = readFileSync(join(folder, name));
    for (let flip = 0; flip < 6; flip++) {
      const at = random(bytes.length);
      const altered = Buffer.from(bytes);
      altered[at]! ^= 1 << random(8);
      const decoded = decode(Chunk, altered);
      const fault = decoded.ok ? faultOfChunk(decoded.value, manifest.stateRoot as Hex) : "undecodable";
      expect(fault, `${name} byte ${at}`).not.toBeNull();
    }
  }
});
