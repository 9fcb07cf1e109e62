/** Goal: numbers of flags are read as they are written, or refused. Method: a table at the bounds. */
import { expect, test } from "vitest";
import { wholeNumber } from "./options.ts";

const read = wholeNumber(2, 100);

test.each([
  ["2", 2],
  ["100", 100],
  ["007", 7],
])("%s is within its bounds", (text, value) => expect(read(text)).toBe(value));

test.each(["1", "101", "-3", "+3", "3.0", "1e1", "0x10", " 3", "", "12345678901234567"])("%j is refused", (text) => {
  expect(() => read(text)).toThrow("It is a whole number from 2 to 100.");
});
