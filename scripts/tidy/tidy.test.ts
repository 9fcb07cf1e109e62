/** Goal: each check fires on its fault and stays quiet beside it. Method: made-up trees of a few files. */
import { describe, expect, test } from "vitest";
import { checkDeadFiles } from "./deadFiles.ts";
import { checkPackages, checkTexts } from "./hygiene.ts";
import { checkCycles, checkLayers } from "./layers.ts";
import { checkLength, RATCHET_PATH } from "./length.ts";
import { brief, treeOf } from "./tree.fixture.ts";

const manifest = (...names: string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "1"])) });

describe("layers", () => {
  /** Findings for one import in a package that declares nearly everything. */
  const imported = (from: string, specifier: string, more: Record<string, string> = {}): string[] =>
    checkLayers(
      treeOf({
        "package.json": JSON.stringify({ devDependencies: { vitest: "1" } }),
        [from]: `\nimport { x } from "${specifier}";`,
        [`packages/${from.split("/")[1]}/package.json`]: manifest(
          ...["stdx", "num", "codec", "risk", "engine", "whatif", "node", "lab", "cli", "mystery"].map(
            (name) => `@novate/${name}`,
          ),
        ),
        ...more,
      }),
    ).map(({ line, message }) => `${line}: ${message}`);

  test.each([
    ["packages/risk/src/a.ts", "@novate/num"],
    ["packages/sdk/src/a.ts", "@novate/whatif"],
    ["packages/testkit/src/a.ts", "@novate/cli"],
    ["packages/num/src/a.test.ts", "@novate/testkit"],
    ["packages/num/src/a.test.ts", "vitest"],
    ["packages/num/src/a.ts", "node:fs"],
    ["scripts/a.ts", "@novate/cli"],
  ])("%s may import %s", (from, specifier) => expect(imported(from, specifier)).toEqual([]));

  test.each([
    ["packages/num/src/a.ts", "@novate/risk", "num stands below"],
    ["packages/num/src/a.test.ts", "@novate/risk", "num stands below"],
    ["packages/wire/src/a.ts", "@novate/engine", "wire may import stdx, num, codec only"],
    ["packages/sdk/src/a.ts", "@novate/engine", "sdk may import stdx, num, codec, evm, whatif, wire only"],
    ["packages/engine/src/a.ts", "@novate/testkit", "engine stands below"],
    ["packages/risk/src/a.ts", "@novate/mystery", "package mystery has no place"],
    ["packages/risk/src/a.ts", "@novate/risk", "the package imports itself"],
    ["packages/risk/src/a.ts", "@novate/num/src/units.ts", "@novate/num/src/units.ts reaches into"],
    ["packages/risk/src/a.ts", "vitest", "vitest is not declared"],
    ["packages/risk/src/a.ts", "@scope/thing/part", "@scope/thing is not declared"],
    ["packages/risk/src/a.ts", "./gone.ts", "imports ./gone.ts, which does not exist"],
    ["packages/risk/src/a.ts", "../../num/src/b.ts", "../../num/src/b.ts leaves the package"],
    ["packages/risk/src/a.ts", "./b.fixture.ts", "./b.fixture.ts is test code"],
  ])("%s may not import %s", (from, specifier, message) => {
    const more = { "packages/num/src/b.ts": "", "packages/risk/src/b.fixture.ts": "" };
    expect(imported(from, specifier, more)).toEqual([expect.stringContaining(`2: ${message}`)]);
  });

  test("all forms of import are seen, and none inside comments and texts", () => {
    const source = [
      'import type { A } from "@novate/one";',
      'export * from "@novate/two";',
      'import {\n  a,\n  type B,\n} from "@novate/three";',
      'import "@novate/four";',
      'const later = await import("@novate/five");',
      '// import { a } from "@novate/six";',
      'const text = `import { a } from "@novate/seven"`;',
      'export { importFrom } from "@novate/eight";',
    ].join("\n");
    const findings = checkLayers(treeOf({ "packages/num/src/a.ts": source }));
    expect(findings.map(({ message }) => /package (\w+)/.exec(message)?.[1]).sort()).toEqual([
      "eight",
      "five",
      "four",
      "one",
      "three",
      "two",
    ]);
  });

  test("a package opens other paths in its manifest; what is named testing is for tests", () => {
    const files = {
      "packages/engine/package.json": JSON.stringify({ exports: { ".": "", "./testing": "" } }),
      "packages/node/package.json": manifest("@novate/engine"),
      "packages/node/src/a.ts": 'import "@novate/engine/testing";',
      "packages/node/src/a.test.ts": 'import "@novate/engine/testing";',
    };
    expect(brief(checkLayers(treeOf(files)))).toEqual([
      "packages/node/src/a.ts:1: @novate/engine/testing is test code",
    ]);
  });

  test("tools beside a package's sources may use what the root declares", () => {
    const files = {
      "package.json": JSON.stringify({ devDependencies: { assemblyscript: "1" } }),
      "packages/risk/assembly/build.ts": 'import "assemblyscript"; import "./kernel"; import "./gone";',
      "packages/risk/assembly/kernel.ts": "",
      "packages/risk/src/a.ts": 'import "assemblyscript";',
    };
    expect(brief(checkLayers(treeOf(files)))).toEqual([
      "packages/risk/assembly/build.ts:1: imports ./gone, which does not exist",
      "packages/risk/src/a.ts:1: assemblyscript is not declared",
    ]);
  });

  test("circles of files are found once; types close one too", () => {
    const files = {
      "packages/num/src/a.ts": 'import { b } from "./b.ts";',
      "packages/num/src/b.ts": '\nexport { c } from "./c.ts";',
      "packages/num/src/c.ts": 'import { a } from "./a.ts";',
      "packages/num/src/d.ts": 'import type { a } from "./e.ts";',
      "packages/num/src/e.ts": 'import { d } from "./d.ts";',
    };
    expect(brief(checkCycles(treeOf(files)))).toEqual([
      "packages/num/src/c.ts:1: closes the circle packages/num/src/a.ts → packages/num/src/b.ts → packages/num/src/c.ts → packages/num/src/a.ts",
      "packages/num/src/e.ts:1: closes the circle packages/num/src/d.ts → packages/num/src/e.ts → packages/num/src/d.ts",
    ]);
  });
});

test("dead files are those that nothing imports, names or starts", () => {
  const files = {
    "package.json": '{"scripts": {"bench": "node bench/run.ts"}}',
    "bench/run.ts": 'import "./case.ts";',
    "bench/case.ts": 'run(new URL("support/child.ts", import.meta.url));',
    "bench/support/child.ts": "",
    "bench/support/unused.ts": "",
    ".ci/run": "node scripts/check.ts",
    "scripts/check.ts": 'import "./check/part.ts";',
    "scripts/check/part.ts": "",
    "scripts/check/unused.ts": "",
    "packages/cli/bin/novate.js": 'await import("../src/start.ts");',
    "packages/cli/src/start.ts": "",
    "packages/num/src/index.ts": 'export * from "./a.ts";',
    "packages/num/src/a.ts": 'new Worker(new URL("./worker.ts", import.meta.url)); import type { T } from "./t.ts";',
    "packages/num/src/worker.ts": "",
    "packages/num/src/t.ts": "",
    "packages/num/src/only.test.ts": 'import "./forTest.ts";',
    "packages/num/src/forTest.ts": "",
    "packages/num/src/dead.ts": 'import "./deadToo.ts"; import "./a.ts";',
    "packages/num/src/deadToo.ts": "",
  };
  expect(brief(checkDeadFiles(treeOf(files)))).toEqual([
    "bench/support/unused.ts:0: nothing imports or starts this file",
    "scripts/check/unused.ts:0: nothing imports or starts this file",
    "packages/num/src/dead.ts:0: nothing imports or starts this file",
    "packages/num/src/deadToo.ts:0: nothing imports or starts this file",
  ]);
});

test("long files may only shrink", () => {
  const lines = (count: number) => "x\n".repeat(count);
  const report = checkLength(
    treeOf({
      [RATCHET_PATH]: JSON.stringify({
        "scripts/same.ts": 400,
        "scripts/grown.ts": 400,
        "scripts/shrunk.ts": 400,
        "scripts/gone.ts": 400,
      }),
      "scripts/same.ts": lines(400),
      "scripts/grown.ts": lines(401),
      "scripts/shrunk.ts": lines(350),
      "scripts/new.ts": lines(301),
      "scripts/short.ts": lines(300),
      "docs/long.md": lines(900),
    }),
  );
  expect(brief(report.findings)).toEqual([
    "scripts/grown.ts:401: 401 lines, 400 allowed",
    "scripts/new.ts:301: 301 lines, 300 allowed",
    "scripts/tidy.ratchet.json:0: scripts/gone.ts is gone",
    "packages:0: the median file has 350 lines, 65 allowed",
  ]);
  expect(report.hints).toEqual([`scripts/shrunk.ts has shrunk to 350 lines: lower its number in ${RATCHET_PATH}`]);
});

test("the median file is held down", () => {
  const report = (...counts: number[]) =>
    checkLength(treeOf(Object.fromEntries(counts.map((count, at) => [`scripts/${at}.ts`, "x\n".repeat(count)]))));
  expect(report(200, 1, 65)).toEqual({ findings: [], hints: [], medianLines: 65 });
  expect(brief(report(66, 200, 1).findings)).toEqual(["packages:0: the median file has 66 lines, 65 allowed"]);
});

test("machine paths and put-off work are found in any text", () => {
  // In pieces, so that this file passes the check itself.
  const [folder, mark] = ["/" + "work/", "TO" + "DO"];
  const findings = checkTexts(
    treeOf({
      "packages/num/src/a.ts": `\nconst a = "${folder}main"; // ${mark} later`,
      "docs/b.md": `see ${folder}x`,
      "docs/c.md": `https://example.org${folder}x, src${folder}x, ../..${folder}x, network, ${mark}S`,
      "data/d.csv": folder,
    }),
  );
  expect(brief(findings)).toEqual([
    `packages/num/src/a.ts:2: ${folder} is a place on one machine`,
    `packages/num/src/a.ts:2: ${mark}`,
    `docs/b.md:1: ${folder} is a place on one machine`,
  ]);
});

test("a package needs a README, and each folder of sources a test in it or importing from it", () => {
  const files = {
    "packages/num/package.json": "{}",
    "packages/stdx/package.json": "{}",
    "packages/stdx/README.md": "",
    "packages/num/src/index.ts": "",
    "packages/num/src/bare/a.ts": "",
    "packages/num/src/deep/a.ts": "",
    "packages/num/src/deep/down/a.test.ts": 'import "../../aside/b.ts";',
    "packages/num/src/aside/b.ts": "",
    "packages/num/src/names/types.ts": "",
  };
  expect(brief(checkPackages(treeOf(files)))).toEqual([
    "packages/num:0: the package has no README.md",
    "packages/num/src/bare:0: no test stands in this folder or imports from it",
  ]);
});
