/**
 * What a set of entries needs to run: the files that define what they import, and what those import in turn.
 *
 * A name leads through barrels to the file that defines it; a barrel by itself reaches nothing. Types count.
 *
 * @module
 */
import { Exports, entriesOf } from "../tidy/exports.ts";
import { importsOf } from "../tidy/imports.ts";
import type { Tree } from "../tidy/tree.ts";

/** The files that `entries` reach: each entry with all that it exports. */
export function reachedFrom(entries: readonly string[], tree: Tree): ReadonlySet<string> {
  const exports = new Exports(tree);
  const opened = entriesOf(tree);
  const definersOf = (path: string, names: readonly string[]): string[] =>
    names.length === 0
      ? [path] // imported for what it does
      : (names.includes("*") ? exports.namesOf(path) : names).flatMap(
          (name) => exports.trail(path, name).at(-1)?.path ?? [],
        );
  const reached = new Set<string>();
  const queue = entries.flatMap((entry) => [entry, ...definersOf(entry, ["*"])]);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target, specifier, names, passedOn } of importsOf(path, tree.get(path) ?? "")) {
      const file = target ?? opened.get(specifier);
      if (file !== undefined && !(passedOn && target !== undefined)) queue.push(...definersOf(file, names));
    }
  }
  return reached;
}
