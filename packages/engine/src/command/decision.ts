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

export type Decision =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly refusal: Refusal };

export const accept = (...events: readonly Event[]): Decision => ({ accepted: true, events });

export const refusal = (code: RefusalCode, data: RefusalData = {}): Refusal => ({
  code,
  number: refusalNumbers[code],
  data,
});

export const refuse = (code: RefusalCode, data: RefusalData = {}): Decision => ({
  accepted: false,
  refusal: refusal(code, data),
});
