/**
 * The sources that a package's entries reach, in every package of the workspace, each rewritten to stand without the workspace.
 *
 * An import of a name leads to the file that defines it: not through `index.ts` files, which would bring along what nobody asked for.
 *
 * @module
 */
import { posix } from "node:path";
import { Exports, entriesOf } from "../tidy/exports.ts";
import { parse } from "../tidy/parse.ts";
import type { Tree } from "../tidy/tree.ts";

export interface Modules {
  /** Text by {@link placeOf}. Their specifiers are relative, or outside the workspace. */
  readonly files: ReadonlyMap<string, string>;
  /** Names that are taken at run time from outside the workspace, by specifier; none of Node's own modules. */
  readonly outside: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where a source of the workspace stands in a package that holds them all: `packages/codec/src/hex.ts` is `codec/hex.ts`. */
export const placeOf = (path: string): string => path.replace(/^packages\/([^/]+)\/src\//, "$1/");

/** One name of an import: as its module calls it, as the importing file calls it. `name` null: the module's whole namespace. */
interface Taken {
  readonly name: string | null;
  readonly local: string;
  readonly isType: boolean;
}

/** A stretch of a file's text and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Throws for a name that no file defines, and for forms that packages here do not use. */
export function reach(tree: Tree, entries: readonly string[]): Modules {
  const exports = new Exports(tree);
  const doors = entriesOf(tree);
  const files = new Map<string, string>();
  const outside = new Map<string, Set<string>>();
  const queue = [...entries];

  const fileOf = (from: string, specifier: string): string | undefined =>
    specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : doors.get(specifier);

  const take = (from: string, path: string): string => {
    queue.push(path);
    const to = posix.relative(posix.dirname(placeOf(from)), placeOf(path));
    return to.startsWith(".") ? to : `./${to}`;
  };

  const statement = (from: string, word: "import" | "export", specifier: string, taken: readonly Taken[]): string => {
    const path = fileOf(from, specifier);
    if (path === undefined) {
      note(specifier, taken);
      return lineOf(word, specifier, taken);
    }
    const bySource = new Map<string, Taken[]>();
    for (const one of taken) {
      const end = one.name === null ? { path, name: null } : exports.trail(path, one.name).at(-1);
      if (end === undefined) throw new Error(`${from}: ${specifier} has no ${one.name}`);
      const source = take(from, end.path);
      bySource.set(source, [...(bySource.get(source) ?? []), { ...one, name: end.name }]);
    }
    return [...bySource].map(([source, names]) => lineOf(word, source, names)).join("\n");
  };

  const note = (specifier: string, taken: readonly Taken[]): void => {
    const names = taken.filter(({ isType }) => !isType).map(({ name }) => name ?? "*");
    if (specifier.startsWith("node:") || names.length === 0) return;
    outside.set(specifier, new Set([...(outside.get(specifier) ?? []), ...names]));
  };

  const rewrite = (path: string, text: string): string => {
    const { staticImports, staticExports } = parse(path, text).module;
    const edits: Edit[] = staticImports.map(({ start, end, moduleRequest, entries: names }) => {
      const taken = names.map(({ importName, localName, isType }) => ({
        name: importName.kind === "Default" ? "default" : importName.name,
        local: localName.value,
        isType,
      }));
      return { start, end, text: statement(path, "import", moduleRequest.value, taken) };
    });
    for (const { start, end, entries: names } of staticExports) {
      const specifier = names[0]?.moduleRequest?.value;
      if (specifier === undefined || text.startsWith("import", start)) continue;
      const isStar = names[0]!.importName.kind === "AllButDefault";
      const taken = names.map(({ importName, exportName, isType }) => ({
        name: importName.name,
        local: exportName.name!, // `export *` has none, and is told apart below
        isType,
      }));
      const star = fileOf(path, specifier);
      if (isStar && star === undefined) throw new Error(`${path}: passes on all of ${specifier}`);
      const stands = isStar ? `export * from "${take(path, star!)}";` : statement(path, "export", specifier, taken);
      edits.push({ start, end, text: stands });
    }
    edits.sort((left, right) => right.start - left.start);
    return edits.reduce((done, { start, end, text: stands }) => done.slice(0, start) + stands + done.slice(end), text);
  };

  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (files.has(placeOf(path))) continue;
    const text = tree.get(path);
    if (text === undefined) throw new Error(`there is no ${path}`);
    files.set(placeOf(path), rewrite(path, text));
  }
  return { files, outside };
}

function lineOf(word: "import" | "export", specifier: string, taken: readonly Taken[]): string {
  const whole = taken.filter(({ name }) => name === null);
  const named = taken.filter(({ name }) => name !== null);
  const isType = named.every((one) => one.isType);
  const names = named.map((one) => {
    const kind = one.isType && !isType ? "type " : "";
    return `${kind}${one.name === one.local ? one.local : `${one.name} as ${one.local}`}`;
  });
  const lines = whole.map((one) => `${word} ${one.isType ? "type " : ""}* as ${one.local} from "${specifier}";`);
  if (named.length > 0) lines.push(`${word} ${isType ? "type " : ""}{ ${names.join(", ")} } from "${specifier}";`);
  return lines.length > 0 ? lines.join("\n") : `${word} "${specifier}";`;
}
