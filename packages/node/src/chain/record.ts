/**
 * A block's result as the store keeps it.
 *
 * @module
 */
import { Event, encode, hexToBytes, type TableName, tables } from "@novate/codec";
import type { BlockResult, RowChange as EngineRowChange, StoredRow } from "@novate/engine";
import { assert } from "@novate/stdx";
import type { ReceiptJson } from "@novate/wire";
import type { BlockRecord, Row, RowChange } from "../store/index.ts";
import { accountsOf } from "./accountsOf.ts";
import { receiptToJson } from "./receipt.ts";

const names = Object.keys(tables) as TableName[]; // the keys of a literal, in their order
const numbers = new Map(names.map((name, number) => [name, number]));

/** A table's number in the store is its place in the canonical order, which only grows at its end. */
const storedChange = ({ table, slot, bytes }: EngineRowChange): RowChange => ({
  table: numbers.get(table)!,
  slot,
  bytes,
});

/** The engine's name for a stored row. */
export function engineRow({ table, slot, bytes }: Row): StoredRow {
  const name = names[table];
  assert(name !== undefined, `store: no table ${table}`);
  return { table: name, slot, bytes };
}

export interface Recorded {
  readonly record: BlockRecord;
  readonly receipts: readonly ReceiptJson[];
}

export function recordOf(result: BlockResult, transactions: readonly Uint8Array[]): Recorded {
  const { height, timeMs, stateRoot, events, changes } = result;
  const receipts = result.receipts.map((receipt, index) => receiptToJson(receipt, result, index));
  const accountEvents = new Map<number, number[]>();
  for (const [index, event] of events.entries()) {
    for (const account of accountsOf(event)) {
      const indices = accountEvents.get(account);
      if (indices === undefined) accountEvents.set(account, [index]);
      else indices.push(index);
    }
  }
  const record: BlockRecord = {
    header: {
      height,
      timeMs,
      stateRoot,
      transactionCount: transactions.length,
      eventCount: events.length,
      transactionBytes: transactions.reduce((sum, bytes) => sum + bytes.length, 0),
    },
    transactions,
    transactionHashes: result.receipts.map(({ hash }) => hexToBytes(hash)),
    tookEffect: result.receipts.map(({ eventCount }) => eventCount > 0),
    rows: changes.map(storedChange),
    receipts: receipts.map((receipt) => JSON.stringify(receipt)),
    events: events.map((event) => encode(Event, event)),
    accountEvents,
  };
  return { record, receipts };
}
