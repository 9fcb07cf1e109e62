/**
 * A refusal by the rules, as a receipt tells it.
 *
 * @module
 */
import type { Json } from "@novate/codec";

export interface RefusalJson {
  /** Stable; programs match on it. */
  readonly code: string;
  readonly number: number;
  /** Large numbers are decimal strings. */
  readonly data: { readonly [key: string]: Json };
}
