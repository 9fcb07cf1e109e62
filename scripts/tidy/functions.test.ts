/** Goal: long and wide functions are found unless they say why. Method: made-up functions of each form. */
import { describe, expect, test } from "vitest";
import { checkFunctions } from "./functions.ts";
import { brief, treeOf } from "./tree.fixture.ts";

const found = (text: string, path = "packages/num/src/a.ts") => brief(checkFunctions(treeOf({ [path]: text })));
/** What stands between braces, so that the function has `lines` lines. */
const body = (lines: number): string => "\n".repeat(lines - 1);

const FORMS: readonly (readonly [string, (parameters: string, inside: string) => string])[] = [
  ["declaration", (parameters, inside) => `export function f(${parameters}) {${inside}}`],
  ["arrow", (parameters, inside) => `export const f = (${parameters}) => {${inside}};`],
  ["expression", (parameters, inside) => `export const f = function (${parameters}) {${inside}};`],
  ["method", (parameters, inside) => `class A { f(${parameters}) {${inside}} }`],
];

describe.each(FORMS)("a function as %s", (_, write) => {
  test("of 81 lines is long, of 80 is not", () => {
    expect(found(`\n${write("", body(81))}`)).toEqual(["packages/num/src/a.ts:2: a function of 81 lines"]);
    expect(found(write("", body(80)))).toEqual([]);
  });

  test("of seven parameters is wide, of six is not", () => {
    expect(found(write("a, b, c, d, e, f, g", ""))).toEqual(["packages/num/src/a.ts:1: a function of 7 parameters"]);
    expect(found(write("a, b, c, { d, e }, f, g", ""))).toEqual([]);
  });

  test("may say why on the line above", () => {
    const both = write("a, b, c, d, e, f, g", body(81));
    expect(found(`// long: one table\n${both}`)).toEqual(["packages/num/src/a.ts:2: a function of 7 parameters"]);
    expect(found(`// wide: a formula's own terms\n${both}`)).toEqual([
      "packages/num/src/a.ts:2: a function of 81 lines",
    ]);
    expect(found(`// long:\n\n${both}`)).toHaveLength(2);
    expect(found(`const text = "// long: no";\n${both}`)).toHaveLength(2);
  });
});

test("tests may describe at length", () => {
  expect(found(`test(() => {${body(200)}});`, "packages/num/src/a.test.ts")).toEqual([]);
});
