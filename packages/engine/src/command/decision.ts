/**
 * What a decision is: events, or one refusal.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { type RefusalCode, refusalNumbers } from "./refusals.ts";

/** What a refusal tells beside its code; bigints become decimal strings outside the process. */
export type RefusalData = Readonly<Record<string, bigint | boolean | number | string>>;

export interface Refusal {
  readonly code: RefusalCode;
  readonly number: number;
  readonly data: RefusalData;
}

/** The answer to one item of a batch. */
export type Outcome = { readonly accepted: true } | { readonly accepted: false; readonly refusal: Refusal };

/** Of a batch, `outcomes` has an answer an item, in their order; of any other command none. */
export type Decision =
  | { readonly accepted: true; readonly events: readonly Event[]; readonly outcomes: readonly Outcome[] }
  | { readonly accepted: false; readonly refusal: Refusal };

export const accept = (...events: readonly Event[]): Decision => ({ accepted: true, events, outcomes: [] });

export const refusal = (code: RefusalCode, data: RefusalData = {}): Refusal => ({
  code,
  number: refusalNumbers[code],
  data,
});

export const refuse = (code: RefusalCode, data: RefusalData = {}): Decision => ({
  accepted: false,
  refusal: refusal(code, data),
});
