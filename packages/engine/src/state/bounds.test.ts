/** Goal: every table has a stated bound, and what is stated to end by time does. Method: the record against the code. */
import { expect, test } from "vitest";
import { ENDING_TABLES } from "../derived/expiries.ts";
import { type BoundKind, TABLE_BOUNDS } from "./bounds.ts";
import { tableNames } from "./state.ts";

const ofKind = (kind: BoundKind) => tableNames.filter((name) => TABLE_BOUNDS[name].kind === kind);

test("INV-028 every table says what bounds its rows and what takes one out", () => {
  expect(Object.keys(TABLE_BOUNDS).sort()).toEqual([...tableNames].sort());
  for (const name of tableNames) {
    expect(TABLE_BOUNDS[name].rows, name).not.toBe("");
    expect(TABLE_BOUNDS[name].ends, name).not.toBe("");
  }
});

test("INV-028 the tables whose rows end at a time are those that the house forgets by time", () => {
  expect(ofKind("window").sort()).toEqual([...ENDING_TABLES].sort());
});

test("INV-028 three tables grow with the past, and no other", () => {
  expect(ofKind("past")).toEqual(["instruments", "markets", "deposits"]);
});
