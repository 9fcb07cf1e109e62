/**
 * Goal: a node starts from nothing and from its folder, serves, stops cleanly, and refuses bad surroundings by name.
 * Method: table over whole nodes with their sockets.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStoredChain } from "./chain/index.ts";
import { type ConsensusFactory, type SoloConsensus, solo } from "./consensus/index.ts";
import { type NodeOptions, startNode } from "./node.ts";
import { FORMAT_KEY, putJson } from "./store/batch.ts";
import { FORMAT_VERSION } from "./store/open.ts";
import { Actor, openAccount, SIGNED_HOUSE, signedGenesis, TWIN_HOUSE } from "./testing/actors.fixture.ts";

let path: string;
let options: NodeOptions<SoloConsensus>;
let manual: NodeOptions<SoloConsensus>;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "novate-node-"));
  const { timeMs } = signedGenesis();
  const clock = { nowMs: () => timeMs + 1_000 };
  options = {
    path,
    genesis: signedGenesis(),
    version: "0.1.0",
    api: { port: 0 },
    consensus: solo({ clock }),
    threads: 1,
  };
  manual = { ...options, consensus: solo({ clock, pacing: "manual" }) };
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

test("a transaction over HTTP is in a block, and survives a stop", async () => {
  const node = await startNode(options);
  const response = await fetch(`${node.api!.url}/v1/transactions`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(openAccount(new Actor(1))),
  });
  const receipt = await response.json();
  expect(receipt).toMatchObject({ accepted: true });
  await node.stop();
  const { head } = node.chain;
  await expect(fetch(`${node.api!.url}/healthz`)).rejects.toThrow();

  const again = await startNode(manual);
  expect(again.chain.head).toEqual(head);
  const account = await fetch(`${again.api!.url}/v1/accounts/1`);
  expect(await account.json()).toMatchObject({ accountId: 1, owner: new Actor(1).address });
  await again.stop();
});

test("a second node on the folder, another genesis, a bad genesis and a taken port are refused by name", async () => {
  const node = await startNode(options);
  await expect(startNode(options)).rejects.toMatchObject({ code: "StoreLocked" });
  const port = Number(new URL(node.api!.url).port);
  const elsewhere = { ...options, path: join(path, "elsewhere"), api: { port } };
  await expect(startNode(elsewhere)).rejects.toMatchObject({ code: "PortInUse" });
  await node.stop();
  const other = { ...options, genesis: { ...signedGenesis(), name: "tesu" } };
  await expect(startNode(other)).rejects.toMatchObject({ code: "StoreOfAnotherHouse" });
  const bad = { ...options, genesis: { ...signedGenesis(), governors: [] } };
  await expect(startNode(bad)).rejects.toMatchObject({ code: "GenesisInvalid" });
});

test("GOV-046 a store that was relabelled for a twin house is refused by its rows", async () => {
  await (await startNode(manual)).stop();
  const level = new ClassicLevel<Uint8Array, Uint8Array>(join(path, "store", "level"), {
    keyEncoding: "view",
    valueEncoding: "view",
  });
  await level.batch([putJson(FORMAT_KEY, { version: FORMAT_VERSION, baseHeight: 0, house: TWIN_HOUSE })]);
  await level.close();
  const refused = { code: "StoreOfAnotherHouse", details: { found: SIGNED_HOUSE, expected: TWIN_HOUSE } };
  const twin = { ...options, genesis: { ...signedGenesis(), name: "tesu" } };
  await expect(startNode(twin)).rejects.toMatchObject(refused);
  await expect(openStoredChain(join(path, "store"))).rejects.toMatchObject(refused);
});

test("a folder is opened without its genesis to look at it, with its root computed anew", async () => {
  const node = await startNode(manual);
  await expect(openStoredChain(join(path, "store"))).rejects.toMatchObject({ code: "StoreLocked" });
  const answer = node.consensus.submit(openAccount(new Actor(1)));
  await node.consensus.produce();
  await answer;
  await node.stop();
  const chain = await openStoredChain(join(path, "store"));
  expect(chain.head).toEqual(node.chain.head);
  expect(chain.house).toBe(SIGNED_HOUSE);
  await chain.store.close();
  for (const nothing of ["elsewhere", "."]) {
    await expect(openStoredChain(join(path, nothing))).rejects.toMatchObject({ code: "StoreEmpty" });
  }
});

test("a node runs whatever driver the factory makes: started once it listens, stopped first", async () => {
  const seen: string[] = [];
  const driverOf =
    (onStart: () => void): ConsensusFactory =>
    (host) => ({
      name: "cometbft",
      async start() {
        onStart();
        seen.push(`started at ${host.chain.head.height}`);
      },
      submit: () => Promise.reject(new Error("takes nothing")),
      status: () => ({ queuedTransactions: 0, queuedBytes: 0, isAccepting: false, nowMs: 0, lanes: [] }),
      async stop() {
        seen.push(`stopped at ${await host.chain.read(({ height }) => height)}`);
      },
    });
  const node = await startNode({ ...options, consensus: driverOf(() => {}) });
  expect(await (await fetch(`${node.api!.url}/v1/status`)).json()).toMatchObject({ consensus: "cometbft" });
  await node.stop();
  expect(seen).toEqual(["started at 0", "stopped at 0"]);

  const failing = driverOf(() => {
    throw new Error("no peers");
  });
  await expect(startNode({ ...options, consensus: failing })).rejects.toThrow("no peers");
  await (await startNode(manual)).stop(); // the folder was let go
});

test("a disk that fails halts the node with its cause, and the store stays whole", async () => {
  let writes = 0;
  const halted = Promise.withResolvers<unknown>();
  const node = await startNode({
    ...manual,
    onHalt: halted.resolve,
    onBoundary: (boundary) => {
      if (boundary === "batchBuilt" && ++writes === 3) throw new Error("no space left on device");
    },
  });
  await node.consensus.produce();
  const answer = node.consensus.submit(openAccount(new Actor(1)));
  const refused = expect(answer).rejects.toMatchObject({ code: "NodeHalted" });
  await expect(node.consensus.produce()).rejects.toMatchObject({ code: "NodeHalted", advice: "stop" });
  await refused;
  expect(await halted.promise).toMatchObject({ code: "NodeHalted" });
  expect((await fetch(`${node.api!.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${node.api!.url}/v1/accounts/1`)).status).toBe(500);
  await node.stop();
  const again = await startNode(manual);
  expect(again.chain.head.height).toBe(1);
  await again.stop();
});
