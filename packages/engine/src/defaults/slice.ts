/**
 * A slice of an account: the same part of every position, so that hedges leave together with what they hedge (LIQ-023).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, divDown, divUp, type Lots, lots, maxOf } from "@novate/num";
import type { StateView } from "../state/state.ts";
import { withPassablePositions } from "./passable.ts";

/** A whole account, in parts; and the steps of a search among them. */
export const PARTS_BITS = 12;
export const PARTS = 1 << PARTS_BITS;

export interface Piece {
  readonly instrumentId: number;
  /** Signed like the position it comes from, and never more than it. */
  readonly lots: Lots;
}

/** `parts` of every position of the account that may pass, rounded away from zero to whole lots (LIQ-023, LIQ-020, LIQ-077). */
export function sliceOf(state: StateView, account: AccountRow, parts: number): Piece[] {
  const [part, whole] = [BigInt(parts), BigInt(PARTS)];
  return withPassablePositions(state, account)
    .positions.filter((position) => position.lots !== 0n)
    .map(({ instrumentId, lots: held }) => ({
      instrumentId,
      lots: lots(held > 0n ? divUp(held * part, whole) : divDown(held * part, whole)),
    }));
}

/**
 * The predicate, asked once a slice: small positions give the same whole lots for many numbers of parts.
 *
 * Work of an answer that is known: one pass over the positions.
 */
export function onceASlice(
  state: StateView,
  account: AccountRow,
  passes: (parts: number) => boolean,
): (parts: number) => boolean {
  const sizes = withPassablePositions(state, account).positions.map(({ lots: held }) => absOf<bigint>(held));
  const answers = new Map<bigint, boolean>();
  return (parts) => {
    const least = leastOfSlice(sizes, parts);
    const known = answers.get(least);
    if (known !== undefined) return known;
    const answer = passes(parts);
    answers.set(least, answer);
    return answer;
  };
}

/** The least number of parts that gives the same slice of positions of these sizes. */
function leastOfSlice(sizes: readonly bigint[], parts: number): bigint {
  const [part, whole] = [BigInt(parts), BigInt(PARTS)];
  let least = 0n;
  for (const size of sizes) {
    if (size === 0n) continue;
    const taken = divUp(size * part, whole);
    if (taken > 0n) least = maxOf(least, (whole * (taken - 1n)) / size + 1n); // both are zero or more: truncation is the floor
  }
  return least;
}

/** The least number in 1 … `most` that passes, if all above it pass too; `most` if none does. */
export function leastThat(most: number, passes: (parts: number) => boolean): number {
  let [low, high] = [1, most];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The greatest number in 0 … `most` that passes, if all below it pass too; 0 always does. */
export function greatestThat(most: number, passes: (parts: number) => boolean): number {
  if (passes(most)) return most;
  let [low, high] = [0, most - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
