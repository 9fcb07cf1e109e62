/**
 * Attestors of a demo as processes of their own, each with its key, its replay and its memory; the first one relays as well.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { CustodyRows } from "@novate/agents";
import { bytesToHex, hashBytes } from "@novate/codec";
import { genesisToJson } from "@novate/engine";
import { type Crew, hotSecretOf, type ReplayVault, type Scene } from "@novate/lab";
import { makeFolder } from "@novate/node";

export interface HireOptions {
  readonly scene: Scene;
  /** The node's API. */
  readonly url: string;
  /** For genesis, keys and memories. */
  readonly folder: string;
  /** Transactions that wait at the node. */
  readonly queued: () => number;
  readonly onDoubt: (line: string) => void;
}

const bin = fileURLToPath(new URL("../../../bin/novate.js", import.meta.url));
/** How long the house waits for words that are due before it goes on without them. */
const PATIENCE_MS = 15_000;
const POLL_MS = 5;
const LOOK_EVERY_MS = "200";
const ONLY_MINE = { mode: 0o600 };

export async function hireProcesses(vaults: readonly ReplayVault[], options: HireOptions): Promise<Crew> {
  const { scene, url, folder, queued, onDoubt } = options;
  makeFolder(folder);
  const genesis = join(folder, "genesis.json");
  await writeFile(genesis, JSON.stringify(genesisToJson(scene.genesis)));
  const gasKey = join(folder, "gas.key");
  await writeFile(gasKey, bytesToHex(hashBytes(hotSecretOf(scene.seed, 0))), ONLY_MINE);
  // One anvil a chain, asked twice: a demo has no second operator.
  const rpcs = vaults.flatMap(({ plan, chain }) =>
    Array(2)
      .fill(["--rpc", `${plan.chainId}=${chain.url}`])
      .flat(),
  );
  const children: ChildProcess[] = [];
  let isOver = false;
  const start = (index: number, args: readonly string[]): void => {
    const child = startAttestor(args, onDoubt);
    children[index] = child;
    child.once("close", () => {
      if (!isOver) start(index, args);
    });
  };
  for (const index of scene.validators!.hot.keys()) {
    const key = join(folder, `validator-${index + 1}.key`);
    await writeFile(key, bytesToHex(hotSecretOf(scene.seed, index)), ONLY_MINE);
    const own = ["--url", url, "--genesis", genesis, "--key", key, "--data", join(folder, `memory-${index + 1}`)];
    const relay = index === 0 ? ["--relay", gasKey] : [];
    start(index, [...own, ...rpcs, ...relay, "--every", LOOK_EVERY_MS]);
  }
  const end = (): void => {
    isOver = true;
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", end);
  return {
    async look(rows, came) {
      for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(POLL_MS)) {
        if (queued() > 0) return [];
        if (isSettled(rows, came)) return null;
      }
      return null;
    },
    async stop() {
      process.removeListener("exit", end);
      const ended = children.map((child) => new Promise((resolve) => child.once("close", resolve)));
      end();
      await Promise.all(ended);
    },
  };
}

function startAttestor(args: readonly string[], onDoubt: (line: string) => void): ChildProcess {
  // In a group of its own: Ctrl-C of a terminal is for the demo, which ends its attestors.
  const child = spawn(process.execPath, [bin, "attest", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  child.stderr?.on("data", (text: Buffer) => onDoubt(text.toString().trim()));
  return child;
}

/** Whether the house has heard every entry, and its newest checkpoint is signed. */
function isSettled({ vaults, checkpoints }: CustodyRows, came: ReadonlyMap<number, bigint>): boolean {
  const newest = checkpoints.reduce((best, row) => (row.epoch > (best?.epoch ?? 0) ? row : best), checkpoints[0]);
  return newest?.isSigned !== false && vaults.every(({ spec, inboxCount }) => inboxCount === came.get(spec.vaultId));
}
