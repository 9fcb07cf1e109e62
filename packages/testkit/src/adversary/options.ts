/**
 * What a hunt of the adversary is asked for on the command line.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** What CI plays in eight minutes on two cores, and what `--long` plays (issue 8). */
const [EPISODES, LONG_EPISODES] = [20_000, 200_000];
/** Episodes in which a planted fault must be found: four times what the slowest took, as any change draws other scripts. */
const PLANTED_EPISODES = 1_600;
/** Episodes of one seed: long enough for changes of changes, short enough to be played again at once. */
export const EPISODES_PER_SEED = 1_000;

export interface AdversaryOptions {
  readonly tasks: readonly { readonly seed: string; readonly episodes: number }[];
  readonly workers: number;
  readonly json: boolean;
  /** A script to play instead, as a find printed it. */
  readonly script: string | null;
  readonly isPlanted: boolean;
  /** Of the planted faults every `of`-th from `part` on: a part of them that CI has time for. */
  readonly part: { readonly part: number; readonly of: number };
  /** Of the planted faults those whose names have this in them. */
  readonly only: string;
  readonly base: string;
  /** Episodes in all; of a planted fault, at most. */
  readonly episodes: number;
}

const USAGE = `Usage: adversary.ts [--episodes ${EPISODES}] [--long] [--base adversary] [--seed <one seed>] [--script <json>] [--planted] [--part 2/3] [--only <part of a name>] [--workers <threads>] [--json]`;

/** Reads the arguments. Throws with the usage in the message if they make no sense. */
export function readOptions(args: readonly string[]): AdversaryOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      episodes: { type: "string" },
      long: { type: "boolean", default: false },
      base: { type: "string", default: "adversary" },
      seed: { type: "string" },
      script: { type: "string" },
      planted: { type: "boolean", default: false },
      part: { type: "string", default: "0/1" },
      only: { type: "string", default: "" },
      workers: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { seed, base, json, script, planted, long, only } = values;
  const episodes = countOf(
    "episodes",
    values.episodes,
    planted ? PLANTED_EPISODES : seed !== undefined ? EPISODES_PER_SEED : long ? LONG_EPISODES : EPISODES,
  );
  const workers = countOf("workers", values.workers, availableParallelism());
  const tasks = seed === undefined ? parts(base, episodes) : [{ seed, episodes }];
  return {
    tasks,
    workers,
    json,
    script: script ?? null,
    isPlanted: planted,
    part: partOf(values.part),
    only,
    base,
    episodes,
  };
}

function partOf(text: string): AdversaryOptions["part"] {
  const [part = Number.NaN, of = Number.NaN] = text.split("/").map(Number);
  if (!(Number.isSafeInteger(part) && Number.isSafeInteger(of) && 0 <= part && part < of))
    throw new Error(`--part ${text} is no part.\n${USAGE}`);
  return { part, of };
}

function countOf(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count <= 0) throw new Error(`--${name} ${value} is no count.\n${USAGE}`);
  return count;
}

function parts(base: string, total: number): { seed: string; episodes: number }[] {
  const tasks: { seed: string; episodes: number }[] = [];
  for (let left = total, index = 1; left > 0; left -= EPISODES_PER_SEED, index += 1)
    tasks.push({ seed: `${base}-${index}`, episodes: Math.min(EPISODES_PER_SEED, left) });
  return tasks;
}
