/**
 * The kernel on memory that several threads share.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { Crew, type MarginShare } from "./crew.ts";
import { WasmMarginKernel } from "./kernel.ts";
import { createSharedMemory, instantiateSharedKernel } from "./webAssembly.ts";

/**
 * The kernel spread over `threads`, the calling one among them, or null where the host shares no memory. Full passes are
 * spread; lists of accounts are short and stay here.
 *
 * `start` is called once for each other thread and must have `serveMarginShare` run there. The calling thread waits for
 * the others inside a pass, so it must be one that may block. Close the kernel to let them go. Asserts two threads or more.
 */
export function createSpreadMarginKernel(
  threads: number,
  start: (share: MarginShare) => void,
): WasmMarginKernel | null {
  assert(Number.isSafeInteger(threads) && threads >= 2, "spread: fewer than two threads");
  const memory = createSharedMemory();
  const exports = memory === null ? null : instantiateSharedKernel(memory);
  if (memory === null || exports === null) return null;
  return new WasmMarginKernel(memory, exports, new Crew(memory, threads - 1, start));
}
