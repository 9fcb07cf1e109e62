/**
 * Goal: torn or flipped bytes in any file of the store are refused by name or harmless; never is a byte read that
 * nobody wrote, and never does the store go back behind an acknowledged block.
 * Method: a seeded fuzz over copies of one store: bits flipped, bytes overwritten, tails cut, at random places of random
 * files, with the log young (all in the write-ahead log) and compacted (in table files).
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { genesisRecord, IDENTITY, recordAt } from "./countingChain.fixture.ts";
import { Store } from "./store.ts";
import { auditStore } from "./storeAudit.fixture.ts";

const HEIGHT = 24;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "novate-damage-"));
  await grow(join(folder, "young"), false);
  await grow(join(folder, "compacted"), true);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function grow(path: string, compact: boolean): Promise<void> {
  const store = await Store.open({ path, identity: IDENTITY });
  await store.found(genesisRecord());
  for (let height = 1; height <= HEIGHT; height++) {
    await store.commit(recordAt(height));
    if (compact && height % 8 === 0) await store.compact();
  }
  await store.close();
}

/** Numerical Recipes' linear congruential generator; returns a number in [0, bound). */
const randomOf = (seed: number) => {
  let state = seed >>> 0;
  return (bound: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
};

function damage(path: string, random: (bound: number) => number): string {
  const files = [...readdirSync(join(path, "level")).map((name) => join("level", name)), "acknowledged"];
  const name = files.filter((file) => !/LOCK|LOG/.test(file) && readFileSync(join(path, file)).length > 0);
  const file = name[random(name.length)]!;
  const bytes = readFileSync(join(path, file));
  const at = random(bytes.length);
  const kind = random(4);
  if (kind === 0) truncateSync(join(path, file), at);
  else {
    if (kind === 1) bytes[at]! ^= 1 << random(8);
    else if (kind === 2) bytes[at] = (bytes[at]! + 1 + random(255)) & 0xff;
    else bytes.fill(0, at, Math.min(bytes.length, at + 512));
    writeFileSync(join(path, file), bytes);
  }
  return `${["cut", "bit", "byte", "zeros"][kind]} at ${at} of ${file}`;
}

const REFUSALS = new Set([
  "StoreCorrupt",
  "StoreUnfinished",
  "StoreBehind",
  "StateRootMismatch",
  "StoreVersionMismatch",
  "StoreOfAnotherHouse",
  "StoreUnavailable",
  "StoreUnwitnessed",
]);

for (const kind of ["young", "compacted"]) {
  test(`${kind} store: every damage is refused by name or harmless`, { timeout: 120_000 }, async () => {
    let refusals = 0;
    for (let seed = 0; seed < 120; seed++) {
      const copy = join(folder, `${kind}-${seed}`);
      cpSync(join(folder, kind), copy, { recursive: true });
      const what = `seed ${seed}: ${damage(copy, randomOf(seed))}`;
      const audit = await auditStore(copy);
      if ("refused" in audit) {
        expect(REFUSALS, what).toContain(audit.refused);
        refusals++;
      } else expect(audit, what).toEqual({ height: HEIGHT });
      rmSync(copy, { recursive: true });
    }
    expect(refusals).toBeGreaterThan(20);
  });
}
