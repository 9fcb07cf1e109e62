/**
 * A chain whose EVM runs on a thread of this process, asked over HTTP like any other. For machines on which no anvil runs.
 *
 * @module
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createSource, numberText } from "../source/source.ts";
import type { LocalChain, LocalChainOptions } from "./localChain.ts";
import type { WorkerTask } from "./process/worker.ts";

/** A block of many deposits takes seconds, and more beside others' work. */
const PATIENCE_MS = 120_000;

export async function startInProcess({ chainId, timeSec, finalityBlocks = 0 }: LocalChainOptions): Promise<LocalChain> {
  const task: WorkerTask = { chainId, timeSec: BigInt(timeSec), finalityBlocks };
  const worker = new Worker(new URL("./process/worker.ts", import.meta.url), { workerData: task });
  const [url] = (await once(worker, "message")) as [string]; // `serveChain`'s answer; an error of the thread rejects
  worker.unref();
  const source = createSource({ url, timeoutMs: PATIENCE_MS });
  const { rpc } = source;
  return {
    chainId,
    url,
    source,
    kind: "in-process",
    async mine(atSec) {
      await rpc.request("evm_mine", [numberText(BigInt(atSec))]);
    },
    async pass(count, everySec) {
      await rpc.request("anvil_mine", [numberText(BigInt(count)), numberText(BigInt(everySec))]);
    },
    async stop() {
      await worker.terminate();
    },
  };
}
