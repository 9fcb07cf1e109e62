/**
 * The thread of a chain in this process: its machine is busy for seconds, and whoever asks it has other things to do.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { serveChain } from "./serve.ts";

export interface WorkerTask {
  readonly chainId: bigint;
  readonly timeSec: bigint;
  readonly finalityBlocks: number;
}

const { chainId, timeSec, finalityBlocks } = workerData as WorkerTask; // from `startInProcess` alone
parentPort!.postMessage(await serveChain(chainId, timeSec, finalityBlocks)); // a worker has a parent
