/**
 * A margin method: what it requires of a position, as a fraction of its notional, from one price to the next.
 *
 * @module
 */
import type { History, PricePoint } from "../history/types.ts";

/**
 * `ours`: ranges of our forecast; `charged`: the margin that our house makes of them; `static`: set once or at reviews;
 * `dynamic`: follows the market; `hindsight`: set with the future known, as a yardstick that no one could have used.
 */
export type MethodFamily = "ours" | "charged" | "static" | "dynamic" | "hindsight";

export interface MethodTerms {
  /** The coverage that is asked for, such as 0.995. */
  readonly coverage: number;
  readonly mporMs: number;
  readonly intervalMs: number;
  /** Until here a method may calibrate; from here it is judged. */
  readonly trainedMs: number;
}

/** Sees one price and requires a fraction from it on. It has no other way to learn of prices, so it cannot look ahead. */
export type Requirement = (point: PricePoint) => number;

interface MethodBase {
  readonly name: string;
  /** One sentence for tables. */
  readonly description: string;
}

export interface OnlineMethod extends MethodBase {
  readonly family: Exclude<MethodFamily, "hindsight">;
  readonly start: (terms: MethodTerms) => Requirement;
}

export interface HindsightMethod extends MethodBase {
  readonly family: "hindsight";
  /** One fraction for all time, chosen with the whole history known. */
  readonly choose: (history: History, terms: MethodTerms) => number;
}

export type MarginMethod = OnlineMethod | HindsightMethod;
