/**
 * Every exported name has a reader: another package for what a package makes public, another file for the rest.
 *
 * @module
 */
import { Exports, entriesOf, type Place } from "./exports.ts";
import { importsOf } from "./imports.ts";
import { READ_BY_USERS } from "./readByUsers.ts";
import { type Finding, isTestCode, sourcePaths, type Tree } from "./tree.ts";

/** What a WebAssembly module exports, its host reads by name. */
const ASSEMBLY = /^packages\/[^/]+\/assembly\//;
const IMPORT_IN_TEXT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"(@novate\/[^"]+)"/g;

interface Reading {
  readonly reader: string;
  readonly path: string;
  readonly names: readonly string[];
}

/** What sources import, and what examples in documents do. */
function* readings(tree: Tree, entries: ReadonlyMap<string, string>): Generator<Reading> {
  for (const reader of sourcePaths(tree)) {
    for (const { target, specifier, names, passedOn } of importsOf(reader, tree.get(reader)!)) {
      const path = target ?? entries.get(specifier);
      if (path !== undefined && !(passedOn && target !== undefined)) yield { reader, path, names };
    }
  }
  for (const [reader, text] of tree) {
    if (!reader.endsWith(".md")) continue;
    for (const [, list, specifier] of text.matchAll(IMPORT_IN_TEXT)) {
      const path = entries.get(specifier!);
      const names = list!.split(",").map((name) => /(?:type\s+)?([\w$]+)/.exec(name)?.[1] ?? "");
      if (path !== undefined) yield { reader: "", path, names };
    }
  }
}

const key = ({ path, name }: Place): string => `${path}#${name}`;
/** The package of a path; all that stands in none is one home. */
const homeOf = (path: string): string => /^packages\/[^/]+\//.exec(path)?.[0] ?? "";

/** Places that some file reads, and places that a file of another package reads. A type is read with what mentions it. */
function readPlaces(tree: Tree, exports: Exports, entries: ReadonlyMap<string, string>) {
  const anywhere = new Set<string>();
  const outside = new Set<string>();
  const mark = (path: string, name: string, fromOutside: boolean): void => {
    for (const place of exports.trail(path, name)) {
      const marks = fromOutside ? outside : anywhere;
      if (marks.has(key(place))) continue;
      marks.add(key(place));
      anywhere.add(key(place));
      for (const mentioned of exports.get(place.path, place.name)?.mentions ?? []) {
        const isType = exports
          .trail(mentioned.path, mentioned.name)
          .some((at) => exports.get(at.path, at.name)?.isType);
        if (isType) mark(mentioned.path, mentioned.name, fromOutside);
      }
    }
  };
  for (const { reader, path, names } of readings(tree, entries)) {
    const fromOutside = homeOf(reader) !== homeOf(path);
    for (const name of names.includes("*") ? exports.namesOf(path) : names) mark(path, name, fromOutside);
  }
  return { anywhere, outside };
}

/** Exported names without a reader. `users` has the entries, with those below them, and names that others read, with the reason. */
export function checkNames(tree: Tree, users: Readonly<Record<string, string>> = READ_BY_USERS): Finding[] {
  const entries = entriesOf(tree);
  const exports = new Exports(tree);
  const { anywhere, outside } = readPlaces(tree, exports, entries);
  const findings: Finding[] = [];
  const isPublic = new Set<string>();
  for (const [specifier, path] of entries) {
    const isUsers = Object.keys(users).some((kept) => specifier === kept || specifier.startsWith(`${kept}/`));
    for (const name of new Set(exports.namesOf(path))) {
      const places = exports.trail(path, name).map(key);
      for (const place of places) isPublic.add(place);
      if (isUsers || Object.hasOwn(users, `${specifier}#${name}`)) continue;
      if (places.some((place) => outside.has(place))) continue;
      findings.push({ path, line: 0, message: `${name} has no reader outside the package: take it out of the entry` });
    }
  }
  for (const kept of Object.keys(users)) {
    const [specifier, name] = kept.split("#");
    const path = entries.get(specifier!);
    if (path === undefined || name === undefined) continue;
    const places = exports.trail(path, name).map(key);
    if (places.length > 0 && !places.some((place) => outside.has(place))) continue;
    const message = `${kept} ${places.length > 0 ? "has a reader" : "is gone"}: take it out`;
    findings.push({ path: "scripts/tidy/readByUsers.ts", line: 0, message });
  }
  for (const [path, name, { line }] of exports.own()) {
    if (isTestCode(path) || ASSEMBLY.test(path) || anywhere.has(`${path}#${name}`) || isPublic.has(`${path}#${name}`))
      continue;
    findings.push({ path, line, message: `${name} has no reader in another file: do not export it` });
  }
  return findings;
}
