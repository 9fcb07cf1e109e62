/**
 * Proof that a row stands in the state, and its verifier: all that a light client needs.
 *
 * @module
 */
import { bytes32, bytesUpTo, list, struct, u8, u32, type ValueOf } from "../field/index.ts";
import { hashBytes } from "../hash.ts";
import { bytesToHex, type Hex, hexToBytes } from "../hex.ts";
import { STATE_DEPTH, TABLE_DEPTH } from "./depth.ts";
import { hashPair, proveTable } from "./stateRoot.ts";

/** `table` is the table's place in the fixed order; siblings run from the bottom up. */
export const RowProof = struct("RowProof", {
  table: u8,
  slot: u32,
  rowBytes: bytesUpTo(1_048_576),
  siblings: list(bytes32, TABLE_DEPTH),
  tableSiblings: list(bytes32, STATE_DEPTH),
});
export type RowProof = ValueOf<typeof RowProof>;

/** The part of a table that a proof is made of. */
interface Provable {
  root(): Uint8Array;
  prove(slot: number): Uint8Array[];
}

/** Proves the row of `slot` in the `table`-th of `tables`. `rowBytes` must be what that slot commits to. */
export function proveRow(tables: readonly Provable[], table: number, slot: number, rowBytes: Uint8Array): RowProof {
  const roots = tables.map((each) => each.root());
  return {
    table,
    slot,
    rowBytes: bytesToHex(rowBytes),
    siblings: tables[table]!.prove(slot).map((sibling) => bytesToHex(sibling)),
    tableSiblings: proveTable(roots, table).map((sibling) => bytesToHex(sibling)),
  };
}

/**
 * True when `proof` shows that `proof.rowBytes` is the row at its table and slot under `stateRoot`.
 *
 * Takes any well-typed proof from anywhere; a proof of the wrong shape is false, never an exception.
 */
export function verifyRowProof(stateRoot: Hex, proof: RowProof): boolean {
  const { table, slot, rowBytes, siblings, tableSiblings } = proof;
  if (siblings.length !== TABLE_DEPTH || tableSiblings.length !== STATE_DEPTH) return false;
  const tableRoot = climb(hashBytes(hexToBytes(rowBytes)), slot, siblings);
  if (tableRoot === undefined) return false;
  const root = climb(tableRoot, table, tableSiblings);
  return root !== undefined && bytesToHex(root) === stateRoot;
}

/** The root above `node` at `index`, or undefined when no leaf of a tree of that height has such an index. */
function climb(node: Uint8Array, index: number, siblings: readonly Hex[]): Uint8Array | undefined {
  if (!Number.isInteger(index) || index < 0) return undefined;
  let hash = node;
  let rest = index;
  for (const sibling of siblings) {
    const isRight = rest % 2 === 1;
    hash = isRight ? hashPair(hexToBytes(sibling), hash) : hashPair(hash, hexToBytes(sibling));
    rest = Math.floor(rest / 2);
  }
  return rest === 0 ? hash : undefined;
}
