/** Goal: a refusal that no test expects is found. Method: small made-up trees. */
import { expect, test } from "vitest";
import { treeOf } from "../tidy/tree.fixture.ts";
import { unprovoked } from "./trace.ts";

const CODES = ["NonceUsed", "QueueFull"];
const missing = (path: string, text: string) => unprovoked(treeOf({ [path]: text }), CODES);

test.each([
  ['expect(outcome()).toBe("NonceUsed");', ["QueueFull"]],
  ["const table = [['QueueFull', () => base()], [\"NonceUsed\", 1]];", []],
  ['test("NonceUsed and QueueFull come in this order", () => {});', CODES],
  ['// expect(outcome()).toBe("NonceUsed");', CODES],
  ["expect(nonceUsed).toBe(NonceUsed);", CODES],
])("in a test of the engine, %s", (text, codes) => {
  expect(missing("packages/engine/src/a.test.ts", text)).toEqual(codes);
});

test.each(["packages/engine/src/a.ts", "packages/codec/src/a.test.ts", "scripts/a.test.ts"])(
  "a code in %s is not provoked there",
  (path) => expect(missing(path, 'const code = "NonceUsed";')).toEqual(CODES),
);
