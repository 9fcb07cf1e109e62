/**
 * A chain whose every byte follows from its height, so that a test can tell what a store must hold without keeping it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { bytesToHex } from "../bytes.ts";
import type { BlockRecord, ChainIdentity, Head, Row } from "./types.ts";

export const IDENTITY: ChainIdentity = { chainId: "counting-1", genesisHash: "0x11" };

const bytesOf = (text: string): Uint8Array => createHash("sha256").update(text).digest();

/** Rows after block `height`: slot s of table 1 was last written by the newest block ≡ s (mod 16); table 2 grows, table 3 shrinks. */
export function rowsAt(height: number): Row[] {
  const rows: Row[] = [];
  for (let slot = 0; slot < 16; slot++) {
    const writer = height - ((((height - slot) % 16) + 16) % 16);
    rows.push({ table: 1, slot, bytes: bytesOf(`row ${slot} ${Math.max(writer, 0)}`) });
  }
  for (let slot = 1; slot <= height; slot++) rows.push({ table: 2, slot, bytes: bytesOf(`grown ${slot}`) });
  for (let slot = height + 1; slot <= 1_000; slot++) rows.push({ table: 3, slot, bytes: bytesOf(`seed ${slot}`) });
  return rows;
}

/** Commits to every row with its place. */
export function rootOf(rows: Iterable<Row>): string {
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
    rows: [
      { table: 1, slot: height % 16, bytes: bytesOf(`row ${height % 16} ${height}`) },
      { table: 2, slot: height, bytes: bytesOf(`grown ${height}`) },
      { table: 3, slot: height, bytes: null },
    ],
    receipts: transactions.map((_, index) => JSON.stringify({ accepted: true, height, index })),
    events: [bytesOf(`opened ${height}`), bytesOf(`closed ${height}`)],
    accountEvents: new Map([[height % 3, [0, 1]]]),
  };
}
