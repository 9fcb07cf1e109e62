/**
 * Runs trials until a rule is broken, and tells which: one line of JSON. Started by the canary test, with a bug planted.
 *
 * @module
 */
import { runTrial, TrialFailure } from "../trial/trial.ts";

/** Histories of this many operations, so many at most. */
const OPERATIONS = 1_300;
const TRIALS = 40;
/** Histories known to be eventful; others follow, so that no bug depends on them. */
const EVENTFUL = ["c25", "c61", "c20", "c16", "canary-25", "canary-53"];

function hunt(): { readonly found: string | null; readonly operations: number } {
  let operations = 0;
  for (let index = 0; index < TRIALS; index += 1) {
    try {
      operations += runTrial(EVENTFUL[index] ?? `canary-${index}`, OPERATIONS).operations;
    } catch (failure) {
      if (!(failure instanceof TrialFailure)) throw failure;
      return { found: failure.message, operations: operations + failure.operations };
    }
  }
  return { found: null, operations };
}

console.log(JSON.stringify(hunt()));
