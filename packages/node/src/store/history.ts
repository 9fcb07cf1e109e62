/**
 * What happened, by height: headers, receipts, events and each account's share of them. An index beside the state,
 * rebuildable from the blocks.
 *
 * @module
 */
import { bytesToText, unframe } from "../bytes.ts";
import { ClearingError } from "../failures.ts";
import { PAGE_SIZE } from "./batch.ts";
import { keyOf, keyOfBytes, numberAt } from "./keys.ts";
import { type Database, openRange, readJson, readManyJson, readRecord } from "./reader.ts";
import { blockPruned, storeCorrupt } from "./seal.ts";
import type { BlockHeader, TransactionPlace } from "./types.ts";

/** Which events of one block touch an account. */
export interface AccountBlock {
  readonly height: number;
  readonly indices: readonly number[];
}

export class History {
  readonly #database: Database;
  readonly #floor: () => number;

  /** `floor` says the lowest height that is kept. */
  constructor(database: Database, floor: () => number) {
    this.#database = database;
    this.#floor = floor;
  }

  /** The lowest height that is kept. */
  get earliestHeight(): number {
    return this.#floor();
  }

  /** Throws `BlockPruned` for a height that was kept once. */
  assertKept(height: number): void {
    if (height < this.earliestHeight) throw blockPruned(height, this.earliestHeight);
  }

  async header(height: number): Promise<BlockHeader | null> {
    return (await readJson<BlockHeader>(this.#database, keyOf("header", height))) ?? null;
  }

  /** Up to `limit` headers with height ≤ `from`, newest first. */
  async headersBefore(from: number, limit: number): Promise<BlockHeader[]> {
    const headers: BlockHeader[] = [];
    const range = { gte: keyOf("header", 0), lte: keyOf("header", from), reverse: true, limit };
    for await (const page of openRange(this.#database, range)) {
      for (const [, value] of page) headers.push(JSON.parse(bytesToText(value)) as BlockHeader);
    }
    return headers;
  }

  /** Where the transaction with this hash took effect, or else came first; `null` when it is in no block. */
  async place(transactionHash: Uint8Array): Promise<TransactionPlace | null> {
    const [place] = await this.places([transactionHash]);
    return place!;
  }

  /** {@link place} of many transactions in one read, in their order. */
  async places(transactionHashes: readonly Uint8Array[]): Promise<(TransactionPlace | null)[]> {
    const keys = transactionHashes.map((hash) => keyOfBytes("transaction", hash));
    return (await readManyJson<[number, number]>(this.#database, keys)).map((place) =>
      place === undefined ? null : { height: place[0], index: place[1] },
    );
  }

  /** The receipt at a place, as it was written. */
  async receipt<T>({ height, index }: TransactionPlace): Promise<T> {
    const key = keyOf("receipts", height, Math.floor(index / PAGE_SIZE));
    const page = (await readJson<T[]>(this.#database, key)) ?? [];
    this.assertKept(height);
    const receipt = page[index % PAGE_SIZE];
    if (receipt === undefined) throw storeCorrupt(`receipt ${index} of block ${height} is missing.`);
    return receipt;
  }

  /** {@link receipt}, or `null` where its block went while it was looked for. */
  async receiptIfKept<T>(place: TransactionPlace): Promise<T | null> {
    return this.receipt<T>(place).catch((failure: unknown) => {
      if (failure instanceof ClearingError && failure.code === "BlockPruned") return null;
      throw failure;
    });
  }

  /** SSZ bytes of a block's events from `index` to the end of that event's page; empty past the last. */
  async eventPage(height: number, index: number): Promise<Uint8Array[]> {
    const framed = await readRecord(this.#database, keyOf("events", height, Math.floor(index / PAGE_SIZE)));
    this.assertKept(height);
    const page = framed === undefined ? [] : unframe(framed);
    if (page === null) throw storeCorrupt(`the events of block ${height} are cut short.`);
    return page.slice(index % PAGE_SIZE);
  }

  /** SSZ bytes of one event. */
  async event(height: number, index: number): Promise<Uint8Array> {
    const [event] = await this.eventPage(height, index);
    if (event === undefined) throw storeCorrupt(`event ${index} of block ${height} is missing.`);
    return event;
  }

  /** For one account, up to `limit` blocks ≤ `from` with events that touch it, newest first. */
  async accountBlocks(account: number, from: number, limit: number): Promise<AccountBlock[]> {
    const blocks: AccountBlock[] = [];
    const range = { gte: keyOf("account", account, 0), lte: keyOf("account", account, from), reverse: true, limit };
    for await (const page of openRange(this.#database, range)) {
      for (const [key, value] of page) {
        blocks.push({ height: numberAt(key, 9), indices: JSON.parse(bytesToText(value)) as number[] });
      }
    }
    return blocks;
  }
}
