/**
 * The commitment to the whole state: one root over the roots of the tables.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { hashBytes } from "../hash.ts";
import { STATE_DEPTH } from "./depth.ts";

const MAX_TABLES = 1 << STATE_DEPTH;

/** Roots of the tables, padded with zeros, then of each level above them; the last level is the state root alone. */
function buildLevels(roots: readonly Uint8Array[]): Uint8Array[][] {
  assert(roots.length <= MAX_TABLES, "commitTables: too many tables");
  const levels = [Array.from({ length: MAX_TABLES }, (_, table) => roots[table] ?? new Uint8Array(32))];
  for (let depth = 0; depth < STATE_DEPTH; depth++) {
    const below = levels[depth]!;
    levels.push(
      Array.from({ length: below.length / 2 }, (_, index) => hashPair(below[2 * index]!, below[2 * index + 1]!)),
    );
  }
  return levels;
}

/** SHA-256 of two hashes side by side: a branch of every tree here. */
export function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  const pair = new Uint8Array(64);
  pair.set(left, 0);
  pair.set(right, 32);
  return hashBytes(pair);
}

/** The state root of tables whose roots are given in their fixed order. */
export const commitTables = (roots: readonly Uint8Array[]): Uint8Array => buildLevels(roots)[STATE_DEPTH]![0]!;

/** The siblings on the way from the root of `table` up to the state root. */
export function proveTable(roots: readonly Uint8Array[], table: number): Uint8Array[] {
  assert(table >= 0 && table < roots.length, "proveTable: no such table");
  return buildLevels(roots)
    .slice(0, STATE_DEPTH)
    .map((level, depth) => level[(table >> depth) ^ 1]!);
}
