// Sixteen columns at once, in eight registers of two.
//
// Rows are whole atoms as float64, and products and sums of them stay below 2^53: every one is exact, in any order. So
// `relaxed_madd`, which a host may fuse or not, has one answer here, and costs half of what two operations would.

/** The least of sixteen sums, in one of two lanes; none is NaN. */
// wide: sums that stay in registers
export function leastOfBlock(
  sum0: v128,
  sum1: v128,
  sum2: v128,
  sum3: v128,
  sum4: v128,
  sum5: v128,
  sum6: v128,
  sum7: v128,
): v128 {
  const low = f64x2.pmin(f64x2.pmin(sum0, sum1), f64x2.pmin(sum2, sum3));
  const high = f64x2.pmin(f64x2.pmin(sum4, sum5), f64x2.pmin(sum6, sum7));
  return f64x2.pmin(low, high);
}

/** The lesser of two lanes. By vectors: which of them it is, no branch predictor can tell. */
export function leastLane(lanes: v128): f64 {
  return f64x2.extract_lane(f64x2.pmin(lanes, v128.shuffle<f64>(lanes, lanes, 1, 0)), 0);
}
