/** Goal: an import that goes up a floor or round a circle is found. Method: made-up packages of a few folders. */
import { describe, expect, test } from "vitest";
import { checkFloors, checkFolderCycles } from "./folders.ts";
import { brief, treeOf } from "./tree.fixture.ts";

const source = (...targets: string[]): string => targets.map((target) => `import "${target}";\n`).join("");

/** A package with each of these files below `src`. */
const packageOf = (files: Record<string, string>) =>
  treeOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/num/src/${path}`, text])));

describe("floors", () => {
  const FLOORS = { num: ["units.ts", "low aside", "high"] };
  const FILES = {
    "units.ts": "",
    "index.ts": source("./high/a.ts", "./low/a.ts", "./units.ts"),
    "low/a.ts": source("../units.ts"),
    "aside/a.ts": source("./b.ts"),
    "aside/b.ts": "",
    "high/a.ts": source("../low/a.ts", "../aside/a.ts", "../units.ts"),
  };
  const found = (files: Record<string, string>, floors: Record<string, readonly string[]> = FLOORS) =>
    brief(checkFloors(packageOf({ ...FILES, ...files }), floors));

  test("imports may go down any number of floors, and round their own folder", () => expect(found({})).toEqual([]));

  test.each([
    ["a higher floor", "low/a.ts", "../high/a.ts", "high stands above low"],
    ["another folder of its floor", "low/a.ts", "../aside/a.ts", "aside stands on the floor of low"],
    ["a file on the top", "high/a.ts", "../index.ts", "index.ts stands above high"],
    ["a folder, from a file below it", "units.ts", "./low/a.ts", "low stands above units.ts"],
  ])("%s is out of reach", (_, from, target, message) => {
    expect(found({ [from]: `\n${source(target)}` })).toEqual([`packages/num/src/${from}:2: ${message}`]);
  });

  test("tests may reach anything", () => {
    expect(found({ "low/a.test.ts": source("../high/a.ts"), "low/testing/a.ts": source("../../high/a.ts") })).toEqual(
      [],
    );
  });

  test("a folder needs a floor, and a floor its folder", () => {
    expect(found({ "new/a.ts": "", "one.ts": "", "testing/a.ts": "" })).toEqual([
      "packages/num/src/new:0: the folder stands on no floor",
    ]);
    expect(found({}, { num: ["units.ts", "low aside", "gone", "high"] })).toEqual([
      "packages/num/src:0: gone has a floor in scripts/tidy/floors.ts and is gone",
    ]);
    expect(brief(checkFloors(packageOf({ "low/a.ts": "" }), {}))).toEqual([
      "packages/num/src/low:0: the folder stands on no floor",
    ]);
  });
});

describe("circles of folders", () => {
  const found = (files: Record<string, string>) => brief(checkFolderCycles(packageOf(files)));

  test("two folders may not need each other, though no two files do; types count", () => {
    const files = {
      "left/a.ts": source("../right/a.ts"),
      "left/b.ts": "",
      "right/a.ts": "",
      "right/b.ts": 'import type { B } from "../left/b.ts";',
    };
    expect(found(files)).toEqual(["packages/num/src/right/b.ts:1: closes a circle of folders in packages/num/src"]);
    expect(checkFolderCycles(packageOf(files))[0]?.message).toContain("left → right → left");
  });

  test("folders further down may not either", () => {
    const files = {
      "deep/one/a.ts": source("../two/a.ts"),
      "deep/two/a.ts": source("../three/b.ts"),
      "deep/three/a.ts": source("../one/b.ts"),
      "deep/three/b.ts": "",
      "deep/one/b.ts": "",
    };
    expect(found(files)).toEqual([
      "packages/num/src/deep/three/a.ts:1: closes a circle of folders in packages/num/src/deep",
    ]);
  });

  test("files beside a folder may stand over it and under it, one file not both", () => {
    const files = { "under.ts": "", "over.ts": source("./in/a.ts"), "in/a.ts": source("../under.ts"), "in/b.ts": "" };
    expect(found(files)).toEqual([]);
    expect(found({ ...files, "under.ts": source("./in/b.ts") })).toEqual([
      "packages/num/src/in/a.ts:1: closes a circle of folders in packages/num/src",
    ]);
  });

  test("tests close none", () => {
    expect(found({ "a/a.ts": source("../b/b.ts"), "b/b.ts": "", "b/b.test.ts": source("../a/a.ts") })).toEqual([]);
  });
});
