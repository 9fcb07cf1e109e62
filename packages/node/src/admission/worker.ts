/**
 * A verification thread: byte strings in, verdicts out, in the same order.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";
import { assert } from "@novate/stdx";
import { judge } from "./verdict.ts";

/** One message to the thread and its answer share an id. */
export interface Job {
  readonly id: number;
  readonly transactions: readonly Uint8Array[];
}

assert(parentPort !== null, "worker: started outside a worker thread");
parentPort.on("message", ({ id, transactions }: Job) => {
  parentPort!.postMessage({ id, verdicts: transactions.map(judge) });
});
