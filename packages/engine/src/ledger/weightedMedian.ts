/**
 * The one median of the house: of prices by their sources' weight, of volatilities, of marks by how long they stood.
 *
 * @module
 */
import { assert } from "@novate/stdx";

export interface Weighted<Value extends bigint | number> {
  readonly value: Value;
  readonly weight: number;
}

/** The least value at which half of the weight is reached; of two middle ones the lower. There is one at least. */
export function weightedMedian<Value extends bigint | number>(points: readonly Weighted<Value>[]): Value {
  const ordered = [...points].sort((left, right) => (left.value < right.value ? -1 : left.value > right.value ? 1 : 0));
  const total = totalWeight(points);
  let reached = 0;
  for (const { value, weight } of ordered) {
    reached += weight;
    if (2 * reached >= total) return value;
  }
  assert(false, "median: of nothing, or of weights that do not add up");
}

export const totalWeight = (points: readonly { readonly weight: number }[]): number =>
  points.reduce((sum, { weight }) => sum + weight, 0);
