/**
 * Inside a package imports run in one direction too: down its floors, and in no circle of folders at any depth.
 *
 * @module
 */
import { FLOORS } from "./floors.ts";
import { allImports } from "./imports.ts";
import { type Finding, isTestCode, sourcePaths, type Tree } from "./tree.ts";

const SOURCE = /^packages\/([^/]+)\/src\/(.+)$/;

/** An import between two entries, folders or files, of one folder. */
interface Edge {
  readonly folder: string;
  readonly from: string;
  readonly to: string;
  /** Where it stands. */
  readonly path: string;
  readonly line: number;
}

/** Imports of sources inside their package, each seen from the deepest folder that holds both ends. */
function edgesOf(tree: Tree): Edge[] {
  return allImports(tree).flatMap(({ from: path, line, target }) => {
    const inPackage = SOURCE.exec(path)?.[1];
    if (target === undefined || inPackage === undefined || SOURCE.exec(target)?.[1] !== inPackage) return [];
    if (isTestCode(path) || isTestCode(target)) return [];
    const [own, other] = [path.split("/"), target.split("/")];
    const depth = own.findIndex((name, index) => name !== other[index]);
    if (depth < 0) return [];
    return [{ folder: own.slice(0, depth).join("/"), from: own[depth]!, to: other[depth]!, path, line }];
  });
}

/** Imports from a floor to one that is not below it, folders without a floor, floors without a folder. */
export function checkFloors(tree: Tree, floors: Readonly<Record<string, readonly string[]>> = FLOORS): Finding[] {
  const findings: Finding[] = [];
  const entries = new Map<string, Set<string>>();
  for (const path of sourcePaths(tree)) {
    const [, name, rest] = SOURCE.exec(path) ?? [];
    if (name === undefined || isTestCode(path)) continue;
    entries.set(name, (entries.get(name) ?? new Set()).add(rest!.split("/")[0]!));
  }
  const ranks = new Map<string, ReadonlyMap<string, number>>();
  for (const [name, found] of entries) {
    const listed = (floors[name] ?? []).map((floor) => floor.split(" "));
    const rank = new Map(listed.flatMap((floor, height) => floor.map((entry) => [entry, height] as const)));
    ranks.set(`packages/${name}/src`, rank);
    for (const entry of found) {
      if (entry.includes(".") || rank.has(entry)) continue;
      const message = "the folder stands on no floor: give it one in scripts/tidy/floors.ts";
      findings.push({ path: `packages/${name}/src/${entry}`, line: 0, message });
    }
    for (const entry of rank.keys()) {
      if (found.has(entry)) continue;
      const message = `${entry} has a floor in scripts/tidy/floors.ts and is gone: take it out`;
      findings.push({ path: `packages/${name}/src`, line: 0, message });
    }
  }
  for (const { folder, from, to, path, line } of edgesOf(tree)) {
    const rank = ranks.get(folder);
    if (rank === undefined) continue;
    const [own, other] = [rank.get(from), rank.get(to) ?? (to.includes(".") ? rank.size : undefined)];
    if (own === undefined || other === undefined || own > other) continue;
    const where = own === other ? "on the floor of" : "above";
    findings.push({ path, line, message: `${to} stands ${where} ${from}: pass it in, or move the code` });
  }
  return findings;
}

/** Circles among the entries of one folder. Each subfolder counts as a whole, each file beside it by itself. */
export function checkFolderCycles(tree: Tree): Finding[] {
  const byFolder = new Map<string, Edge[]>();
  for (const edge of edgesOf(tree)) {
    byFolder.set(edge.folder, [...(byFolder.get(edge.folder) ?? []), edge]);
  }
  return [...byFolder].flatMap(([folder, edges]) => {
    const findings: Finding[] = [];
    const done = new Set<string>();
    const trail: string[] = [];
    const visit = (entry: string): void => {
      if (done.has(entry)) return;
      trail.push(entry);
      for (const { from, to, path, line } of edges) {
        if (from !== entry) continue;
        const start = trail.indexOf(to);
        if (start < 0) visit(to);
        else {
          const circle = [...trail.slice(start), to].join(" → ");
          findings.push({
            path,
            line,
            message: `closes a circle of folders in ${folder}: ${circle}: move what both need`,
          });
        }
      }
      trail.pop();
      done.add(entry);
    };
    for (const { from } of edges) visit(from);
    return findings;
  });
}
