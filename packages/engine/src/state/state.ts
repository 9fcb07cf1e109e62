/**
 * The whole committed state, as tables, and its scratch copies.
 *
 * @module
 */
import { type HouseRow, type RowOf, type TableName, tables } from "@novate/codec";
import { assert } from "@novate/stdx";
import { HOUSE, keyOf } from "./keys.ts";
import { Table, TableFork, type TableView, type WritableTable } from "./table.ts";

export type StateView = { readonly [T in TableName]: TableView<RowOf<T>> };
export type WritableState = { readonly [T in TableName]: WritableTable<RowOf<T>> };
export type State = { readonly [T in TableName]: Table<RowOf<T>> };

export const tableNames = Object.keys(tables) as readonly TableName[];

export function createState(): State {
  const entries = tableNames.map((name) => [name, new Table(keyOf[name] as (row: unknown) => string)]);
  return Object.fromEntries(entries) as State; // one table a name, by construction
}

/** A scratch copy: reads fall through, writes stay. */
export function forkState(base: StateView): WritableState {
  const entries = tableNames.map((name) => [
    name,
    new TableFork(base[name] as TableView<unknown>, keyOf[name] as (row: unknown) => string),
  ]);
  return Object.fromEntries(entries) as unknown as WritableState; // one fork a name, by construction
}

export function houseOf(state: StateView): HouseRow {
  const house = state.house.get(HOUSE);
  assert(house !== undefined, "state: the house row is missing");
  return house;
}

/** The row that must be there, because an earlier check or an event says so. */
export function mustGet<Row>(table: TableView<Row>, key: number | string): Row {
  const row = table.get(key);
  assert(row !== undefined, `state: no row ${key}`);
  return row;
}
