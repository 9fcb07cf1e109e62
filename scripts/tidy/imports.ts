/**
 * What each source file imports, and which file that is.
 *
 * @module
 */
import { posix } from "node:path";
import { blank } from "./blank.ts";
import { parse } from "./parse.ts";
import { lineAt, sourcePaths, type Tree } from "./tree.ts";

export interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** Types only: gone when the program runs. */
  readonly typeOnly: boolean;
  /** The file named by a relative specifier, whether it exists or not; undefined for packages. */
  readonly target: string | undefined;
  /** Names taken, as the imported file calls them; `*` takes them all. */
  readonly names: readonly string[];
  /** Exported again without being used here. */
  readonly passedOn: boolean;
}

const PATH_TEXT = /["'`]([^"'`\n$]+\.(?:ts|tsx))["'`]/g;
const LITERAL = /^["'`]([^"'`\n$]+)["'`]$/;

/** AssemblyScript names its modules without their ending. */
const IS_ASSEMBLY = /^packages\/[^/]+\/assembly\//;

function resolveFrom(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return IS_ASSEMBLY.test(from) && posix.extname(path) === "" ? `${path}.ts` : path;
}

/** A name as its own file exports it, or `*` where a whole module is meant. */
const nameOf = ({ kind, name }: { readonly kind: string; readonly name: string | null }): string =>
  kind === "Default" ? "default" : (name ?? "*");

/** The imports of one file, re-exports and dynamic ones too: by kind, in the order of the file. */
export function importsOf(path: string, text: string): Import[] {
  const { staticImports, staticExports, dynamicImports } = parse(path, text).module;
  const build = (
    start: number,
    specifier: string,
    typeOnly: boolean,
    names: readonly string[],
    passedOn = false,
  ): Import => ({
    from: path,
    line: lineAt(text, start),
    specifier,
    typeOnly,
    target: resolveFrom(path, specifier),
    names,
    passedOn,
  });
  const imported = staticImports.map(({ start, moduleRequest, entries }) =>
    build(
      start,
      moduleRequest.value,
      text.startsWith("import type ", start),
      entries.map(({ importName }) => nameOf(importName)),
    ),
  );
  const passedOn = staticExports.flatMap(({ start, entries }) => {
    const taken = entries.filter(({ moduleRequest }) => moduleRequest !== null);
    // A name imported by a statement of its own has been counted there.
    if (taken.length === 0 || text.startsWith("import", start)) return [];
    const names = taken.map(({ importName }) => nameOf(importName));
    return [build(start, taken[0]!.moduleRequest!.value, text.startsWith("export type ", start), names, true)];
  });
  const later = dynamicImports.flatMap(({ start, moduleRequest }) => {
    const specifier = LITERAL.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    return specifier === undefined ? [] : [build(start, specifier, false, ["*"])];
  });
  return [...imported, ...passedOn, ...later];
}

export const allImports = (tree: Tree): Import[] =>
  sourcePaths(tree).flatMap((path) => importsOf(path, tree.get(path)!));

/** Existing files that a source names in a text, relative to itself or the root: workers, child programs. */
export function filesNamedIn(path: string, text: string, tree: Tree): string[] {
  return [...blank(text).withoutComments.matchAll(PATH_TEXT)]
    .flatMap((match) => [posix.join(posix.dirname(path), match[1]!), posix.normalize(match[1]!)])
    .filter((target) => tree.has(target));
}
