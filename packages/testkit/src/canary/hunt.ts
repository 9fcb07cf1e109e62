/**
 * Runs trials until a rule is broken, and tells which: one line of JSON. Started by the canary test, with a bug planted.
 *
 * @module
 */

import { runTrial, TrialFailure } from "../trial/trial.ts";
import { BUGS } from "./bugs.ts";

/** Histories of this many operations, so many at most. */
const OPERATIONS = 1_300;
const TRIALS = 40;
/** Histories known to be eventful; others follow, so that no bug depends on them. */
const EVENTFUL = ["c61", "c25", "c20", "c16", "canary-25", "canary-53"];

function hunt(): { readonly found: string | null; readonly operations: number } {
  let operations = 0;
  const first = BUGS.find(({ name }) => name === process.env.CANARY)?.first;
  for (let index = first === undefined ? 0 : -1; index < TRIALS; index += 1) {
    const { seed, operations: most } =
      index < 0 ? first! : { seed: EVENTFUL[index] ?? `canary-${index}`, operations: OPERATIONS };
    try {
      operations += runTrial(seed, most).operations;
    } catch (failure) {
      if (!(failure instanceof TrialFailure)) throw failure;
      return { found: failure.message, operations: operations + failure.operations };
    }
  }
  return { found: null, operations };
}

console.log(JSON.stringify(hunt()));
