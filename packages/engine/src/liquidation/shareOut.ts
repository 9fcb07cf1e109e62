/**
 * Splits a whole number pro rata into whole numbers, exactly.
 *
 * @module
 */
import { assert } from "@novate/stdx";

/**
 * Shares of `total` in proportion to `weights`, each at most its weight; they sum to `total`.
 *
 * The floor of each share first; the units left over go one each to the largest remainders, the earlier of two equal ones.
 * Asserts 0 ≤ total ≤ Σ weights.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, right) => left + right, 0n);
  assert(total >= 0n && total <= sum, `share out: ${total} of ${sum}`);
  if (sum === 0n) return weights.map(() => 0n);
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
