/**
 * `npm run bench`: every benchmark of this folder, one after the other, each in a process of its own.
 *
 * `npm run bench -- engine margin` runs those two; `--full` runs at full size what is smaller otherwise; `--save` writes what was
 * measured to `results.json`, beside what it has of the others.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";

/** What the benchmarks that have a full size are run with for it: flags of Node, and arguments. */
const FULL: Readonly<Record<string, { readonly flags: readonly string[]; readonly sizes: readonly string[] }>> = {
  memory: { flags: ["--expose-gc", "--max-old-space-size=12000"], sizes: ["10000"] },
  overload: { flags: ["--max-old-space-size=8000"], sizes: ["1"] },
};

interface Result {
  readonly bench: string;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const benches = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && name !== "run.ts")
  .map((name) => name.slice(0, -3))
  .sort();
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(", ")}. There are: ${benches.join(", ")}.`);
  process.exit(2);
}

const results: Result[] = [];
let failures = 0;
const run = wanted.length > 0 ? wanted : benches;
for (const name of run) {
  const { flags = [], sizes = [] } = (process.argv.includes("--full") ? FULL[name] : undefined) ?? {};
  const { stdout, status } = spawnSync(process.execPath, [...flags, `${folder}${name}.ts`, ...sizes], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(stdout);
  for (const line of stdout.split("\n")) if (line.startsWith("{")) results.push({ bench: name, ...JSON.parse(line) });
  if (status !== 0) {
    failures += 1;
    console.error(`${name} failed`);
  }
}

if (process.argv.includes("--save")) {
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism(), node: process.version };
  const saved = JSON.parse(readFileSync(`${folder}results.json`, "utf8")) as { readonly results: readonly Result[] };
  const others = saved.results.filter(({ bench }) => !run.includes(bench));
  const all = [...others, ...results].sort((left, right) => benches.indexOf(left.bench) - benches.indexOf(right.bench));
  writeFileSync(`${folder}results.json`, `${JSON.stringify({ machine, results: all }, null, 2)}\n`);
}
process.exit(failures === 0 ? 0 : 1);
