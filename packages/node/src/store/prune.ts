/**
 * Taking old blocks out of the store: everything that is kept by height goes, the rows of the state stay.
 *
 * A step is one atomic batch with the new floor in it, so that a process killed at any instant leaves a block whole or gone,
 * never half.
 *
 * @module
 */
import { type Operation, PAGE_SIZE, putJson } from "./batch.ts";
import { FLOOR_KEY, readIndex } from "./blockIndex.ts";
import type { History } from "./history.ts";
import { keyOf, keyOfBytes, type RecordKind } from "./keys.ts";
import type { Database } from "./reader.ts";
import { storeCorrupt } from "./seal.ts";

/** Blocks that a step takes out: more than the one that came, so that a backlog ends. */
const BLOCKS_A_STEP = 4;
/** Kinds whose keys begin with the height, so that what a compaction frees of them lies together. */
const BY_HEIGHT: readonly RecordKind[] = ["header", "block", "receipts", "events", "index"];
/** Heights between two compactions at most and at least: LevelDB keeps what is deleted until it rewrites it. */
const COMPACTED_HEIGHTS = { most: 512, least: 16 } as const;

/** The heights that a step takes out: `[floor, end)`; none where `end` is not above the floor. */
export const endOfStep = (floor: number, headHeight: number, keepBlocks: number): number =>
  Math.min(headHeight - keepBlocks + 1, floor + BLOCKS_A_STEP);

/**
 * How many heights are pruned between two compactions: as many as are kept, so that what is gone takes no more of the disk
 * than what stays (ADM-025), within limits that keep a compaction worth its work.
 */
export const compactedHeights = (keepBlocks: number): number =>
  Math.max(COMPACTED_HEIGHTS.least, Math.min(COMPACTED_HEIGHTS.most, keepBlocks));

/** Everything that goes with the blocks from `floor` to before `end`, and the new floor. Work: what those blocks left. */
export async function pruneOperations(
  database: Database,
  history: History,
  floor: number,
  end: number,
): Promise<Operation[]> {
  const operations: Operation[] = [putJson(FLOOR_KEY, { earliestHeight: end })];
  const drop = (key: Uint8Array) => operations.push({ type: "del", key });
  for (let height = floor; height < end; height++) {
    const header = await history.header(height);
    if (header === null) throw storeCorrupt(`block ${height} is missing.`);
    for (const kind of ["header", "block", "index"] as const) drop(keyOf(kind, height));
    for (let page = 0; page * PAGE_SIZE < header.transactionCount; page++) drop(keyOf("receipts", height, page));
    for (let page = 0; page * PAGE_SIZE < header.eventCount; page++) drop(keyOf("events", height, page));
    const { accounts, transactionHashes } = await readIndex(database, height);
    for (const account of accounts) drop(keyOf("account", account, height));
    // Where the same bytes took effect in a later block, they are found there, and go with that.
    const places = await history.places(transactionHashes);
    for (const [index, hash] of transactionHashes.entries())
      if (places[index]?.height === height) drop(keyOfBytes("transaction", hash));
  }
  return operations;
}

/**
 * Gives the disk back what the heights from `compacted` to before `floor` left; nothing waits for it.
 *
 * What is kept by account lies among what stays, so that to rewrite it would be to rewrite everything: LevelDB frees it as
 * it merges.
 */
export async function compactPruned(database: Database, compacted: number, floor: number): Promise<void> {
  for (const kind of BY_HEIGHT) await database.compactRange(keyOf(kind, compacted), keyOf(kind, floor));
}
