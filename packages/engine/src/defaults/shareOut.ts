/**
 * Splits a whole number pro rata into whole numbers, exactly.
 *
 * @module
 */
import { assert } from "@novate/stdx";

/**
 * Shares of `total` in proportion to `weights`; they sum to `total`, and each is at most its weight if all of them are.
 *
 * The floor of each share first; the units left over go one each to the largest remainders, the earlier of two equal ones.
 * Asserts total ≥ 0 and, for a total above 0, some weight above 0.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  assert(total >= 0n && weights.every((weight) => weight >= 0n), `share out: ${total} over a negative weight`);
  if (total === 0n) return weights.map(() => 0n);
  const sum = weights.reduce((left, right) => left + right, 0n);
  assert(sum > 0n, `share out: ${total} over nothing`);
  const shares = weights.map((weight) => (total * weight) / sum); // both are zero or more: truncation is the floor
  let left = total - shares.reduce((before, share) => before + share, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    shares[index]! += 1n;
    left -= 1n;
  }
  return shares;
}

/**
 * The same in one pass and without comparing anybody: unit k falls on whom the running sum of the weights takes past it.
 *
 * Each share is the floor or the ceiling of its exact part. For many holders, where finding the largest remainders would
 * mean sorting them.
 */
export function shareInOrder(total: bigint, weights: readonly bigint[]): bigint[] {
  assert(total >= 0n, `share out: ${total}`);
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (total === 0n) return weights.map(() => 0n);
  assert(sum > 0n, `share out: ${total} over nothing`);
  let reached = 0n;
  let given = 0n;
  return weights.map((weight) => {
    reached += weight;
    const upTo = (total * reached) / sum; // both are zero or more: truncation is the floor
    const share = upTo - given;
    given = upTo;
    return share;
  });
}
