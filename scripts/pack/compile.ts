/**
 * The repository's compiler, asked for declarations.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface Asked {
  readonly files: readonly string[];
  readonly rootDir: string;
  readonly outDir: string;
}

/** Declarations of `files` and all that they reach, below `outDir` as they lie below `rootDir`. Throws with what the compiler says. */
export function compile(root: string, { files, rootDir, outDir }: Asked): void {
  mkdirSync(outDir, { recursive: true });
  const project = `${outDir}/tsconfig.json`;
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    incremental: false,
    tsBuildInfoFile: null,
    noUnusedLocals: false,
    rootDir,
    outDir,
    paths: sourcesOf(root),
    typeRoots: [`${root}/node_modules/@types`],
  };
  writeFileSync(project, JSON.stringify({ extends: `${root}/tsconfig.json`, compilerOptions, include: [], files }));
  const { status, stdout } = spawnSync(
    process.execPath,
    [`${root}/node_modules/typescript/lib/tsc.js`, "-p", project],
    {
      encoding: "utf8",
      cwd: dirname(project),
    },
  );
  if (status !== 0) throw new Error(`the compiler refuses:\n${stdout}`);
}

/** Each package's entries as sources: what the compiler finds below node_modules it would not declare again. */
function sourcesOf(root: string): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  for (const name of readdirSync(`${root}/packages`)) {
    const { exports = {} } = JSON.parse(readFileSync(`${root}/packages/${name}/package.json`, "utf8")) as {
      readonly exports?: Readonly<Record<string, string>>;
    };
    for (const [at, file] of Object.entries(exports)) {
      paths[`@novate/${name}${at.slice(1)}`] = [`${root}/packages/${name}/${file.slice(2)}`];
    }
  }
  return paths;
}
