/**
 * Imports run in one direction: between packages by the table of the architecture, inside a package without cycles.
 *
 * @module
 */
import { allImports, type Import } from "./imports.ts";
import { type Finding, isTestCode, type Tree } from "./tree.ts";

/** A package may import those before it. The order is that of the table in ARCHITECTURE.md. */
const ORDER = [
  "stdx",
  "num",
  "codec",
  "evm",
  "risk",
  "engine",
  "whatif",
  "wire",
  "node",
  "contracts",
  "circuits",
  "chains",
  "sdk",
  "agents",
  "products",
  "peers",
  "backtest",
  "lab",
  "dashboard",
  "cli",
  "testkit",
];

/** Packages that may import less than the order allows at run time; types of the others leave no trace in them. */
const NARROWER: Readonly<Record<string, readonly string[]>> = {
  whatif: ["stdx", "num", "risk"],
  sdk: ["stdx", "num", "codec", "evm", "whatif", "wire"],
  products: ["stdx", "num", "risk"],
  peers: ["stdx", "num", "risk"],
  backtest: ["stdx", "num", "risk"],
  wire: ["stdx", "num", "codec"],
};

const packageOf = (path: string): string | undefined => /^packages\/([^/]+)\//.exec(path)?.[1];

interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function namesIn(tree: Tree, path: string, fields: readonly (keyof Manifest)[]): Set<string> {
  const manifest = JSON.parse(tree.get(path) ?? "{}") as Manifest;
  return new Set(fields.flatMap((field) => Object.keys(manifest[field] ?? {})));
}

/** Whether the manifest of a package opens a path below its name. */
function exportsPath(tree: Tree, name: string, path: string): boolean {
  const manifest = JSON.parse(tree.get(`packages/${name}/package.json`) ?? "{}") as Manifest;
  return Object.hasOwn(manifest.exports ?? {}, `./${path}`);
}

/** Why package `from` may not import package `to`, or undefined when it may. */
function directionFault(from: string, to: string, inTest: boolean, typeOnly: boolean): string | undefined {
  if (from === to) return "the package imports itself by name: use a relative path";
  if (inTest && to === "testkit") return undefined;
  const [fromRank, toRank] = [ORDER.indexOf(from), ORDER.indexOf(to)];
  if (fromRank < 0 || toRank < 0) {
    return `package ${fromRank < 0 ? from : to} has no place in the order: add it to scripts/tidy/layers.ts and ARCHITECTURE.md`;
  }
  const narrower = NARROWER[from];
  if (narrower !== undefined && !narrower.includes(to) && !typeOnly && !inTest) {
    return `${from} may import ${narrower.join(", ")} only: move what it needs from ${to} into one of them`;
  }
  if (toRank > fromRank) return `${from} stands below ${to} and may not import it: pass it in, or move the code`;
  return undefined;
}

function checkImport(entry: Import, tree: Tree): string | undefined {
  const own = packageOf(entry.from);
  const inTest = isTestCode(entry.from);
  if (entry.target !== undefined) {
    if (!tree.has(entry.target)) return `imports ${entry.specifier}, which does not exist: correct the path`;
    if (own === undefined) return undefined;
    if (packageOf(entry.target) !== own) return `${entry.specifier} leaves the package: import it by its name`;
    if (!inTest && isTestCode(entry.target)) return `${entry.specifier} is test code: only tests may import it`;
    return undefined;
  }
  if (entry.specifier.startsWith("node:")) return undefined;

  const [scope, name, ...rest] = entry.specifier.split("/");
  const external = scope!.startsWith("@") ? `${scope}/${name}` : scope!;
  if (own === undefined) return undefined;
  if (scope === "@novate") {
    if (rest.length > 0 && !exportsPath(tree, name!, rest.join("/"))) {
      return `${entry.specifier} reaches into a package: export what it needs from its src/index.ts`;
    }
    if (rest[0] === "testing" && !inTest) return `${entry.specifier} is test code: only tests may import it`;
    const fault = directionFault(own, name!, inTest, entry.typeOnly);
    if (fault !== undefined) return fault;
  }
  const inTooling = inTest || entry.typeOnly || !entry.from.startsWith(`packages/${own}/src/`);
  const declared = namesIn(tree, `packages/${own}/package.json`, [
    "dependencies",
    "optionalDependencies",
    "peerDependencies",
    ...(inTooling ? (["devDependencies"] as const) : []),
  ]);
  if (declared.has(external)) return undefined;
  if (inTooling && namesIn(tree, "package.json", ["devDependencies"]).has(external)) return undefined;
  if (inTest && external === "@novate/testkit") return undefined; // npm links it; to declare it would be a cycle
  return `${external} is not declared: add it to packages/${own}/package.json`;
}

/** Imports against the order of packages, undeclared, broken, or out of a package by the back door. */
export function checkLayers(tree: Tree): Finding[] {
  return allImports(tree).flatMap((entry) => {
    const message = checkImport(entry, tree);
    return message === undefined ? [] : [{ path: entry.from, line: entry.line, message }];
  });
}

/** Files that import each other in a circle, types counted in; each circle is reported once. */
export function checkCycles(tree: Tree): Finding[] {
  const edges = new Map<string, Import[]>();
  for (const entry of allImports(tree)) {
    if (entry.target === undefined || !tree.has(entry.target)) continue;
    edges.set(entry.from, [...(edges.get(entry.from) ?? []), entry]);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (done.has(path)) return;
    trail.push(path);
    for (const { target, line } of edges.get(path) ?? []) {
      const start = trail.indexOf(target!);
      if (start >= 0) {
        const circle = [...trail.slice(start), target].join(" → ");
        findings.push({ path, line, message: `closes the circle ${circle}: move what both need into a third file` });
      } else visit(target!);
    }
    trail.pop();
    done.add(path);
  };
  for (const path of edges.keys()) visit(path);
  return findings;
}
