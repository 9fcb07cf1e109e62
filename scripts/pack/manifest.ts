/**
 * The package.json of a packed package: what was source in the workspace is built, and what was of the workspace is inside.
 *
 * @module
 */
import { placeOf } from "./modules.ts";

/** The part of a workspace package's manifest that goes on. */
export interface Source {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** Entries by subpath, each a source. */
  readonly exports: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, object>>;
}

/** The oldest Node that the package is tried on. */
const ENGINES = { node: ">=20.12" };

/** `versions`: of every package that sources name, by its name. */
export function manifestOf(
  source: Source,
  folder: string,
  outside: Iterable<string>,
  versions: ReadonlyMap<string, string>,
): object {
  const { name, version, description, license, peerDependencies, peerDependenciesMeta } = source;
  const built = (file: string, form: "esm" | "cjs", ending: string): string =>
    `./dist/${form}/${placeOf(`packages/${folder}/${file.slice(2)}`).replace(/\.ts$/, ending)}`;
  const entries = Object.entries(source.exports).map(([at, file]) => [
    at,
    {
      import: { types: built(file, "esm", ".d.ts"), default: built(file, "esm", ".js") },
      require: { types: built(file, "cjs", ".d.cts"), default: built(file, "cjs", ".cjs") },
    },
  ]);
  const main = source.exports["."]!;
  // For compilers that look for files and know no `exports`: those of a project that names CommonJS and nothing else.
  const named = Object.entries(source.exports).filter(([at]) => at !== ".");
  const typesVersions = {
    "*": Object.fromEntries(named.map(([at, file]) => [at.slice(2), [built(file, "esm", ".d.ts")]])),
  };
  return {
    name,
    version,
    description,
    license,
    type: "module",
    engines: ENGINES,
    sideEffects: false,
    main: built(main, "cjs", ".cjs"),
    module: built(main, "esm", ".js"),
    types: built(main, "esm", ".d.ts"),
    typesVersions,
    exports: { ...Object.fromEntries(entries), "./package.json": "./package.json" },
    files: ["dist"],
    dependencies: dependenciesOf(outside, versions),
    ...(peerDependencies && { peerDependencies }),
    ...(peerDependenciesMeta && { peerDependenciesMeta }),
  };
}

function dependenciesOf(outside: Iterable<string>, versions: ReadonlyMap<string, string>): Record<string, string> {
  const names = [...outside].map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"));
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const version = versions.get(name);
      if (version === undefined) throw new Error(`no package says which ${name} it depends on`);
      return [name, version];
    }),
  );
}
