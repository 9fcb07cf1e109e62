/** Goal: numbers and origins of flags are read as they are written, or refused. Method: a table at the bounds. */
import { Command } from "commander";
import { expect, test } from "vitest";
import { addApiFlags, apiOf } from "./options.ts";
import { wholeNumber } from "./values.ts";

const read = wholeNumber(2, 100);

test.each([
  ["2", 2],
  ["100", 100],
  ["007", 7],
])("%s is within its bounds", (text, value) => expect(read(text)).toBe(value));

test.each(["1", "101", "-3", "+3", "3.0", "1e1", "0x10", " 3", "", "12345678901234567"])("%j is refused", (text) => {
  expect(() => read(text)).toThrow("It is a whole number from 2 to 100.");
});

const originsOf = (text: string) => {
  const command = addApiFlags(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  command.parse(["--origins", text], { from: "user" });
  return apiOf({ ...command.opts(), rate: 1 } as Parameters<typeof apiOf>[0]).origins;
};

test("origins are named as browsers name them", () => {
  expect(originsOf("https://desk.example,http://localhost:3000")).toEqual([
    "https://desk.example",
    "http://localhost:3000",
  ]);
  for (const wrong of ["desk.example", "https://desk.example/", "*", ""]) expect(() => originsOf(wrong)).toThrow();
});
