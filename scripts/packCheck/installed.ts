/**
 * A folder with the packed SDK in it, and what is built and run there.
 *
 * @module
 */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

/** A program for Node, or a script for a page, that opens an account under a label and prints the margin. */
export interface Program {
  readonly path: string;
}

const CONSUMER = fileURLToPath(new URL("./consumer.ts", import.meta.url));

/** Runs the consumer with the URL and label of its arguments; Node 20 has no WebSocket, and takes that of `ws`. */
const STARTER = {
  esm: [
    'import { createRequire } from "node:module";',
    'import { consume } from "./consumer.js";',
    'const { WebSocket: Ws } = createRequire(import.meta.url)("ws");',
  ],
  cjs: ['const { consume } = require("./consumer.js");', 'const { WebSocket: Ws } = require("ws");'],
} as const;
const START = [
  "const [url, label] = process.argv.slice(2);",
  'const connect = typeof WebSocket === "undefined" ? (at) => new Ws(at) : undefined;',
  "consume(url, label, connect).then(console.log, (failure) => {",
  "  console.error(failure);",
  "  process.exitCode = 1;",
  "});",
];

/** How programs may be set up to find types, each with and without looking into declarations. */
const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext", type: "module" },
  { module: "nodenext", moduleResolution: "nodenext", type: "commonjs" },
  { module: "node16", moduleResolution: "node16", type: "module" },
  { module: "node16", moduleResolution: "node16", type: "commonjs" },
  { module: "esnext", moduleResolution: "bundler", type: "module" },
  { module: "commonjs", type: "commonjs" },
  { module: "nodenext", moduleResolution: "nodenext", type: "module", lib: ["es2022"] },
] as const;

/** Installs the file, and `ws` for Nodes without a WebSocket, into an empty folder. Gives that folder. */
export function installed(folder: string, tarball: string): string {
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-fund", "--no-audit", "--loglevel=error"];
  execFileSync("npm", ["install", ...quiet, tarball, "ws@8"], { cwd: folder, stdio: "inherit" });
  return folder;
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "node_modules/@novate/sdk/package.json"), "utf8")) as {
    readonly name: string;
    readonly exports: object;
  };

function project(folder: string, name: string, type: string, compilerOptions: object): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  copyFileSync(CONSUMER, join(path, "consumer.ts"));
  writeFileSync(join(path, "package.json"), JSON.stringify({ type }));
  const { name: sdk, exports } = manifestIn(folder);
  const entries = Object.keys(exports).filter((at) => !at.endsWith(".json"));
  const lines = entries.map((at, index) => `export * as entry${index} from "${sdk}${at.slice(1)}";`);
  writeFileSync(join(path, "entries.ts"), lines.join("\n"));
  const files = ["consumer.ts", "entries.ts"];
  writeFileSync(join(path, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return path;
}

function compile(tsc: string, path: string): void {
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", path], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${tsc} refuses:\n${stdout}`);
}

/** Checks the consumer and every entry under every resolution, and counts them. Nothing but the SDK gives types: not even Node. */
export function typed(folder: string, tsc: string): number {
  const ways = RESOLUTIONS.flatMap((way) => [
    { ...way, skipLibCheck: false },
    { ...way, skipLibCheck: true },
  ]);
  for (const { type, ...options } of ways) {
    const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    compile(tsc, project(folder, "typed", type, { ...strict, noEmit: true, target: "es2022", types: [], ...options }));
  }
  return ways.length;
}

/** The consumer, compiled to what a form of modules runs. */
export function compiled(folder: string, form: "esm" | "cjs", tsc: string): Program {
  const type = form === "esm" ? "module" : "commonjs";
  const options = { strict: true, target: "es2022", module: "nodenext", types: [] };
  const path = project(folder, form, type, options);
  compile(tsc, path);
  writeFileSync(join(path, "start.js"), [...STARTER[form], ...START].join("\n"));
  return { path: join(path, "start.js") };
}

/** The consumer with all that it uses, in one file: for Node, and for a page. */
export async function bundled(folder: string): Promise<{ readonly forNode: Program; readonly forPage: Program }> {
  const path = project(folder, "bundle", "module", {});
  writeFileSync(join(path, "start.js"), [...STARTER.esm, ...START].join("\n"));
  writeFileSync(join(path, "page.js"), 'import { consume } from "./consumer.js"; globalThis.consume = consume;');
  const made = { bundle: true, minify: true, target: "es2022", logLevel: "error" } as const;
  const [forNode, forPage] = [join(path, "forNode.mjs"), join(path, "forPage.js")];
  await build({ ...made, entryPoints: [join(path, "start.js")], outfile: forNode, platform: "node", format: "esm" });
  await build({ ...made, entryPoints: [join(path, "page.js")], outfile: forPage, platform: "browser", format: "iife" });
  return { forNode: { path: forNode }, forPage: { path: forPage } };
}

let runs = 0;

/** What the program prints. Throws with what it complains of. */
export async function onNode(node: string, { path }: Program, url: string): Promise<string> {
  const { stdout } = await promisify(execFile)(node, [path, url, `run ${++runs}`]);
  return stdout.trim();
}
