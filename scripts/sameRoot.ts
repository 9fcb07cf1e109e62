/**
 * Clears the same minutes on several runtimes and settings, and fails unless all of them print one state root.
 *
 * `node scripts/sameRoot.ts [path of another node …]`: this Node, the others, without JIT, three locales and time zones.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
// Below node_modules, so that the packages with native parts, which are not bundled, are found.
const folder = at("../node_modules/.cache/same-root/");
const bundle = `${folder}entry.mjs`;
const WINDOW = ["21:06", "21:20"];

interface Variant {
  readonly name: string;
  readonly node: string;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const here = process.execPath;
const variants: readonly Variant[] = [
  { name: `Node ${process.version}`, node: here },
  // Not --jitless, which would take WebAssembly away as well: JavaScript is interpreted, nothing more.
  { name: "without JIT", node: here, flags: ["--no-opt", "--no-maglev", "--no-sparkplug"] },
  {
    name: "Turkish, Kiritimati",
    node: here,
    environment: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" },
  },
  {
    name: "German, New York",
    node: here,
    environment: { LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8", TZ: "America/New_York" },
  },
  {
    name: "Persian, Kathmandu",
    node: here,
    environment: { LC_ALL: "fa_IR.UTF-8", LANG: "fa_IR.UTF-8", TZ: "Asia/Kathmandu" },
  },
  ...process.argv.slice(2).map((node) => ({ name: node, node })),
];

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [at("./sameRoot/entry.ts")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  external: ["classic-level", "secp256k1", "sodium-native", "@chainsafe/hashtree"],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "error",
});

const answers = new Set<string>();
for (const { name, node, flags = [], environment = {} } of variants) {
  const { stdout, stderr, status } = spawnSync(
    node,
    [...flags, bundle, at("../packages/lab/tapes/2025-10-10.tape"), ...WINDOW],
    {
      encoding: "utf8",
      env: { ...process.env, ...environment },
    },
  );
  const answer = status === 0 ? stdout.trim() : `failed: ${stderr.trim().split("\n").slice(0, 6).join(" ")}`;
  answers.add(answer);
  console.log(`${name.padEnd(32)} ${answer}`);
}
rmSync(folder, { recursive: true, force: true });
const [answer = ""] = answers;
const isOne = answers.size === 1 && answer.startsWith("0x");
console.log(isOne ? "one root" : `not one root: ${answers.size} different answers`);
process.exit(isOne ? 0 : 1);
