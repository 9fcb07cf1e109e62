/**
 * Every source file is reached from something that runs.
 *
 * @module
 */
import { filesNamedIn, importsOf } from "./imports.ts";
import { type Finding, sourcePaths, type Tree } from "./tree.ts";

const ENTRIES = [
  /^packages\/[^/]+\/(src\/(index|main)|assembly\/index)\.tsx?$/,
  /^(scripts|bench)\/[^/]+\.ts$/,
  /\.test\.tsx?$/,
  /(^|\/)[\w.-]+\.config\.ts$/,
];
/** Files that start others by path: manifests, the CI script, launchers, pages. */
const LAUNCHER = /(^|\/)package\.json$|^\.ci\/|\.(sh|mjs|cjs|js|html)$/;
const PATH_IN_TEXT = /[\w./-]+\.tsx?\b/g;

/** Source files named in a launcher, relative to it or to the root. */
function startedBy(path: string, text: string, tree: Tree): string[] {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  return [...text.matchAll(PATH_IN_TEXT)].flatMap(([name]) => {
    const plain = name.replace(/^(\.\.?\/|\/)+/, "");
    const parent = folder.replace(/[^/]+\/$/, "");
    return [plain, folder + plain, parent + plain].filter((candidate) => tree.has(candidate));
  });
}

export function checkDeadFiles(tree: Tree): Finding[] {
  const sources = sourcePaths(tree);
  const queue = sources.filter((path) => ENTRIES.some((entry) => entry.test(path)));
  for (const [path, text] of tree) if (LAUNCHER.test(path)) queue.push(...startedBy(path, text, tree));

  const reached = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const text = tree.get(path);
    if (text === undefined) continue;
    for (const { target } of importsOf(path, text)) if (target !== undefined) queue.push(target);
    queue.push(...filesNamedIn(path, text, tree));
  }
  return sources
    .filter((path) => !reached.has(path))
    .map((path) => ({ path, line: 0, message: "nothing imports or starts this file: use it or delete it" }));
}
