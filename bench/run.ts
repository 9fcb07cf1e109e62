/**
 * `npm run bench`: every benchmark of this folder, one after the other, each in a process of its own.
 *
 * `npm run bench -- engine margin` runs those two; `--save` writes what was measured to `results.json`.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";

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

const results: unknown[] = [];
let failures = 0;
for (const name of wanted.length > 0 ? wanted : benches) {
  const { stdout, status } = spawnSync(process.execPath, [`${folder}${name}.ts`], {
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
  writeFileSync(`${folder}results.json`, `${JSON.stringify({ machine, results }, null, 2)}\n`);
}
process.exit(failures === 0 ? 0 : 1);
