/** Goal: one answer in each form, and what asks for JSON is seen before anything is parsed. Method: tables over captured output. */
import { Command } from "commander";
import { expect, test } from "vitest";
import { addOutputFlags, type Form, isJsonAsked, print, recordPrinter } from "./output.ts";

const printed = (output: Form) => {
  const [out, err]: [string[], string[]] = [[], []];
  const answer = {
    accounts: [
      { id: 1, health: { equityAtoms: "5" } },
      { id: 2, tags: ["a"] },
    ],
    nextCursor: "9",
  };
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  print(answer, { output }, io, { page: () => "two accounts\n", records: ({ accounts }) => accounts });
  return [out.join(""), err.join("")];
};

test("a page, a value, or records whose columns are those of all", () => {
  expect(printed("table")).toEqual(["two accounts\n", ""]);
  expect(JSON.parse(printed("json")[0]!)).toMatchObject({ accounts: [{ id: 1 }, { id: 2 }], nextCursor: "9" });
  expect(printed("csv")).toEqual(['id,health.equityAtoms,tags\r\n1,5,\r\n2,,"[""a""]"\r\n', "more: --cursor 9\n"]);
});

test("records one by one are lines, under one heading in CSV", () => {
  const lines = (output: Form) => {
    const out: string[] = [];
    const tell = recordPrinter({ output }, { out: (text) => void out.push(text) });
    tell({ a: 1, b: { c: 2 } }, "first");
    tell({ a: 3, b: { c: 4 } }, "second");
    return out.join("");
  };
  expect(lines("table")).toBe("first\nsecond\n");
  expect(lines("json")).toBe('{"a":1,"b":{"c":2}}\n{"a":3,"b":{"c":4}}\n');
  expect(lines("csv")).toBe("a,b.c\r\n1,2\r\n3,4\r\n");
});

test.each<[args: string, form: Form]>([
  ["", "table"],
  ["--json", "json"],
  ["-o json", "json"],
  ["-ojson", "json"],
  ["--output=json", "json"],
  ["--output json", "json"],
  ["-o csv", "csv"],
  ["-o csv --json", "json"],
  ["--json -o csv", "csv"],
])("%s: %s", (text, form) => {
  const args = text.split(" ").filter((arg) => arg !== "");
  const command = addOutputFlags(new Command()).exitOverride();
  command.parse(args, { from: "user" });
  expect(command.opts().output).toBe(form);
  expect(isJsonAsked(args)).toBe(form === "json");
});
