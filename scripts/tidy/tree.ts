/**
 * The files of the repository, and what a check says about them.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Text of each file by its path from the root, with forward slashes; empty for files that are not text. */
export type Tree = ReadonlyMap<string, string>;

/** One thing to put right. `line` counts from 1; 0 stands for the whole file. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "coverage", "out", "cache"]);
const TEXT = /\.(ts|tsx|js|mjs|cjs|sol|md|json|html|css|yaml|yml|toml|sh)$|(^|\/)\.ci\/[^.]+$/;

/** Reads every file below `root`, in the order of names; folders of tools and dot-folders but `.ci` are left out. */
export function readTree(root: string): Tree {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    entries.sort((left, right) => (left.name < right.name ? -1 : 1));
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && (!entry.name.startsWith(".") || entry.name === ".ci")) visit(path);
      } else if (entry.isFile()) files.set(path, TEXT.test(path) ? readFileSync(join(root, path), "utf8") : "");
    }
  };
  visit("");
  return files;
}

/** The TypeScript files of the tree, declarations left out. */
export const sourcePaths = (tree: Tree): string[] =>
  [...tree.keys()].filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));

/** Whether a file serves tests only: `x.test.ts`, `x.fixture.ts`, or anything in a folder named `testing`. */
export const isTestCode = (path: string): boolean =>
  /\.(test|fixture|fixtures)\.tsx?$|(^|\/)testing\//.test(path) || path.startsWith("packages/testkit/");

/** The number of the line that holds the character at `index`. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
