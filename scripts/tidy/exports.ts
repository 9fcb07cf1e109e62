/**
 * What each source file exports, and through which files a name passes on its way from the file that defines it.
 *
 * @module
 */
import { posix } from "node:path";
import { parse } from "./parse.ts";
import { lineAt, sourcePaths, type Tree } from "./tree.ts";

/** A name and the file that exports it. */
export interface Place {
  readonly path: string;
  readonly name: string;
}

export interface Exported {
  readonly line: number;
  /** The place it was taken from; undefined for what the file defines. */
  readonly origin: Place | undefined;
  readonly isType: boolean;
  /** Places of the exported or imported names that its declaration mentions. */
  readonly mentions: readonly Place[];
}

interface Module {
  readonly names: ReadonlyMap<string, Exported>;
  /** Files all of whose names are passed on. */
  readonly all: readonly string[];
}

const ENTRY_IN_MANIFEST = /"(\.(?:\/[\w-]+)?)"\s*:\s*"\.\/([^"]+\.ts)"/g;
const WORD = /[A-Za-z_$][\w$]*/g;

/** Files that packages open, by the specifier that opens them. */
export function entriesOf(tree: Tree): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [path, text] of tree) {
    const name = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1];
    if (name === undefined) continue;
    for (const [, at, file] of text.matchAll(ENTRY_IN_MANIFEST)) {
      entries.set(`@novate/${name}${at!.slice(1)}`, `packages/${name}/${file}`);
    }
  }
  return entries;
}

function moduleOf(path: string, text: string): Module {
  const { staticImports, staticExports } = parse(path, text).module;
  const sourceOf = (specifier: string): string => posix.join(posix.dirname(path), specifier);
  const bound = new Map<string, Place>();
  for (const { moduleRequest, entries } of staticImports) {
    if (!moduleRequest.value.startsWith(".")) continue;
    for (const { importName, localName } of entries) {
      const source = { path: sourceOf(moduleRequest.value), name: importName.name };
      if (source.name !== null) bound.set(localName.value, { path: source.path, name: source.name });
    }
  }
  const all: string[] = [];
  const names = new Map<string, Exported>();
  const exported = staticExports.flatMap(({ start, end, entries }) =>
    entries.map((entry) => ({ ...entry, statement: text.slice(start, end) })),
  );
  for (const { exportName } of exported) {
    if (exportName.name !== null) bound.set(exportName.name, { path, name: exportName.name });
  }
  for (const { start, moduleRequest, exportName, importName, isType, statement } of exported) {
    const source = moduleRequest?.value.startsWith(".") ? sourceOf(moduleRequest.value) : undefined;
    if (exportName.name === null) {
      if (source !== undefined && importName.kind === "AllButDefault") all.push(source);
      continue;
    }
    names.set(exportName.name, {
      line: lineAt(text, start),
      origin: source === undefined || importName.name === null ? undefined : { path: source, name: importName.name },
      isType,
      mentions:
        moduleRequest === null ? [...new Set(statement.match(WORD))].flatMap((word) => bound.get(word) ?? []) : [],
    });
  }
  return { names, all };
}

/** The exports of every source file. */
export class Exports {
  readonly #modules: ReadonlyMap<string, Module>;

  constructor(tree: Tree) {
    this.#modules = new Map(sourcePaths(tree).map((path) => [path, moduleOf(path, tree.get(path)!)]));
  }

  /** Names by file, without those that `export *` passes on. */
  *own(): Generator<readonly [path: string, name: string, exported: Exported]> {
    for (const [path, { names }] of this.#modules) for (const [name, exported] of names) yield [path, name, exported];
  }

  get(path: string, name: string): Exported | undefined {
    return this.#modules.get(path)?.names.get(name);
  }

  /** Every name of a file, those of `export *` too. */
  namesOf(path: string): string[] {
    const here = this.#modules.get(path);
    return here === undefined ? [] : [...here.names.keys(), ...here.all.flatMap((source) => this.namesOf(source))];
  }

  /** The files that a name passes through, from `path` to the one that defines it; empty when there is no such name. */
  trail(path: string, name: string): Place[] {
    const here = this.#modules.get(path);
    const exported = here?.names.get(name);
    if (exported !== undefined) {
      const { origin } = exported;
      return [{ path, name }, ...(origin === undefined ? [] : this.trail(origin.path, origin.name))];
    }
    for (const source of here?.all ?? []) {
      const rest = this.trail(source, name);
      if (rest.length > 0) return [{ path, name }, ...rest];
    }
    return [];
  }
}
