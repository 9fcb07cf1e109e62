/**
 * The house's rows are the twin's: what changed, changed as the events say; what did not, did not. INV-010, INV-012.
 *
 * @module
 */
import { decode, type Field, type TableName, tables } from "@novate/codec";
import type { BlockResult, Engine } from "@novate/engine";
import { AuditFailure, check } from "../failure.ts";
import { type Key, keysOf, type Ledger, tableNames } from "../ledger.ts";

/** Compares every row that the block wrote, or should have written, by its committed bytes. */
export function checkChangedRows(ledger: Ledger, { changes }: Pick<BlockResult, "changes">, engine: Engine): void {
  const slots = new Map<TableName, number>();
  for (const { table, bytes } of changes) {
    slots.set(table, (slots.get(table) ?? 0) + 1);
    if (bytes === null) continue;
    const row = rowOf(table, bytes);
    const key = keyOf(table, row);
    const isExplained = ledger.written.get(table)!.has(key);
    check("INV-012", isExplained, () => `${table} ${key} was written, and no event says so`);
    compare(ledger, table, key, row);
  }
  for (const [table, keys] of ledger.written) {
    const isExplained = (slots.get(table) ?? 0) <= keys.size + (ledger.removed.get(table) ?? 0);
    check("INV-012", isExplained, () => `${slots.get(table)} slots of ${table} were written for ${keys.size} rows`);
    for (const key of keys) compare(ledger, table, key, engine.state[table].get(key));
    keys.clear();
  }
  ledger.removed.clear();
}

/** Compares every row there is, both ways. */
export function checkAllRows(ledger: Ledger, engine: Engine): void {
  const count = new Map<TableName, number>();
  for (const { table, bytes } of engine.rows()) {
    const row = rowOf(table, bytes);
    compare(ledger, table, keyOf(table, row), row);
    count.set(table, (count.get(table) ?? 0) + 1);
  }
  for (const table of tableNames) {
    const [found, expected] = [count.get(table) ?? 0, ledger.tables[table].size];
    check("INV-010", found === expected, () => `${found} rows of ${table}, the events make ${expected}`);
  }
}

function rowOf(table: TableName, bytes: Uint8Array): unknown {
  const decoded = decode(tables[table] as Field<unknown>, bytes);
  if (!decoded.ok) throw new AuditFailure("INV-010", `a row of ${table} does not decode: ${decoded.error.message}`);
  return decoded.value;
}

const keyOf = (table: TableName, row: unknown): Key => (keysOf[table] as (row: unknown) => Key)(row);

function compare(ledger: Ledger, table: TableName, key: Key, found: unknown): void {
  let expected: unknown = ledger.tables[table].get(key);
  const adopted = ledger.adopted.get(`${table}/${key}`);
  if (adopted !== undefined && expected !== undefined && found !== undefined) {
    for (const field of adopted)
      expected = { ...(expected as object), [field]: (found as Record<string, unknown>)[field] };
    (ledger.tables[table] as Map<Key, unknown>).set(key, expected);
    ledger.adopted.delete(`${table}/${key}`);
  }
  const difference = differenceOf(found, expected, `${table} ${key}`);
  if (difference !== null) throw new AuditFailure("INV-010", difference);
}

/** Where two values differ, or null. */
function differenceOf(found: unknown, expected: unknown, path: string): string | null {
  if (Object.is(found, expected)) return null;
  if (typeof found !== "object" || typeof expected !== "object" || found === null || expected === null)
    return `${path} is ${String(found)}, the events make it ${String(expected)}`;
  const [left, right] = [found as Record<string, unknown>, expected as Record<string, unknown>];
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length)
    return `${path} has ${keys.length} fields, the events make another number`;
  for (const key of keys) {
    const difference = differenceOf(left[key], right[key], `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
