/**
 * A chain whose every byte follows from its height, so that a test can tell what a store must hold without keeping it.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { bytesToHex, type Hex } from "@novate/codec";
import type { BlockRecord, ChainIdentity, Head, Row } from "./types.ts";

export const IDENTITY: ChainIdentity = { house: "0x11" };

const bytesOf = (text: string): Uint8Array => createHash("sha256").update(text).digest();

const SEEDS = 64;

/** The newest block ≤ `height` that is ≡ `slot` (mod `cycle`), or 0. */
const lastWriter = (height: number, slot: number, cycle: number): number =>
  Math.max(0, height - ((((height - slot) % cycle) + cycle) % cycle));

/** Rows after block `height`: block h writes slot h mod 16 of table 1 and h mod 32 of table 2, and deletes slot h of table 3. */
export function rowsAt(height: number): Row[] {
  const rows: Row[] = [];
  for (let slot = 0; slot < 16; slot++) {
    rows.push({ table: 1, slot, bytes: bytesOf(`row ${slot} ${lastWriter(height, slot, 16)}`) });
  }
  for (let slot = 0; slot < Math.min(32, height + 1); slot++) {
    const writer = lastWriter(height, slot, 32);
    if (writer > 0) rows.push({ table: 2, slot, bytes: bytesOf(`grown ${writer}`) });
  }
  for (let slot = height + 1; slot <= SEEDS; slot++) rows.push({ table: 3, slot, bytes: bytesOf(`seed ${slot}`) });
  return rows;
}

/** Commits to every row with its place. */
export function rootOf(rows: Iterable<Row>): Hex {
  const hash = createHash("sha256");
  for (const { table, slot, bytes } of rows) hash.update(`${table}/${slot}/${bytesToHex(bytes)};`);
  return `0x${hash.digest("hex")}`;
}

export const headAt = (height: number): Head => ({
  height,
  timeMs: 1_000 * height,
  stateRoot: rootOf(rowsAt(height)),
});

export const transactionsAt = (height: number): Uint8Array[] =>
  Array.from({ length: height % 4 }, (_, index) => bytesOf(`transaction ${height} ${index}`));

export const transactionHash = (transaction: Uint8Array): Uint8Array =>
  createHash("sha256").update(transaction).digest();

export const receiptsAt = (height: number): string[] =>
  transactionsAt(height).map((_, index) => JSON.stringify({ accepted: true, height, index }));

export const eventsAt = (height: number): Uint8Array[] => [bytesOf(`opened ${height}`), bytesOf(`closed ${height}`)];

/** The record that takes the chain from `height − 1` to `height`. */
export function recordAt(height: number): BlockRecord {
  const transactions = transactionsAt(height);
  const transactionHashes = transactions.map(transactionHash);
  return {
    header: {
      ...headAt(height),
      transactionCount: transactions.length,
      eventCount: 2,
      transactionBytes: 32 * transactions.length,
    },
    transactions,
    transactionHashes,
    tookEffect: transactions.map(() => true),
    rows: [
      { table: 1, slot: height % 16, bytes: bytesOf(`row ${height % 16} ${height}`) },
      { table: 2, slot: height % 32, bytes: bytesOf(`grown ${height}`) },
      { table: 3, slot: height, bytes: null },
    ],
    receipts: receiptsAt(height),
    events: eventsAt(height),
    accountEvents: new Map([[height % 3, [0, 1]]]),
  };
}

/** The record of height 0, with every row that the chain begins with. */
export const genesisRecord = (): BlockRecord => ({ ...recordAt(0), rows: rowsAt(0) });
