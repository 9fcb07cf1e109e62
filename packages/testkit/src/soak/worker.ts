/**
 * A thread of the soak: does one task after the other as they come.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";
import { perform, type Task } from "./task.ts";

// Refusals of the decoder are errors, millions of them; what their stacks would tell is in the seed.
Error.stackTraceLimit = 0;

parentPort!.on("message", (task: Task) => parentPort!.postMessage(perform(task)));
