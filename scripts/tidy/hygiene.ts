/**
 * What belongs in no file, and what no package may lack.
 *
 * @module
 */
import { importsOf } from "./imports.ts";
import { type Finding, isTestCode, lineAt, sourcePaths, type Tree } from "./tree.ts";

const WRITTEN_BY_HAND = /\.(ts|tsx|sol|md|sh|toml|yaml|yml)$|(^|\/)package\.json$|^\.ci\//;
/** Folders at the root of somebody's machine. In pieces, so that this file passes its own check. */
const MACHINE_FOLDERS = ["work", "root", "tmp", "home", "Users"].join("|");
const MACHINE_PATH = new RegExp(`(?<![\\w.}/~-])/(?:${MACHINE_FOLDERS})/`, "g");
const PUT_OFF = new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME", "XX" + "X"].join("|")})\\b`, "g");

/** Absolute machine paths and work that was put off. */
export function checkTexts(tree: Tree): Finding[] {
  return [...tree]
    .filter(([path]) => WRITTEN_BY_HAND.test(path))
    .flatMap(([path, text]) => [
      ...[...text.matchAll(MACHINE_PATH)].map(({ 0: found, index }) => ({
        path,
        line: lineAt(text, index),
        message: `${found} is a place on one machine: use a relative path or os.tmpdir()`,
      })),
      ...[...text.matchAll(PUT_OFF)].map(({ 0: found, index }) => ({
        path,
        line: lineAt(text, index),
        message: `${found}: do it now, or open an issue`,
      })),
    ]);
}

/** Files whose folder needs no test of its own on their account: they declare, or start what others test. */
const NEEDS_NO_TEST = /\/(index|main|types)\.tsx?$/;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Packages without a README, and folders of sources that no test stands in or imports from. */
export function checkPackages(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const path of tree.keys()) {
    const name = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1];
    if (name === undefined || tree.has(`packages/${name}/README.md`)) continue;
    const message = "the package has no README.md: say what it is, what it is not, where to start";
    findings.push({ path: `packages/${name}`, line: 0, message });
  }
  const tested = new Set<string>();
  for (const path of tree.keys()) {
    if (!/\.test\.tsx?$/.test(path)) continue;
    for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) tested.add(folder);
    for (const { target } of importsOf(path, tree.get(path)!)) if (target !== undefined) tested.add(folderOf(target));
  }
  const sources = sourcePaths(tree).filter((path) => /^packages\/[^/]+\/src\//.test(path) && !isTestCode(path));
  for (const folder of new Set(sources.filter((path) => !NEEDS_NO_TEST.test(path)).map(folderOf))) {
    if (tested.has(folder)) continue;
    findings.push({
      path: folder,
      line: 0,
      message: "no test stands in this folder or imports from it: write x.test.ts for x.ts",
    });
  }
  return findings;
}
