/**
 * How much of a package consensus and the public margin answer reach: `npm run reach` prints the figure.
 *
 * A name that is imported leads to the file that defines it, through barrels, which by themselves reach nothing; a file
 * reaches what it imports, types as well. Test code and barrels are not counted.
 * @module
 */
import { posix } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { blank } from "./tidy/blank.ts";
import { isTestCode, readTree, sourcePaths, type Tree } from "./tidy/tree.ts";

const LINK =
  /(?<![\w.$])(import|export)\s+(?:type\s+)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)?\s*(?:from\s*)?["']([^"'\n]+)["']/g;

/** One statement that names another file: the names as that file exports them, or `*`; and as this one does. */
interface Link {
  readonly isExport: boolean;
  readonly target: string;
  readonly names: readonly { readonly theirs: string; readonly ours: string }[];
}

/** The file that a specifier names, or undefined outside the repository. */
function fileOf(from: string, specifier: string, tree: Tree): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const own = /^@novate\/(\w+)(\/\w+)?$/.exec(specifier);
  if (own === null) return undefined;
  const folder = `packages/${own[1]}`;
  const { exports } = JSON.parse(tree.get(`${folder}/package.json`)!) as { exports: Record<string, string> };
  return posix.join(folder, exports[`.${own[2] ?? ""}`]!);
}

function linksOf(path: string, tree: Tree): Link[] {
  return [...blank(tree.get(path) ?? "").withoutComments.matchAll(LINK)].flatMap(
    ([, keyword, clause = "*", specifier]) => {
      const target = fileOf(path, specifier!, tree);
      if (target === undefined) return [];
      const isList = clause.startsWith("{");
      const words = isList ? clause.slice(1, -1).split(",") : ["*"];
      const names = words
        .map((word) => word.trim().replace(/^type\s+/, ""))
        .filter((word) => word !== "")
        .map((word) => word.split(/\s+as\s+/))
        .map(([theirs, ours]) => ({ theirs: theirs!, ours: ours ?? theirs! }));
      return [{ isExport: keyword === "export", target, names }];
    },
  );
}

/** The files that `entries` reach: each entry with all that it exports. */
function reachedFrom(entries: readonly string[], tree: Tree): ReadonlySet<string> {
  const links = new Map<string, Link[]>();
  const linksIn = (path: string): Link[] => {
    const known = links.get(path) ?? linksOf(path, tree);
    links.set(path, known);
    return known;
  };
  /** The files that define `name`, as `path` exports it. */
  const definersOf = (path: string, name: string): string[] => {
    const passed = linksIn(path).filter(({ isExport }) => isExport);
    if (passed.length === 0) return [path];
    return passed
      .flatMap(({ target, names }) =>
        names
          .filter(({ ours }) => name === "*" || ours === name || ours === "*")
          .flatMap(({ theirs }) => definersOf(target, theirs === "*" ? name : theirs)),
      )
      .concat(path.endsWith("/index.ts") ? [] : [path]);
  };
  const reached = new Set<string>();
  const queue = entries.flatMap((entry) => [entry, ...definersOf(entry, "*")]);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target, names, isExport } of linksIn(path))
      if (!isExport) for (const { theirs } of names) queue.push(...definersOf(target, theirs));
  }
  return reached;
}

const lineCount = (text: string): number => text.split("\n").length - 1;

function main(): void {
  const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
  const [package_ = "risk", ...given] = argv.slice(2);
  const entries = given.length > 0 ? given : ["packages/engine/src/index.ts", "packages/whatif/src/index.ts"];
  const reached = reachedFrom(entries, tree);
  const own = sourcePaths(tree).filter(
    (path) => path.startsWith(`packages/${package_}/src/`) && !isTestCode(path) && !path.endsWith("/index.ts"),
  );
  const sum = (paths: readonly string[]): number =>
    paths.reduce((lines, path) => lines + lineCount(tree.get(path)!), 0);
  const missed = own.filter((path) => !reached.has(path));
  for (const path of missed) console.log(`not reached  ${String(lineCount(tree.get(path)!)).padStart(4)}  ${path}`);
  const [all, rest] = [sum(own), sum(missed)];
  console.log(`${package_}: ${all - rest} of ${all} lines reached, ${((100 * (all - rest)) / all).toFixed(1)} %`);
}

if (import.meta.main) main();
