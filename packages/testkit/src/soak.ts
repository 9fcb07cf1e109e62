/**
 * `npm run soak`: a million operations under the auditor and two million mutated byte strings, on every core.
 *
 * Ends with 1 if any seed breaks a rule, and says how to see it again.
 *
 * @module
 */
import { Worker } from "node:worker_threads";
import { readOptions, type SoakOptions } from "./soak/options.ts";
import { type Outcome, reproduction, type Task } from "./soak/task.ts";

const PROGRESS_MS = 15_000;

interface Tally {
  operations: number;
  strings: number;
  readonly failures: { readonly task: Task; readonly failure: string }[];
}

/** Hands out the tasks to the threads until none is left. */
async function soak({ tasks, workers, json }: SoakOptions): Promise<Tally> {
  const tally: Tally = { operations: 0, strings: 0, failures: [] };
  const queue = [...tasks];
  const progress = setInterval(() => {
    if (!json) console.log(`${tally.operations} operations, ${tally.strings} strings, ${queue.length} seeds to go`);
  }, PROGRESS_MS);
  const threads = Array.from({ length: Math.min(workers, tasks.length) }, () => work(queue, tally));
  try {
    await Promise.all(threads);
  } finally {
    clearInterval(progress);
  }
  return tally;
}

/** One thread's life. A thread that dies takes the soak with it. */
function work(queue: Task[], tally: Tally): Promise<void> {
  const worker = new Worker(new URL("./soak/worker.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    const next = () => {
      const task = queue.shift();
      if (task !== undefined) worker.postMessage(task);
      else void worker.terminate().then(() => resolve());
    };
    worker.on("message", (outcome: Outcome) => {
      const { task } = outcome;
      if (outcome.ok) tally[task.kind] += outcome.done;
      else {
        tally.failures.push({ task, failure: outcome.failure });
        console.error(`${outcome.failure}\n  to see it again: ${reproduction(task)}`);
      }
      next();
    });
    worker.on("error", reject);
    next();
  });
}

const options = readOptions(process.argv.slice(2));
const startedMs = performance.now();
const { operations, strings, failures } = await soak(options);
const seconds = Math.round((performance.now() - startedMs) / 1_000);
if (options.json) console.log(JSON.stringify({ operations, strings, failures, seconds }));
else console.log(`${operations} operations and ${strings} strings in ${seconds} s, of them failed: ${failures.length}`);
process.exitCode = failures.length === 0 ? 0 : 1;
