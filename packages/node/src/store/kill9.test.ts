/**
 * Goal: a process killed at any instant leaves a store that holds every acknowledged block, whole, and at most the one
 * block more that was being written.
 * Method: kill −9 a writing process at random instants and at every write boundary of a short run, over and over on the
 * same folder, auditing every byte between. `NOVATE_KILLS` sets the number of random kills. A folder is left after
 * twenty kills, for an audit takes as long as the chain it reads.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runAndKill } from "./killHarness.fixture.ts";
import { auditStore } from "./storeAudit.fixture.ts";

const KILLS = Number(process.env.NOVATE_KILLS ?? 10);
const KILLS_PER_FOLDER = 20;
/** Only to end a test that hangs: a start, a write and an audit take about a second. */
const HANG_MS = 30_000;
const writer = new URL("./writer.fixture.ts", import.meta.url);

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "novate-kill-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

test("random instants", { timeout: HANG_MS * KILLS }, async () => {
  let random = 20_251_010;
  let last = -1;
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % KILLS_PER_FOLDER === 0) {
      rmSync(path, { recursive: true, force: true });
      last = -1;
    }
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const acknowledged = await runAndKill(writer, path, { afterMs: 1 + ((random >>> 8) % 120) });
    const audit = await auditStore(path);
    expect([acknowledged, acknowledged + 1], `kill ${kill}: ${JSON.stringify(audit)}`).toContain(
      "height" in audit ? audit.height : audit,
    );
    expect(acknowledged).toBeGreaterThanOrEqual(last);
    last = acknowledged;
  }
  expect(last).toBeGreaterThan(0);
});

test("every write boundary", { timeout: HANG_MS * 9 }, async () => {
  for (let boundary = 1; boundary <= 9; boundary++) {
    rmSync(path, { recursive: true, force: true });
    const acknowledged = await runAndKill(writer, path, { atBoundary: boundary });
    // Genesis passes three boundaries (built, synced, witnessed) before anything is printed; then each block does.
    const durable = Math.floor((boundary - 1) / 3) - (boundary % 3 === 1 ? 1 : 0);
    expect(acknowledged, `boundary ${boundary}`).toBe(Math.floor((boundary - 1) / 3) - 1);
    expect(await auditStore(path), `boundary ${boundary}`).toEqual({ height: durable });
  }
});
