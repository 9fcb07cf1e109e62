/**
 * What a decision is: events, or one refusal.
 *
 * @module
 */
import { type Event, type Refusal, type RefusalCode, type RefusalInput, refusal } from "@novate/codec";

/** The answer to one item of a batch. */
export type Outcome = { readonly accepted: true } | { readonly accepted: false; readonly refusal: Refusal };

/** Of a batch, `outcomes` has an answer an item, in their order; of any other command none. */
export type Decision =
  | { readonly accepted: true; readonly events: readonly Event[]; readonly outcomes: readonly Outcome[] }
  | { readonly accepted: false; readonly refusal: Refusal };

export const accept = (...events: readonly Event[]): Decision => ({ accepted: true, events, outcomes: [] });

export const refuse = <C extends RefusalCode>(code: C, data: RefusalInput<C>): Decision => refused(refusal(code, data));

/** A decision by a refusal that is there already. */
export const refused = (refusal: Refusal): Decision => ({ accepted: false, refusal });
