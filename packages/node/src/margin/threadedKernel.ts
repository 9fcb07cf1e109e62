/**
 * The margin kernel on worker threads: full passes over large houses on every core.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { createSpreadMarginKernel, createWasmMarginKernel, type WasmMarginKernel } from "@novate/risk";

/**
 * A kernel on this many threads, the calling one among them; with one, or where memory cannot be shared, the plain kernel.
 * Null where the host has no WebAssembly with vectors. Its answers do not depend on the number of threads.
 */
export function createThreadedMarginKernel(threads: number = availableParallelism()): WasmMarginKernel | null {
  if (threads < 2) return createWasmMarginKernel();
  const kernel = createSpreadMarginKernel(threads, (share) => {
    new Worker(new URL("./marginThread.ts", import.meta.url), { workerData: share }).unref();
  });
  return kernel ?? createWasmMarginKernel();
}
