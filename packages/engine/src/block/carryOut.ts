/**
 * Writes what a decision says.
 *
 * @module
 */
import type { Batch, Decision, Outcome } from "../command/decision.ts";
import type { House } from "../command/house.ts";

/** Returns the outcomes of a batch, in the order of its items; of any other decision none. */
export function carryOut(house: House, decision: Extract<Decision, { accepted: true }> | Batch): Outcome[] {
  if ("events" in decision) {
    house.emitAll(decision.events);
    return [];
  }
  const outcomes = new Array<Outcome>(decision.size);
  for (const step of decision.steps) {
    house.emitAll(step.events);
    for (const [index, outcome] of step.outcomes) outcomes[index] = outcome;
  }
  return outcomes;
}
