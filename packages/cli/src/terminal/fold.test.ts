/** Goal: a narrow window breaks no number and no hash. Method: lines of a report at the widths of windows. */
import { expect, test } from "vitest";
import { folded } from "./fold.ts";

const PAGE = [
  "Conservation: every asset to the atom",
  "  USDC  = 73,734,717,000,000 = 61,000,000,000,000 balances + 12,734,717,000,000 pools + 0 outbox",
  "",
  `State root 0x${"ab".repeat(32)}`,
].join("\n");

test("a line that is too long goes on below, deeper, and between words", () => {
  expect(folded(PAGE, 60).split("\n")).toEqual([
    "Conservation: every asset to the atom",
    "  USDC  = 73,734,717,000,000 = 61,000,000,000,000 balances +",
    "      12,734,717,000,000 pools + 0 outbox",
    "",
    "State root",
    `    0x${"ab".repeat(32)}`,
  ]);
});

test("every word of a page is in it at every width", () => {
  const words = PAGE.split(/\s+/);
  for (let columns = 1; columns <= 200; columns += 1) {
    expect(folded(PAGE, columns).split(/\s+/)).toEqual(words);
    for (const line of folded(PAGE, columns).split("\n"))
      expect(line.length <= columns || !/\S \S/.test(line), line).toBe(true);
  }
});

test("where nobody looks a page stays as it is", () => {
  expect(folded(PAGE, null)).toBe(PAGE);
  expect(folded(PAGE, 200)).toBe(PAGE);
});
