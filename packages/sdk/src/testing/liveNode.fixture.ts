/**
 * A whole node in a temporary folder, and an owner who can sign: what a client is tried against.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MarginMethod } from "@novate/codec";
import { houseIdOf } from "@novate/engine";
import { GENESIS_MS, SEGMENT, testGenesis } from "@novate/engine/testing";
import { type RunningNode, solo, startNode } from "@novate/node";
import { HOUR_MS } from "@novate/num";
import { createOwnerKey, deriveSecret, type OwnerKey, signTransaction } from "../signing/index.ts";

export interface LiveNode {
  readonly node: RunningNode;
  readonly url: string;
  readonly owner: OwnerKey;
  /** Signed bytes that open an account for the owner. */
  openAccount(nonce: bigint, method?: number): Uint8Array;
  stop(): Promise<void>;
}

/** Makes a block for each transaction, on a clock that moves a millisecond a look. */
export async function startLiveNode(genesis = testGenesis()): Promise<LiveNode> {
  const path = mkdtempSync(join(tmpdir(), "novate-sdk-"));
  let nowMs = GENESIS_MS;
  const clock = { nowMs: () => ++nowMs };
  const node = await startNode({
    path,
    genesis,
    version: "0.1.0",
    api: { port: 0 },
    consensus: solo({ clock }),
    threads: 0,
  });
  const house = houseIdOf(genesis);
  const owner = createOwnerKey(deriveSecret("sdk", "owner"));
  return {
    node,
    owner,
    url: node.api!.url, // it was asked for
    openAccount(nonce, method = MarginMethod.cross) {
      const command = { type: "OpenAccount", segmentId: SEGMENT, method } as const;
      const { signer } = owner;
      return signTransaction({ house, signer, nonce, expiresAtMs: GENESIS_MS + HOUR_MS, command }, owner);
    },
    async stop() {
      await node.stop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
