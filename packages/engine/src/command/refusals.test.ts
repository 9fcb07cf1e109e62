/** Goal: a refusal's number names it for ever. Method: the table itself. */
import { expect, test } from "vitest";
import { refusalNumbers } from "./refusals.ts";

test("no two refusals share a number", () => {
  const numbers = Object.values(refusalNumbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});
