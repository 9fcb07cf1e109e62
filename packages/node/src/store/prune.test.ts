/**
 * Goal: old blocks go whole and the state stays, whenever the process dies; what went is refused by name.
 * Method: the counting chain, every key of the store read back; kill −9 at every write boundary of a run that prunes.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ClearingError } from "../failures.ts";
import { genesisRecord, headAt, IDENTITY, recordAt, rootOf, transactionHash } from "./countingChain.fixture.ts";
import { keyOf, numberAt, rangeOf } from "./keys.ts";
import { runAndKill } from "./killHarness.fixture.ts";
import { Store } from "./store.ts";
import { auditStore } from "./storeAudit.fixture.ts";
import type { BlockRecord, Row } from "./types.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "novate-prune-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path, { recursive: true, force: true });
});

const open = (keepBlocks?: number): Promise<Store> =>
  Store.open({ path, identity: IDENTITY, ...(keepBlocks !== undefined && { keepBlocks }) });

async function grow(height: number, keepBlocks?: number, record = recordAt): Promise<number> {
  const store = await open(keepBlocks);
  if (store.head === null) await store.found(genesisRecord());
  while (store.head!.height < height) await store.commit(record(store.head!.height + 1));
  await store.close();
  return store.history.earliestHeight;
}

/** The heights that any key of the store names, and how many keys of transactions there are. */
async function contents(): Promise<{ heights: number[]; transactions: number }> {
  const level = new ClassicLevel<Uint8Array, Uint8Array>(join(path, "level"), {
    keyEncoding: "view",
    valueEncoding: "view",
  });
  await level.open();
  const heights = new Set<number>();
  for (const kind of ["header", "block", "receipts", "events", "index"] as const)
    for await (const key of level.keys(rangeOf(kind))) heights.add(numberAt(key, 1));
  for await (const key of level.keys(rangeOf("account"))) heights.add(numberAt(key, 9));
  let transactions = 0;
  for await (const _ of level.keys({ gte: new Uint8Array([0x74]), lt: new Uint8Array([0x75]) })) transactions += 1;
  await level.close();
  return { heights: [...heights].sort((left, right) => left - right), transactions };
}

const between = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const transactionsIn = (heights: readonly number[]): number =>
  heights.reduce((sum, height) => sum + recordAt(height).transactions.length, 0);

test("what is older than the blocks kept goes with all its keys, and the state stays", async () => {
  expect(await grow(60, 10)).toBe(51);
  expect(await contents()).toEqual({ heights: between(51, 60), transactions: transactionsIn(between(51, 60)) });
  expect(await auditStore(path)).toEqual({ height: 60 });
  const store = await open(10);
  expect(store.head).toEqual(headAt(60));
  expect(store.history.earliestHeight).toBe(51);
  const rows: Row[] = [];
  for await (const page of store.rows()) rows.push(...page);
  expect(rootOf(rows)).toBe(headAt(60).stateRoot);
  for (const read of [
    () => store.block(50),
    () => store.history.receipt({ height: 50, index: 0 }),
    () => store.history.event(1, 0),
    async () => {
      for await (const _ of store.blocks(1));
    },
  ]) {
    const failure = await read().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(failure).toBeInstanceOf(ClearingError);
    expect((failure as ClearingError).refusal).toMatchObject({ code: "BlockPruned", data: { earliestHeight: 51 } });
  }
  expect(await store.block(61)).toBeNull();
  expect(await store.history.place(transactionHash(recordAt(50).transactions[0]!))).toBeNull();
  await store.close();
});

test("a backlog ends though blocks go on coming, and an archive takes nothing more", async () => {
  expect(await grow(100)).toBe(0);
  const behind = await grow(105, 5);
  expect(behind).toBeGreaterThan(5);
  expect(behind).toBeLessThan(101);
  expect(await grow(140, 5)).toBe(136);
  expect(await grow(160)).toBe(136);
  expect((await contents()).heights).toEqual(between(136, 160));
});

test("ADM-016 no block waits for a compaction, and one rewrites what was pruned alone", async () => {
  let finish = (): void => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const compactRange = vi.spyOn(ClassicLevel.prototype, "compactRange").mockImplementation(() => held);
  const store = await open(5);
  await store.found(genesisRecord());
  for (let height = 1; height <= 100; height += 1) await store.commit(recordAt(height));
  expect(store.head).toMatchObject({ height: 100 });
  expect(compactRange).toHaveBeenCalledTimes(1); // the second waits for the first, and no block for either
  finish();
  await store.close();
  const kinds = ["header", "block", "receipts", "events", "index"] as const;
  const bounds = (from: number, to: number) => kinds.map((kind) => [keyOf(kind, from), keyOf(kind, to)]);
  expect([bounds(0, 16), [...bounds(0, 16), ...bounds(16, 96)]]).toContainEqual(compactRange.mock.calls);
}, 60_000);

/** Does not compress: what a block of it takes on disk is its length. */
const NOISE = Buffer.concat(
  Array.from({ length: 4_096 }, (_, index) => createHash("sha256").update(`noise ${index}`).digest()),
);

/** A block with events of 128 KB. */
function loudRecord(height: number): BlockRecord {
  const record = recordAt(height);
  return { ...record, header: { ...record.header, eventCount: 1 }, events: [NOISE], accountEvents: new Map() };
}

const diskBlocks = (): number =>
  readdirSync(join(path, "level")).reduce((sum, name) => sum + statSync(join(path, "level", name)).size, 0) /
  NOISE.length;

test("ADM-025 the disk of old blocks is given back: it is level from when they begin to go", async () => {
  const kept = 20;
  await grow(240, kept, loudRecord);
  expect(diskBlocks()).toBeLessThan(3 * kept);
  await grow(360, kept, loudRecord);
  expect(diskBlocks()).toBeLessThan(3 * kept);
}, 60_000);

test("ADM-025 what a process took out and did not compact, the next one does", async () => {
  const compactRange = vi.spyOn(ClassicLevel.prototype, "compactRange");
  await grow(25, 20);
  expect(compactRange).not.toHaveBeenCalled();
  await grow(40, 20);
  expect(compactRange).toHaveBeenCalledWith(keyOf("events", 0), keyOf("events", 20));
});

test("a transaction that took effect in a later block is found there when the earlier one goes", async () => {
  const [bytes] = recordAt(9).transactions;
  const hash = transactionHash(bytes!);
  /** The bytes stand in block 2 without effect, and take effect in block 9. */
  const repeated = (height: number): BlockRecord => {
    const record = recordAt(height);
    if (height !== 2) return record;
    return {
      ...record,
      transactions: [bytes!],
      transactionHashes: [hash],
      tookEffect: [false],
      receipts: [JSON.stringify({ accepted: false })],
      header: { ...record.header, transactionCount: 1, transactionBytes: 32 },
    };
  };
  expect(await grow(11, 5, repeated)).toBe(7);
  const store = await open(5);
  expect(await store.history.place(hash)).toEqual({ height: 9, index: 0 });
  await store.close();
});

test("killed at every write boundary, a pruning store is whole and holds no half of a block", {
  timeout: 120_000,
}, async () => {
  for (let boundary = 12; boundary <= 22; boundary += 1) {
    rmSync(path, { recursive: true, force: true });
    const acknowledged = await runAndKill(new URL("./writer.fixture.ts", import.meta.url), path, {
      atBoundary: boundary,
      keepBlocks: 2,
    });
    const audit = await auditStore(path);
    expect([acknowledged, acknowledged + 1], `boundary ${boundary}: ${JSON.stringify(audit)}`).toContain(
      "height" in audit ? audit.height : audit,
    );
    const store = await open(2);
    const { earliestHeight } = store.history;
    const { height } = store.head!;
    await store.close();
    expect((await contents()).heights, `boundary ${boundary}`).toEqual(between(earliestHeight, height));
    expect(await grow(height + 8, 2)).toBe(height + 7);
  }
});
