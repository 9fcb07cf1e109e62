/** Goal: a reader of RFC 4180 gets back what was written. Method: cells of every kind that needs care. */
import { expect, test } from "vitest";
import { csvLine, csvRecord } from "./csv.ts";

test("a cell is quoted when it holds a comma, a quotation mark or the end of a line", () => {
  expect(csvLine(["plain", 1n, "a,b", 'say "so"', "two\nlines"])).toBe('plain,1,"a,b","say ""so""","two\nlines"\r\n');
});

test("a record follows the columns: absent is empty, nested is JSON", () => {
  expect(csvRecord({ b: { c: [1] }, a: null, x: 9 }, ["a", "b", "none"])).toBe(',"{""c"":[1]}",\r\n');
});
