/** Goal: what entries need is reached, through barrels and packages, and nothing else. Method: two made-up packages. */
import { expect, test } from "vitest";
import { treeOf } from "../tidy/tree.fixture.ts";
import { reachedFrom } from "./reach.ts";

const TREE = treeOf({
  "packages/num/package.json": '{"exports": {".": "./src/index.ts"}}',
  "packages/num/src/index.ts": 'export { one } from "./one.ts"; export * from "./more/index.ts";',
  "packages/num/src/one.ts": 'import type { T } from "./t.ts"; export const one = 1;',
  "packages/num/src/t.ts": "export type T = 1;",
  "packages/num/src/more/index.ts": 'export { two } from "./two.ts"; export { three } from "./three.ts";',
  "packages/num/src/more/two.ts": 'import "../effect.ts"; export const two = 2;',
  "packages/num/src/more/three.ts": "export const three = 3;",
  "packages/num/src/effect.ts": "",
  "packages/risk/src/a.ts": 'import { one } from "@novate/num"; export const a = one;',
  "packages/risk/src/b.ts": 'export { two as b } from "@novate/num";',
  "packages/risk/src/c.ts": 'import * as all from "@novate/num"; export { all };',
});
const reached = (...entries: string[]) =>
  [...reachedFrom(entries, TREE)].filter((path) => path.startsWith("packages/num/src/")).sort();

test("a name reaches the file that defines it, and what that imports, types too", () => {
  expect(reached("packages/risk/src/a.ts")).toEqual(["packages/num/src/one.ts", "packages/num/src/t.ts"]);
});

test("a name passed on is reached through every barrel", () => {
  expect(reached("packages/risk/src/b.ts")).toEqual(["packages/num/src/effect.ts", "packages/num/src/more/two.ts"]);
});

test("a whole module reaches all that it exports, and so does an entry", () => {
  const all = ["effect.ts", "more/three.ts", "more/two.ts", "one.ts", "t.ts"].map((name) => `packages/num/src/${name}`);
  expect(reached("packages/risk/src/c.ts")).toEqual(all);
  expect(reached("packages/num/src/index.ts")).toEqual([...all, "packages/num/src/index.ts"].sort());
});
