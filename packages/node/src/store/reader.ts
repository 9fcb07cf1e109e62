/**
 * Reads of the database that unseal what they return; a failure of the layers below is a damaged store too.
 *
 * @module
 */
import type { ClassicLevel, Iterator } from "classic-level";
import { bytesToText } from "../bytes.ts";
import { ClearingError } from "../failures.ts";
import { storeCorrupt, unseal } from "./seal.ts";

export type Database = ClassicLevel<Uint8Array, Uint8Array>;
export type Entry = [key: Uint8Array, value: Uint8Array];

const PAGE_ENTRIES = 2048;

/** Reads one record; `undefined` when there is none. Throws `StoreCorrupt`. */
export async function readRecord(database: Database, key: Uint8Array): Promise<Uint8Array | undefined> {
  const sealed = await database.get(key).catch(rethrow);
  return sealed === undefined ? undefined : unseal(key, sealed);
}

/** Reads a record that was written as JSON. */
export async function readJson<T>(database: Database, key: Uint8Array): Promise<T | undefined> {
  const value = await readRecord(database, key);
  return value === undefined ? undefined : (JSON.parse(bytesToText(value)) as T);
}

/** {@link readJson} of many keys in one read, in their order. */
export async function readManyJson<T>(database: Database, keys: Uint8Array[]): Promise<(T | undefined)[]> {
  const sealed = await database.getMany(keys).catch(rethrow);
  return sealed.map((bytes, index) =>
    bytes === undefined ? undefined : (JSON.parse(bytesToText(unseal(keys[index]!, bytes))) as T),
  );
}

export interface Range {
  readonly gte: Uint8Array;
  readonly lt?: Uint8Array;
  readonly lte?: Uint8Array;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** Unsealed entries of a range, a page at a time, as they were when this was called. */
export function openRange(database: Database, range: Range): AsyncGenerator<Entry[]> {
  return unsealedPages(database.iterator(range));
}

async function* unsealedPages(entries: Iterator<Database, Uint8Array, Uint8Array>): AsyncGenerator<Entry[]> {
  const read = () => entries.nextv(PAGE_ENTRIES).catch(asStoreFailure);
  let next = read();
  try {
    for (;;) {
      const page = await next;
      if (page instanceof ClearingError) throw page;
      if (page.length === 0) return;
      next = read(); // the disk reads the next page while the caller works on this one
      for (const entry of page) entry[1] = unseal(entry[0], entry[1]);
      yield page;
    }
  } finally {
    await next;
    await entries.close();
  }
}

/** What a caller of the store sees of any failure. */
export const asStoreFailure = (failure: unknown): ClearingError =>
  failure instanceof ClearingError
    ? failure
    : storeCorrupt(`${failure instanceof Error ? failure.message : String(failure)}.`, failure);

const rethrow = (failure: unknown): never => {
  throw asStoreFailure(failure);
};
