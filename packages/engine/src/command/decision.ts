/**
 * What a decision is: events, or one refusal; of a batch, an outcome an item.
 *
 * @module
 */
import { type Event, type Refusal, type RefusalCode, type RefusalInput, refusal } from "@novate/codec";

/** The answer to one item of a batch. */
export type Outcome = { readonly accepted: true } | { readonly accepted: false; readonly refusal: Refusal };

export type Decision = { readonly accepted: true; readonly events: readonly Event[] } | Refused;

interface Refused {
  readonly accepted: false;
  readonly refusal: Refusal;
}

/** What becomes of some items of a batch: their answers by their place in it, and what they do. */
export interface Step {
  readonly outcomes: readonly (readonly [index: number, outcome: Outcome])[];
  readonly events: readonly Event[];
}

/**
 * The decision of a batch of `size` items. A step is decided upon what the ones before it left: whoever asks for the next
 * has written the last one's events (`block/carryOut.ts`).
 */
export interface Batch {
  readonly accepted: true;
  readonly size: number;
  readonly steps: Iterable<Step>;
}

export const accept = (...events: readonly Event[]): Decision => ({ accepted: true, events });

export const refuse = <C extends RefusalCode>(code: C, data: RefusalInput<C>): Refused => refused(refusal(code, data));

/** A decision by a refusal that is there already. */
export const refused = (refusal: Refusal): Refused => ({ accepted: false, refusal });
