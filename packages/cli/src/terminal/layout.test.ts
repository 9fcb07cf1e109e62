/** Goal: what does not fit leaves whole and shows that it left. Method: tables of widths. */
import { expect, test } from "vitest";
import { bar, clip, fieldsLine, screenTable } from "./layout.ts";
import { createPaint } from "./paint.ts";

const plain = createPaint(false);
const fields = ["one", "two", "three"].map((text) => ({ text }));

test.each([
  [20, "one  two  three"],
  [15, "one  two  three"],
  [14, "one  two  …"],
  [11, "one  two  …"],
  [10, "one  …"],
  [6, "one  …"],
])("fields in a width of %d stand whole or not at all", (width, line) => {
  expect(fieldsLine(fields, width, plain).length).toBeLessThanOrEqual(width);
  expect(fieldsLine(fields, width, plain)).toBe(line);
});

test.each([
  ["market", 6, "market"],
  ["market", 4, "mar…"],
  ["market", 1, "…"],
  ["market", 0, ""],
])("%s in %d is clipped with an ellipsis", (text, width, clipped) => {
  expect(clip(text, width)).toBe(clipped);
});

const columns = [
  { heading: "NAME", side: "left", rank: 0 },
  { heading: "PRICE", side: "right", rank: 1 },
  { heading: "NOTE", side: "left", rank: 2 },
] as const;
const rows = [["BTC", "110,000", "fine"].map((text) => ({ text }))];

test.each([
  [40, ["NAME    PRICE  NOTE", "BTC   110,000  fine"]],
  [18, ["NAME    PRICE", "BTC   110,000"]],
  [12, ["NAME", "BTC "]],
  [3, ["NA…", "BTC"]],
])("a table in a width of %d loses its columns of the highest rank first", (width, lines) => {
  expect(screenTable(columns, rows, width, plain)).toEqual(lines);
});

test("colour takes no width", () => {
  const rich = createPaint(true);
  const painted = fieldsLine([{ text: "one", tone: "bad" }, { text: "two" }], 8, rich);
  expect(painted).toBe("\x1b[31mone\x1b[39m  two");
});

test.each([
  [10n, 10n, "████"],
  [5n, 10n, "██░░"],
  [1n, 1_000n, "█░░░"],
  [0n, 10n, "░░░░"],
  [20n, 10n, "████"],
  [3n, 0n, "░░░░"],
  [-3n, 10n, "░░░░"],
])("a bar of %d of %d", (part, whole, text) => {
  expect(bar(part, whole, 4)).toBe(text);
});
