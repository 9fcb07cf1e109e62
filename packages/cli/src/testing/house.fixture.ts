/**
 * A node in a temporary folder that makes a block for each transaction: what remote commands are tried against.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testGenesis } from "@novate/engine/testing";
import { type RunningNode, solo, startNode } from "@novate/node";
import { createOwnerKey, type OwnerKey } from "@novate/sdk";

export interface TestHouse {
  readonly url: string;
  /** Folder for the test's own files; the node keeps its data in `data` below it. */
  readonly folder: string;
  readonly data: string;
  readonly node: RunningNode;
  /** Stops the node and keeps the folder. */
  stopNode(): Promise<void>;
  readonly owner: OwnerKey;
  /** File with the owner's secret. */
  readonly keyFile: string;
  /** Writes a file into the folder and gives back its path. */
  file(name: string, content: string | Uint8Array): string;
  /** Stops what still runs, and removes the folder. */
  stop(): Promise<void>;
}

/** `nowMs`: another clock than the wall's. */
export async function startTestHouse(nowMs: () => number = Date.now): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), "novate-cli-"));
  const data = join(folder, "data");
  const node = await startNode({
    path: data,
    genesis: testGenesis(),
    version: "0.1.0",
    api: { port: 0 },
    consensus: solo({ clock: { nowMs }, pacing: { minIntervalMs: 1 } }),
    threads: 0,
  });
  const secret = new Uint8Array(32).fill(5);
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  let stopped: Promise<void> | undefined;
  const stopNode = (): Promise<void> => {
    stopped ??= node.stop();
    return stopped;
  };
  return {
    stopNode,
    url: node.api!.url, // it was asked for
    folder,
    data,
    node,
    owner: createOwnerKey(secret),
    keyFile: file("owner.key", `0x${"05".repeat(32)}\n`),
    file,
    async stop() {
      await stopNode();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
