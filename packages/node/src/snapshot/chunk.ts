/**
 * A piece of the state that proves itself: the rows of one aligned range of slots, with the siblings from the root of
 * their subtree up to the state root.
 *
 * @module
 */
import {
  bytes32,
  bytesToHex,
  bytesUpTo,
  type Hex,
  list,
  type MerkleTable,
  proveRow,
  struct,
  u8,
  u32,
  type ValueOf,
} from "@novate/codec";
import type { Row } from "../store/index.ts";
import { climb, subtreeRoot } from "./subtree.ts";

/** Levels of a chunk's own subtree: 512 slots, a few hundred kilobytes of accounts. */
const CHUNK_DEPTH = 9;
export const CHUNK_SLOTS = 2 ** CHUNK_DEPTH;

const TABLE_SIBLINGS = 32 - CHUNK_DEPTH;
const STATE_SIBLINGS = 6;

const ChunkRow = struct("ChunkRow", { slot: u32, rowBytes: bytesUpTo(1_048_576) });

/** `rows` ascend by slot, all within `CHUNK_SLOTS` from `firstSlot`; siblings run from the bottom up. */
export const Chunk = struct("Chunk", {
  table: u8,
  firstSlot: u32,
  rows: list(ChunkRow, CHUNK_SLOTS),
  siblings: list(bytes32, TABLE_SIBLINGS),
  tableSiblings: list(bytes32, STATE_SIBLINGS),
});
export type Chunk = ValueOf<typeof Chunk>;

/** The chunk of these rows, which must be all those of one range; `tables` are the trees of the whole state. */
export function createChunk(tables: readonly MerkleTable[], rows: readonly Row[]): Chunk {
  const [first] = rows;
  const { table, slot } = first!;
  const proof = proveRow(tables, table, slot, first!.bytes);
  return {
    table,
    firstSlot: slot - (slot % CHUNK_SLOTS),
    rows: rows.map(({ slot, bytes }) => ({ slot, rowBytes: bytesToHex(bytes) })),
    siblings: proof.siblings.slice(CHUNK_DEPTH),
    tableSiblings: proof.tableSiblings,
  };
}

/** What is wrong with a chunk of well-typed bytes, or `null` when it stands under `stateRoot`. */
export function faultOfChunk(chunk: Chunk, stateRoot: Hex): string | null {
  const { table, firstSlot, rows, siblings, tableSiblings } = chunk;
  if (firstSlot % CHUNK_SLOTS !== 0) return "its first slot is not aligned";
  if (siblings.length !== TABLE_SIBLINGS || tableSiblings.length !== STATE_SIBLINGS) return "its proof is cut short";
  let previous = firstSlot - 1;
  for (const { slot } of rows) {
    if (slot <= previous || slot >= firstSlot + CHUNK_SLOTS) return `its rows do not ascend at slot ${slot}`;
    previous = slot;
  }
  const leaves = rows.map(({ slot, rowBytes }) => ({ place: slot - firstSlot, bytes: rowBytes }));
  const tableRoot = climb(subtreeRoot(leaves, CHUNK_DEPTH), firstSlot / CHUNK_SLOTS, siblings);
  return climb(tableRoot, table, tableSiblings) === stateRoot ? null : "its rows do not prove up to the state root";
}

/** The chunk's rows as the store takes them. */
export const rowsOf = ({ table, rows }: Chunk): Row[] =>
  rows.map(({ slot, rowBytes }) => ({ table, slot, bytes: Buffer.from(rowBytes.slice(2), "hex") }));
