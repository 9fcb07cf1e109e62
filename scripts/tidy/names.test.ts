/** Goal: an exported name without a reader is found, and no other. Method: two made-up packages. */
import { describe, expect, test } from "vitest";
import { checkNames } from "./names.ts";
import { brief, treeOf } from "./tree.fixture.ts";

const found = (files: Record<string, string>, users: Record<string, string> = {}) =>
  brief(
    checkNames(
      treeOf({
        "packages/num/package.json": '{"exports": {".": "./src/index.ts", "./more": "./src/more/index.ts"}}',
        ...files,
      }),
      users,
    ),
  );

describe("public names", () => {
  const NUM = {
    "packages/num/src/index.ts": 'export { add } from "./add.ts"; export * from "./all.ts";',
    "packages/num/src/add.ts": "export const add = 1;",
    "packages/num/src/all.ts": "export const one = 1; export const two = 2;",
    "packages/num/src/add.test.ts": 'import { add } from "./index.ts";',
  };
  const unread = (name: string, path = "packages/num/src/index.ts") =>
    `${path}:0: ${name} has no reader outside the package`;

  test("the package's own files and tests keep none of them", () => {
    expect(found(NUM)).toEqual([unread("add"), unread("one"), unread("two")]);
  });

  test.each([
    [
      "packages/risk/src/a.ts",
      'import { add, type one as first } from "@novate/num"; import { two } from "@novate/num";',
    ],
    ["packages/risk/src/a.test.ts", 'import * as all from "@novate/num";'],
    ["bench/a.ts", 'const { add } = await import("@novate/num");'],
    ["packages/num/README.md", '```ts\nimport { add, type one, two as three } from "@novate/num";\n```'],
  ])("%s reads them by %s", (path, text) => expect(found({ ...NUM, [path]: text })).toEqual([]));

  test("those named for users stay, one by one or all of an entry", () => {
    expect(found(NUM, { "@novate/num#one": "…" })).toEqual([unread("add"), unread("two")]);
    expect(found(NUM, { "@novate/num": "…" })).toEqual([]);
    const below = { "packages/num/src/more/index.ts": "export const a = 1;" };
    expect(found(below, { "@novate/num": "…" })).toEqual([]);
    expect(found(below, { "@novate/nu": "…" })).toEqual([unread("a", "packages/num/src/more/index.ts")]);
  });

  test("a name kept for users is there, and nobody else reads it", () => {
    const files = { ...NUM, "packages/risk/src/a.ts": 'import { add, one, two } from "@novate/num";' };
    expect(found(files, { "@novate/num#one": "…", "@novate/num#gone": "…", "@novate/mystery#one": "…" })).toEqual([
      "scripts/tidy/readByUsers.ts:0: @novate/num#one has a reader",
      "scripts/tidy/readByUsers.ts:0: @novate/num#gone is gone",
    ]);
  });

  test("each entry answers for its own names", () => {
    const files = {
      "packages/num/src/index.ts": "export const a = 1;",
      "packages/num/src/more/index.ts": "export const a = 1; export const b = 1;",
      "packages/risk/src/a.ts": 'import { a } from "@novate/num"; import { b } from "@novate/num/more";',
    };
    expect(found(files)).toEqual([unread("a", "packages/num/src/more/index.ts")]);
  });

  test("a type is read with the name that mentions it, through other files and types too", () => {
    const files = {
      "packages/num/src/index.ts":
        'export { type Options, open } from "./open.ts"; export type { Clock, Unused } from "./types.ts";',
      "packages/num/src/open.ts":
        'import type { Clock } from "./types.ts"; export interface Options { clock: Clock } export function open(o: Options) {}',
      "packages/num/src/types.ts": "export interface Clock {} export type Unused = 1;",
      "packages/risk/src/a.ts": 'import { open } from "@novate/num";',
    };
    expect(found(files)).toEqual([unread("Unused")]);
  });
});

describe("names inside a package", () => {
  test("what another file imports is read, what only its own file uses is not", () => {
    const files = {
      "packages/num/src/a.ts": "export const used = 1;\nexport const own = used;\nexport { own as other };",
      "packages/num/src/b.ts": 'import { used } from "./a.ts"; export default used;',
      "packages/num/src/b.test.ts": 'import b from "./b.ts"; export const helper = 1;',
      "packages/num/assembly/index.ts": "export function scan() {}",
      "scripts/x/a.ts": "export const alone = 1;",
    };
    expect(found(files)).toEqual([
      "packages/num/src/a.ts:2: own has no reader in another file",
      "packages/num/src/a.ts:3: other has no reader in another file",
      "scripts/x/a.ts:1: alone has no reader in another file",
    ]);
  });

  test("to pass a name on is not to read it", () => {
    const files = {
      "packages/num/src/part/index.ts": 'export { used, unread } from "./a.ts";',
      "packages/num/src/part/a.ts": "export const used = 1;\nexport const unread = 1;",
      "packages/num/src/b.ts": 'import { used } from "./part/index.ts";',
    };
    expect(found(files)).toEqual([
      "packages/num/src/part/index.ts:1: unread has no reader in another file",
      "packages/num/src/part/a.ts:2: unread has no reader in another file",
    ]);
  });
});
