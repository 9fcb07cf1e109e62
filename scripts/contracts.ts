/**
 * `npm run contracts`: compiles the contracts, compares their committed artifacts, runs their tests, checks what they cost.
 *
 * `--write` writes artifacts and costs anew; `--heavy` runs 10,000 cases a fuzz test and a campaign; `--coverage` counts lines and
 * branches; `--mutants` plants faults and counts those that a test sees (`--mutants=outflow` in some sources, `--part=3` every
 * third); `--symbolic` proves properties of the books with `halmos`. `--bytes=100000` puts so many random values through TypeScript
 * and the contracts (`--seed=2` others); `--vectors` writes `vectors/custody`. Needs `forge` of npm or of the PATH, and `anvil` for
 * the bytes; without `forge` only the artifacts are compared.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { artifactText, artifactUrl, compileArtifacts } from "@novate/contracts";
import { compareVoices } from "./contracts/bytes.ts";
import { readCoverage } from "./contracts/coverage.ts";
import { forgeOf } from "./contracts/forge.ts";
import { runMutants } from "./contracts/mutants.ts";
import { proveChecks } from "./contracts/symbolic.ts";
import { writeVectors } from "./contracts/vectors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const flags = process.argv.slice(2);
const has = (name: string): boolean => flags.some((flag) => flag === name || flag.startsWith(`${name}=`));

const forge = forgeOf(root);
/** What follows a flag's `=`; empty without. */
const given = (name: string): string => flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

function checkArtifacts(): boolean {
  let isCurrent = true;
  for (const [name, artifact] of compileArtifacts()) {
    const text = artifactText(artifact);
    if (has("--write")) writeFileSync(artifactUrl(name), text);
    else if (readFileSync(artifactUrl(name), "utf8") !== text) {
      console.error(
        `packages/contracts/artifacts/${name}.json is not what the sources compile to: npm run contracts -- --write`,
      );
      isCurrent = false;
    }
  }
  return isCurrent;
}

async function run(): Promise<boolean> {
  if (has("--bytes")) return compareVoices(Number(given("--bytes") || 100_000), Number(given("--seed") || 1));
  if (has("--vectors")) {
    writeVectors();
    return true;
  }
  if (has("--coverage")) return readCoverage(forge, root);
  if (has("--symbolic")) return proveChecks(root);
  if (has("--mutants")) return runMutants(forge, root, given("--mutants"), Number(given("--part") || 1));
  const others = flags.filter((flag) => flag !== "--write" && flag !== "--heavy");
  const environment = {
    ...(has("--heavy") ? { FOUNDRY_PROFILE: "heavy" } : {}),
    ...(has("--write") ? { FORGE_SNAPSHOT_CHECK: "false" } : {}),
  };
  return checkArtifacts() && forge(["test", "-j", "2", ...others], environment);
}

process.exit((await run()) ? 0 : 1);
