/**
 * The durable store: one atomic, synced batch a block, and reads that never return a byte that was not written.
 *
 * @module
 */
import { join } from "node:path";
import { assert } from "@novate/stdx";
import { readHex, unframe } from "../bytes.ts";
import { ClearingError } from "../failures.ts";
import { blockOperations, FORMAT_KEY, headOperation, type Operation, putJson, rowOperations } from "./batch.ts";
import { History } from "./history.ts";
import { keyOf, numberAt, rangeOf } from "./keys.ts";
import { makeFolder } from "./makeFolder.ts";
import { checkHead, checkIdentity, FORMAT_VERSION, type Format, floorOf, isEmpty, openDatabase } from "./open.ts";
import { placesOf } from "./placesOf.ts";
import { compactedHeights, compactPruned, endOfStep, pruneOperations } from "./prune.ts";
import { asStoreFailure, type Database, type Entry, openRange, readRecord } from "./reader.ts";
import { storeCorrupt } from "./seal.ts";
import type { BlockRecord, ChainIdentity, Head, Row, StoredBlock, WriteBoundary } from "./types.ts";
import { Witness } from "./witness.ts";

export interface StoreOptions {
  /** Folder of the store; made when missing. */
  readonly path: string;
  /** Null takes a store for whatever chain it is of: to look at one, not to found one. */
  readonly identity: ChainIdentity | null;
  /** How many of the last blocks are kept with their receipts and events; all of them if absent. The state is kept whole. */
  readonly keepBlocks?: number;
  /** Called at every write boundary, in order; a fault test kills the process there. */
  readonly onBoundary?: (boundary: WriteBoundary) => void;
}

export class Store {
  readonly history: History;
  readonly #database: Database;
  readonly #witness: Witness;
  readonly #onBoundary: StoreOptions["onBoundary"];
  /** Which chain this is the store of. */
  readonly identity: ChainIdentity;
  #head: Head | null;
  readonly #keepBlocks: number;
  #floor: number;
  /** Before which height what was pruned was compacted: none that this process knows of, so a restart leaves nothing behind. */
  #compacted = 0;
  /** The step of pruning under way; the next block waits for it, so that a place is never deleted while it is written. */
  #pruning: Promise<void> = Promise.resolve();
  /** The compaction under way; no block waits for it. */
  #compacting: Promise<void> | null = null;

  private constructor(
    database: Database,
    witness: Witness,
    { head, floor, identity }: { readonly head: Head | null; readonly floor: number; readonly identity: ChainIdentity },
    { keepBlocks = Number.POSITIVE_INFINITY, onBoundary }: StoreOptions,
  ) {
    assert(keepBlocks >= 1, "store: no block is kept");
    this.#database = database;
    this.history = new History(database, () => this.#floor);
    this.#witness = witness;
    this.#head = head;
    this.#floor = floor;
    this.identity = identity;
    this.#keepBlocks = keepBlocks;
    this.#onBoundary = onBoundary;
  }

  /**
   * Opens the store at `path`; a new one has no head until {@link found} or {@link importState}.
   *
   * Throws `StoreLocked`, `StoreCorrupt`, `StoreBehind`, `StoreVersionMismatch`, `StoreOfAnotherHouse`, `StoreUnwitnessed`, `FolderUnusable` or `StoreUnavailable`,
   * and `StoreEmpty` where any chain would do and there is none.
   */
  static async open(options: StoreOptions): Promise<Store> {
    makeFolder(options.path);
    const database = await openDatabase(join(options.path, "level"));
    const witness = Witness.open(join(options.path, "acknowledged"));
    try {
      if (await isEmpty(database)) {
        const witnessed = witness.read();
        if (witnessed !== null) throw storeCorrupt(`it is empty, but block ${witnessed.height} was acknowledged.`);
        if (options.identity === null) throw storeEmpty(options.path);
        return new Store(database, witness, { head: null, floor: 0, identity: options.identity }, options);
      }
      const format = await checkIdentity(database, options.identity);
      const floor = await floorOf(database, format);
      const witnessed = witness.read();
      const head = await checkHead(database, floor, witnessed);
      if (witnessed === null) beginWitness(witness, head, format);
      return new Store(database, witness, { head, floor, identity: { house: format.house } }, options);
    } catch (failure) {
      witness.close();
      await database.close();
      throw asStoreFailure(failure);
    }
  }

  /** The last durable block; `null` in a new store. */
  get head(): Head | null {
    return this.#head;
  }

  /** Writes the genesis into a new store. */
  async found(record: BlockRecord): Promise<void> {
    assert(record.header.height === 0, "store: founded at another height than 0");
    assert(record.transactions.length === 0, "store: a genesis with transactions");
    await this.#begin(record.header, blockOperations(record, []));
  }

  /**
   * Writes an imported state into a new store; blocks are kept from the next one on.
   *
   * Large states go in several batches. The last one alone says what the store is, so one that was cut off is refused.
   */
  async importState(head: Head, pages: Iterable<readonly Row[]>): Promise<void> {
    for (const page of pages) await this.#database.batch(rowOperations(page));
    await this.#begin(head, [headOperation(head)]);
  }

  /** Writes a block; when the promise resolves, the block survives power failure. Asserts that it follows the head. */
  async commit(record: BlockRecord): Promise<void> {
    assert(this.#head !== null, "store: a block before the genesis");
    assert(record.header.height === this.#head.height + 1, "store: blocks out of order");
    const { height, timeMs, stateRoot } = record.header;
    await this.#pruning;
    const places = await placesOf(record, this.history);
    await this.#write(blockOperations(record, places), { height, timeMs, stateRoot });
    this.#pruning = this.#prune(height);
    this.#pruning.catch(() => {}); // the next block tells
  }

  /**
   * Every row in canonical order (table, then slot), a page at a time, as they are now: later writes do not show.
   * Throws `StoreCorrupt`.
   */
  rows(): AsyncGenerator<Row[]> {
    return rowPages(openRange(this.#database, rangeOf("row")));
  }

  /** The block at `height`; `null` when there is none. Throws `BlockPruned` when it is not kept any more. */
  async block(height: number): Promise<StoredBlock | null> {
    const header = await this.history.header(height);
    const framed = header === null ? undefined : await readRecord(this.#database, keyOf("block", height));
    this.history.assertKept(height);
    if (header === null) return null;
    const transactions = framed === undefined ? null : unframe(framed);
    if (transactions === null) throw storeCorrupt(`the transactions of block ${height} are missing.`);
    return { height, timeMs: header.timeMs, transactions };
  }

  /** Blocks from `height` to the head, in order. */
  async *blocks(height: number): AsyncGenerator<StoredBlock> {
    for (let next = height; this.#head !== null && next <= this.#head.height; next++) {
      const block = await this.block(next);
      if (block === null) throw storeCorrupt(`block ${next} is missing.`);
      yield block;
    }
  }

  /** Moves everything from the log into table files; after a bulk import, and in tests of damage. */
  async compact(): Promise<void> {
    await this.#database.compactRange(new Uint8Array([0]), new Uint8Array([0xff]));
  }

  async close(): Promise<void> {
    await this.#pruning.catch(() => {}); // what a step did not do, the next start does
    await this.#compacting;
    await this.#database.close();
    this.#witness.close();
  }

  async #begin({ height, timeMs, stateRoot }: Head, operations: Operation[]): Promise<void> {
    assert(this.#head === null, "store: begun twice");
    operations.push(putJson(FORMAT_KEY, { version: FORMAT_VERSION, baseHeight: height, ...this.identity }));
    await this.#write(operations, { height, timeMs, stateRoot });
    this.#witness.sync();
    this.#floor = await floorOf(this.#database, { baseHeight: height });
  }

  /** One step of taking out what is older than the blocks kept, while the next block is applied. */
  async #prune(headHeight: number): Promise<void> {
    const [floor, end] = [this.#floor, endOfStep(this.#floor, headHeight, this.#keepBlocks)];
    if (end <= floor) return;
    const operations = await pruneOperations(this.#database, this.history, floor, end);
    this.#floor = end; // readers are told before anything goes
    this.#onBoundary?.("pruneBuilt");
    await this.#database.batch(operations);
    this.#onBoundary?.("pruneWritten");
    this.#compact(end);
  }

  /** Begins to compact what was pruned since the last time, once it is worth it and the last time is over. */
  #compact(floor: number): void {
    if (this.#compacting !== null || floor - this.#compacted < compactedHeights(this.#keepBlocks)) return;
    const begun = compactPruned(this.#database, this.#compacted, floor).catch(() => {}); // the disk's fault: a write tells
    this.#compacted = floor;
    this.#compacting = begun.then(() => {
      this.#compacting = null;
    });
  }

  async #write(operations: Operation[], head: Head): Promise<void> {
    const boundary = this.#onBoundary;
    boundary?.("batchBuilt");
    try {
      await this.#database.batch(operations, { sync: true });
      boundary?.("batchSynced");
      this.#witness.write({ height: head.height, stateRoot: rootBytes(head.stateRoot) });
    } catch (cause) {
      throw new ClearingError({
        code: "StoreWriteFailed",
        message: `Block ${head.height} could not be written.`,
        remedy: "Free space or repair the disk, then start again: nothing of this block was acknowledged.",
        advice: "stop",
        cause,
      });
    }
    boundary?.("witnessWritten");
    this.#head = head;
  }
}

/**
 * A kill may fall between the first block and its witness: then there is nothing yet that could be lost. Any later, a store without
 * one may have lost its end. Throws `StoreUnwitnessed`.
 */
function beginWitness(witness: Witness, head: Head, { baseHeight }: Format): void {
  if (head.height > baseHeight)
    throw new ClearingError({
      code: "StoreUnwitnessed",
      message: `The store ends at block ${head.height}, but the file of acknowledged blocks beside it is gone: nobody knows whether that is the end.`,
      remedy:
        "Put the file `acknowledged` back, or restore a snapshot and replay the blocks after it; do not run on from here.",
      advice: "stop",
      details: { height: head.height },
    });
  witness.write({ height: head.height, stateRoot: rootBytes(head.stateRoot) });
  witness.sync();
}

export const storeEmpty = (path: string): ClearingError =>
  new ClearingError({
    code: "StoreEmpty",
    message: `There is no chain in ${path}.`,
    remedy: "Name the folder that a node was started with.",
    advice: "stop",
  });

async function* rowPages(entries: AsyncGenerator<Entry[]>): AsyncGenerator<Row[]> {
  for await (const page of entries) {
    yield page.map(([key, value]) => ({ table: numberAt(key, 1), slot: numberAt(key, 9), bytes: value }));
  }
}

const rootBytes = (stateRoot: string): Uint8Array => {
  const bytes = readHex(stateRoot);
  assert(bytes !== null && bytes.length === 32, "store: a state root is not 32 bytes");
  return bytes;
};
