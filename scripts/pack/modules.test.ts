/** Goal: what is packed stands by itself and brings nothing along. Method: a small tree by hand; the SDK's own entries. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readTree } from "../tidy/tree.ts";
import { reach } from "./modules.ts";

const TREE = new Map([
  ["packages/low/package.json", '{ "exports": { ".": "./src/index.ts" } }'],
  ["packages/low/src/index.ts", 'export * from "./deep/index.ts";\nexport { heavy } from "./heavy.ts";\n'],
  ["packages/low/src/deep/index.ts", 'export { one as first, type Kind } from "./one.ts";\n'],
  [
    "packages/low/src/deep/one.ts",
    'import { sum } from "outside/sum.js";\nexport type Kind = 1;\nexport const one = sum;\n',
  ],
  ["packages/low/src/heavy.ts", "export const heavy = 1;\n"],
  ["packages/top/src/index.ts", 'export * from "./use.ts";\n'],
  [
    "packages/top/src/use.ts",
    'import { join } from "node:path";\nimport { first, type Kind } from "@novate/low";\nexport const used: Kind = join(first);\n',
  ],
]);

test("a name leads to the file that defines it, and what is not asked for stays behind", () => {
  const { files, outside } = reach(TREE, ["packages/top/src/index.ts"]);
  expect([...files.keys()].sort()).toEqual(["low/deep/one.ts", "top/index.ts", "top/use.ts"]);
  expect(files.get("top/use.ts")).toBe(
    'import { join } from "node:path";\nimport { one as first, type Kind } from "../low/deep/one.ts";\nexport const used: Kind = join(first);\n',
  );
  expect([...outside].map(([specifier, names]) => [specifier, [...names]])).toEqual([["outside/sum.js", ["sum"]]]);
});

test("a name that nobody defines is said", () => {
  const tree = new Map(TREE).set("packages/top/src/use.ts", 'import { none } from "@novate/low";\n');
  expect(() => reach(tree, ["packages/top/src/index.ts"])).toThrow("packages/top/src/use.ts: @novate/low has no none");
});

test("the SDK needs curves and hashes, and nothing of the node or the engine", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const { exports } = JSON.parse(readFileSync(`${root}packages/sdk/package.json`, "utf8")) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  const tree = new Map(readTree(root));
  tree.set("packages/wire/src/answers.ts", ANSWERS); // packed without the schemas that it is inferred from
  const entries = Object.values(exports).map((file) => `packages/sdk/${file.slice(2)}`);
  const { files, outside } = reach(tree, entries);
  expect([...outside.keys()].sort()).toEqual([
    "@noble/curves/ed25519.js",
    "@noble/curves/secp256k1.js",
    "@noble/hashes/sha2.js",
  ]);
  const packages = new Set([...files.keys()].map((path) => path.split("/")[0]));
  expect([...packages].sort()).toEqual(["codec", "evm", "num", "risk", "sdk", "stdx", "whatif", "wire"]);
});

const ANSWERS = ["Answers", "OutcomeJson", "Problem", "ProofOf", "ReceiptJson", "RowPage"]
  .map((name) => `export type ${name} = never;`)
  .join("\n");
