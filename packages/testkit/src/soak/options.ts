/**
 * What a soak is asked for on the command line.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Task } from "./task.ts";

/** What the house promises to stand (issue 2). */
const OPERATIONS = 1_000_000;
const STRINGS = 2_000_000;
/** Work of one seed: long enough for a crisis, short enough to be seen again soon. */
const OPERATIONS_PER_SEED = 10_000;
const STRINGS_PER_SEED = 50_000;

export interface SoakOptions {
  readonly tasks: readonly Task[];
  readonly workers: number;
  readonly json: boolean;
}

export const USAGE = `Usage: soak.ts [--operations ${OPERATIONS}] [--strings ${STRINGS}] [--base soak] [--seed <one seed>] [--workers <threads>] [--json]`;

/** Reads the arguments. Throws with {@link USAGE} in the message if they make no sense. */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: "string" },
      strings: { type: "string" },
      base: { type: "string", default: "soak" },
      seed: { type: "string" },
      workers: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { seed, base, json } = values;
  const isOne = seed !== undefined;
  const operations = countOf("operations", values.operations, isOne ? 0 : OPERATIONS);
  const strings = countOf("strings", values.strings, isOne ? 0 : STRINGS);
  const workers = countOf("workers", values.workers, availableParallelism());
  if (operations + strings === 0 || workers === 0) throw new Error(`There is nothing to do.\n${USAGE}`);
  const tasks = isOne
    ? [...whole("operations", seed, operations), ...whole("strings", seed, strings)]
    : interleaved(
        parts("operations", base, operations, OPERATIONS_PER_SEED),
        parts("strings", base, strings, STRINGS_PER_SEED),
      );
  return { tasks, workers, json };
}

function countOf(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`--${name} ${value} is not a count.\n${USAGE}`);
  return count;
}

const whole = (kind: Task["kind"], seed: string, count: number): Task[] => (count === 0 ? [] : [{ kind, seed, count }]);

function parts(kind: Task["kind"], base: string, total: number, each: number): Task[] {
  const tasks: Task[] = [];
  for (let left = total, index = 1; left > 0; left -= each, index += 1)
    tasks.push({ kind, seed: `${base}-${index}`, count: Math.min(each, left) });
  return tasks;
}

/** Both kinds side by side, so that either is tried early. */
function interleaved(left: readonly Task[], right: readonly Task[]): Task[] {
  const tasks: Task[] = [];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    if (index < left.length) tasks.push(left[index]!);
    if (index < right.length) tasks.push(right[index]!);
  }
  return tasks;
}
