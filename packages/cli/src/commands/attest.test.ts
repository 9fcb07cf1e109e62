/**
 * Goal: an attestor that begins with a snapshot has nothing to say until a trusted quorum has signed what it made itself; then it stands
 * where one stands that began at the genesis. Method: a node with two chains and its agents, a snapshot of it as it runs, two replays.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { custodyRowsOf, followHouse } from "@novate/agents";
import { localChainKind, startLocal } from "@novate/chains";
import { bytesToHex } from "@novate/codec";
import { genesisToJson } from "@novate/engine";
import { hotSecretOf, withCustody } from "@novate/lab";
import { Admission, exportSnapshot, restoreSnapshot, verifySignature } from "@novate/node";
import { createClient } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { startVaultedNode, vaultedScene } from "../testing/vaultedNode.fixture.ts";

const MINUTE_MS = 60_000;
const SEED = 3;
const folder = mkdtempSync(join(tmpdir(), "novate-attest-"));
const admission = new Admission({ threads: 0 });
afterAll(async () => {
  await admission.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a snapshot is believed once a trusted quorum has signed what came of it", async () => {
  const { scene, node, host, url } = await startVaultedNode(SEED, folder);
  const { genesis } = scene;
  const client = createClient({ url });
  try {
    await withCustody({ scene, host, start: startLocal[localChainKind()] }, async (custody) => {
      await custody.open(host.apply);
      const nextEpoch = async (): Promise<void> => {
        const nowMs = node.chain.head.timeMs + 10 * MINUTE_MS;
        await host.apply(nowMs, []);
        await custody.settle(nowMs + 1, host.apply);
      };
      await nextEpoch();
      const snapshot = join(folder, "snapshot");
      const { height } = await exportSnapshot(node.chain, snapshot);
      const identity = { house: node.chain.house };
      const own = { ownDigest: null, verify: verifySignature };
      const { hotHash } = (await node.chain.read(custodyRowsOf)).validators!;
      const from = (setHash: `0x${string}`) =>
        followHouse({
          client,
          genesis,
          preparer: admission,
          start: { engine: restoreSnapshot({ folder: snapshot, identity }), anchor: { ...own, setHash } },
        });
      const [trusting, strange] = [from(hotHash), from(`0x${"11".repeat(32)}`)];
      // The signed checkpoint that the snapshot holds may be forged with it: it is of a block before.
      expect([await trusting.catchUp(), await strange.catchUp()]).toEqual([null, null]);
      await nextEpoch();
      const told = await node.chain.read(custodyRowsOf);
      // A replay of one's own has beside it what it has seen.
      const replayed = await trusting.catchUp();
      expect(replayed).toMatchObject(told);
      expect(replayed!.claims!.size).toBe(1);
      expect(replayed!.height).toBeGreaterThan(height);
      expect(await strange.catchUp()).toBeNull();
      const whole = followHouse({ client, genesis, preparer: admission });
      expect(await whole.catchUp()).toMatchObject(told);
    });
  } finally {
    await node.stop();
  }
});

test("a snapshot that is none ends it, and so does a set that is no hash", async () => {
  const { genesis } = await vaultedScene(SEED);
  const genesisFile = join(folder, "genesis.json");
  writeFileSync(genesisFile, JSON.stringify(genesisToJson(genesis)));
  const key = join(folder, "hot.key");
  writeFileSync(key, bytesToHex(hotSecretOf(SEED, 0)));
  const rpcs = ["--rpc", "1=http://127.0.0.1:9", "--rpc", "1=http://127.0.0.1:10"];
  const flags = ["--genesis", genesisFile, "--key", key, "--data", join(folder, "memory"), ...rpcs];
  const refused = await novate("attest", ...flags, "--snapshot", join(folder, "nowhere"));
  expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining("SnapshotInvalid")]);
  const unread = await novate("attest", ...flags, "--snapshot", folder, "--trusted-set", "0x11");
  expect([unread.exitCode, unread.err]).toEqual([2, expect.stringContaining("a hash of 32 bytes")]);
});
