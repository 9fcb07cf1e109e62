/**
 * One block as one list of sealed puts and deletes.
 *
 * @module
 */
import { frame, textToBytes } from "../bytes.ts";
import { encodeIndex } from "./blockIndex.ts";
import { keyOf, keyOfBytes } from "./keys.ts";
import { seal } from "./seal.ts";
import type { BlockRecord, Head, RowChange } from "./types.ts";

export type Operation =
  | { readonly type: "put"; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: "del"; readonly key: Uint8Array };

/** How many receipts or events share one value, so that looking one up never parses a whole block. */
export const PAGE_SIZE = 256;

export const HEAD_KEY = keyOfBytes("meta", textToBytes("head"));
export const FORMAT_KEY = keyOfBytes("meta", textToBytes("format"));

const put = (key: Uint8Array, value: Uint8Array): Operation => ({ type: "put", key, value: seal(key, value) });
export const putJson = (key: Uint8Array, value: unknown): Operation => put(key, textToBytes(JSON.stringify(value)));

/** Rows put and deleted. */
export function rowOperations(rows: Iterable<RowChange>): Operation[] {
  const operations: Operation[] = [];
  for (const { table, slot, bytes } of rows) {
    const key = keyOf("row", table, slot);
    operations.push(bytes === null ? { type: "del", key } : put(key, bytes));
  }
  return operations;
}

export const headOperation = ({ height, timeMs, stateRoot }: Head): Operation =>
  putJson(HEAD_KEY, { height, timeMs, stateRoot });

/** Everything a block leaves behind; `places` are the transactions that are to be found in it. */
export function blockOperations(record: BlockRecord, places: readonly number[]): Operation[] {
  const { header, transactions, transactionHashes, receipts, events, accountEvents } = record;
  const { height } = header;
  const operations = rowOperations(record.rows);
  operations.push(headOperation(header));
  operations.push(putJson(keyOf("header", height), header));
  operations.push(put(keyOf("block", height), frame(transactions)));
  for (const index of places) {
    operations.push(putJson(keyOfBytes("transaction", transactionHashes[index]!), [height, index]));
  }
  for (const [page, texts] of pagesOf(receipts)) {
    operations.push(put(keyOf("receipts", height, page), textToBytes(`[${texts.join(",")}]`)));
  }
  for (const [page, bytes] of pagesOf(events)) operations.push(put(keyOf("events", height, page), frame(bytes)));
  for (const [account, indices] of accountEvents) operations.push(putJson(keyOf("account", account, height), indices));
  const found = places.map((index) => transactionHashes[index]!);
  const index = encodeIndex({ accounts: [...accountEvents.keys()], transactionHashes: found });
  operations.push(put(keyOf("index", height), index));
  return operations;
}

function* pagesOf<T>(items: readonly T[]): Generator<[page: number, items: readonly T[]]> {
  for (let page = 0; page * PAGE_SIZE < items.length; page++) {
    yield [page, items.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)];
  }
}
