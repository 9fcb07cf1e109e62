/**
 * Goal: a whole node killed at any instant comes back at the last acknowledged block, with the same root as anybody who
 * replays its blocks.
 * Method: kill −9 a node that trades, at random instants and at write boundaries; then recover, compare roots, replay
 * everything from the genesis. `NOVATE_KILLS` sets the number of random kills.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runAndKill } from "../store/killHarness.fixture.ts";
import { signedGenesis } from "../testing/actors.fixture.ts";
import { SoloNode } from "../testing/soloNode.fixture.ts";
import { replay } from "./replay.ts";

const KILLS = Number(process.env.NOVATE_KILLS ?? 3);
const liveNode = new URL("../testing/liveNode.fixture.ts", import.meta.url);

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "novate-kill-node-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

/** Recovers and replays; returns the height. */
async function recoveredHeight(): Promise<number> {
  const node = await SoloNode.open({ path });
  const { chain, admission } = node;
  expect(await replay({ store: chain.store, genesis: signedGenesis(), preparer: admission })).toEqual(chain.head);
  await node.close();
  return chain.head.height;
}

test("random instants", { timeout: 30_000 + 10_000 * KILLS }, async () => {
  let random = 20_251_011;
  for (let kill = 0; kill < KILLS; kill++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const acknowledged = await runAndKill(liveNode, path, { afterMs: 1 + ((random >>> 8) % 400) });
    expect([acknowledged, acknowledged + 1], `kill ${kill}`).toContain(await recoveredHeight());
  }
});

test("write boundaries of a block", { timeout: 60_000 }, async () => {
  // The genesis passes three boundaries and the populating blocks as many each: 16, 17 and 18 are those of block 5.
  for (const [boundary, durable] of [
    [16, 4],
    [17, 5],
    [18, 5],
  ] as const) {
    rmSync(path, { recursive: true, force: true });
    await runAndKill(liveNode, path, { atBoundary: boundary });
    expect(await recoveredHeight(), `boundary ${boundary}`).toBe(durable);
  }
});
