/**
 * A node of a house whose assets lie in vaults, with a few people and no blocks of its own: what doors to vaults are tried against.
 *
 * @module
 */
import { join } from "node:path";
import { createScene, createSoloHost, createTapeClock, cutTape, loadTape } from "@novate/lab";
import { solo, startNode } from "@novate/node";

/** A house of a few people. */
export const FEW_COUNTS = {
  momentumTrader: 2,
  reversionTrader: 0,
  noiseTrader: 0,
  holder: 0,
  hedger: 2,
  basisTrader: 0,
  optionBuyer: 0,
  optionWriter: 0,
};
const EVERY_MS = 50;

/** The scene alone: its genesis and keys. */
export async function vaultedScene(seed: number) {
  const tape = cutTape(await loadTape("2025-10-10"), { from: "20:40", to: "20:41", underlyings: ["BTC"] });
  return createScene({ seed, tape, counts: FEW_COUNTS, isVaulted: true });
}

/** Starts the node with its data in `folder`. */
export async function startVaultedNode(seed: number, folder: string) {
  const scene = await vaultedScene(seed);
  const { genesis } = scene;
  const clock = createTapeClock(scene.plan.genesisMs);
  const consensus = solo({ clock, pacing: "manual" });
  const path = join(folder, "store");
  const node = await startNode({ path, genesis, version: "test", api: { port: 0 }, consensus, threads: 0 });
  const host = createSoloHost(node, clock);
  return {
    scene,
    node,
    host,
    url: node.api!.url, // it was asked for
    /** Makes a block of whatever waits, a second on, while `work` runs. */
    async whileBlocks<T>(work: () => Promise<T>): Promise<T> {
      const blocks = setInterval(() => {
        if (node.consensus.status().queuedTransactions > 0) void host.apply(node.chain.head.timeMs + 1_000, []);
      }, EVERY_MS);
      try {
        return await work();
      } finally {
        clearInterval(blocks);
      }
    },
  };
}
