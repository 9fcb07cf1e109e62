/**
 * What a refusal is: a number for ever, a sentence that says what happened, one that says what to do, and a payload.
 *
 * Three words for failing: a *refusal* says that a rule forbids, a *fault* that an input is wrong, a *failure* that the
 * world did not do its part. Refusals stand here; faults are payloads of some; failures are the node's and the SDK's.
 *
 * @module
 */
import { choice, optional, type Shape } from "../../field/index.ts";

/** `number`: in its family's block of 100, never reused or changed. `shape`: the payload's fields with their units. */
export interface RefusalDefinition<N extends number, S extends Shape> {
  readonly number: N;
  readonly meaning: string;
  readonly remedy: string;
  readonly shape: S;
}

export const define = <const N extends number, const S extends Shape>(
  number: N,
  meaning: string,
  remedy: string,
  shape: S,
): RefusalDefinition<N, S> => ({ number, meaning, remedy, shape });

/** The side of a trade at whose leg the house refused; its venue takes what that side has resting. */
export const side = choice("buyer", "seller");

/** For refusals that commands beside trades give too, which then have no side. */
export const sideIfTrade = optional(side);
