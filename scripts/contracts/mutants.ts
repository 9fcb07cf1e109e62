/**
 * Faults planted in the contracts one at a time, to count those that a test sees.
 *
 * @module
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Forge } from "./forge.ts";
import { mutantsOf } from "./plant.ts";

/** A folder with the contracts alone, so that nobody's sources are touched. */
function copyContracts(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "novate-mutants-"));
  for (const part of ["packages/contracts", "vectors/custody"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Runs the tests over every `part`-th mutant of the sources whose path holds `only`; whether all are seen. */
export function runMutants(forge: Forge, root: string, only: string, part: number): boolean {
  const folder = copyContracts(root);
  // Tests are linked when they run: only a mutant's own sources are compiled anew. Functions without a contract escape that, so
  // what seems to live is tried again with everything compiled.
  const environment = { FOUNDRY_PROFILE: "quick", FOUNDRY_DYNAMIC_TEST_LINKING: "true" };
  const slowly = {
    FOUNDRY_PROFILE: "quick",
    FOUNDRY_OUT: "packages/contracts/out/slow",
    FOUNDRY_CACHE_PATH: "packages/contracts/cache/slow",
  };
  const passes = (how: Readonly<Record<string, string>>): boolean =>
    forge(["test", "-j", "2", "--fail-fast"], how, folder);
  const counts = new Map<string, number>();
  try {
    const sources = join(folder, "packages/contracts/src");
    const paths = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sol"));
    const mutants = paths.sort().flatMap((path) => mutantsOf(path, readFileSync(join(sources, path), "utf8")));
    if (!passes(environment)) throw new Error("the tests fail without a fault");
    for (const mutant of mutants.filter(({ path }, index) => path.includes(only) && index % part === 0)) {
      const file = join(sources, mutant.path);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.slice(0, mutant.start) + mutant.after + text.slice(mutant.start + mutant.before.length));
      const where = `${mutant.path}:${mutant.line}: ${mutant.before.replace(/\s+/g, " ")} → ${mutant.after}`;
      let how = "seen";
      if (!forge(["build"], environment, folder)) how = "does not compile";
      else if (passes(environment) && passes(slowly)) how = "alive";
      counts.set(how, (counts.get(how) ?? 0) + 1);
      console.log(`${how}: ${where}`);
      writeFileSync(file, text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const [seen, alive] = [counts.get("seen") ?? 0, counts.get("alive") ?? 0];
  console.log(`mutants: ${seen + alive}, seen ${seen}: ${((100 * seen) / (seen + alive)).toFixed(1)} %`);
  return alive === 0;
}
