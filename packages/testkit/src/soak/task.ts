/**
 * The units of work of a soak: one seeded history, or one seeded assault of mutated bytes.
 *
 * @module
 */
import { assault } from "../bytes/assault.ts";
import { runTrial } from "../trial/trial.ts";

export interface Task {
  readonly kind: "operations" | "strings";
  readonly seed: string;
  readonly count: number;
}

export type Outcome =
  | { readonly task: Task; readonly ok: true; readonly done: number }
  | { readonly task: Task; readonly ok: false; readonly failure: string };

/** Does the task; a broken rule or a crash is its outcome. */
export function perform(task: Task): Outcome {
  const { kind, seed, count } = task;
  try {
    const done = kind === "operations" ? runTrial(seed, count).operations : assault(seed, count).strings;
    return { task, ok: true, done };
  } catch (failure) {
    return { task, ok: false, failure: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** What to type to see the failure again. */
export const reproduction = ({ kind, seed, count }: Task): string =>
  `npx node packages/testkit/src/soak.ts --seed ${seed} --${kind} ${count}`;
