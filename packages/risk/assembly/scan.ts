// The least that any margin must do: the worst scenario of each account as one netting set, nothing else. Benchmarks
// take it as the limit of the full pass.
import * as at from "./layout";

/** Worst loss over the first 32 columns of rows of one atom, for the accounts [from, to), to `initialOut`. */
export function scan(from: u32, to: u32): void {
  for (let account = from; account < to; account++) {
    const begin = load<u32>(at.starts + (account << 2));
    const end = begin + load<u32>(at.counts + (account << 2));
    const least = min<i64>(leastOf(begin, end, 0), leastOf(begin, end, 64));
    store<f64>(at.initialOut + (account << 3), <f64>-least);
  }
}

/** Least sum of sixteen columns, `offset` bytes into the rows. */
function leastOf(begin: u32, end: u32, offset: usize): i64 {
  let sum0 = i64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let sum6 = sum0;
  let sum7 = sum0;
  const rowBytes = at.stride << 2;
  for (let position = begin; position < end; position++) {
    const row = at.pnl + load<u32>(at.instruments + (position << 2)) * rowBytes + offset;
    const quantity = v128.load32_splat(at.lots + (position << 2));
    let four = v128.load(row, 0);
    sum0 = i64x2.add(sum0, i64x2.extmul_low_i32x4_s(four, quantity));
    sum1 = i64x2.add(sum1, i64x2.extmul_high_i32x4_s(four, quantity));
    four = v128.load(row, 16);
    sum2 = i64x2.add(sum2, i64x2.extmul_low_i32x4_s(four, quantity));
    sum3 = i64x2.add(sum3, i64x2.extmul_high_i32x4_s(four, quantity));
    four = v128.load(row, 32);
    sum4 = i64x2.add(sum4, i64x2.extmul_low_i32x4_s(four, quantity));
    sum5 = i64x2.add(sum5, i64x2.extmul_high_i32x4_s(four, quantity));
    four = v128.load(row, 48);
    sum6 = i64x2.add(sum6, i64x2.extmul_low_i32x4_s(four, quantity));
    sum7 = i64x2.add(sum7, i64x2.extmul_high_i32x4_s(four, quantity));
  }
  const low = lesser(lesser(sum0, sum1), lesser(sum2, sum3));
  const high = lesser(lesser(sum4, sum5), lesser(sum6, sum7));
  const least = lesser(low, high);
  return min<i64>(i64x2.extract_lane(least, 0), i64x2.extract_lane(least, 1));
}

/** The lesser of each pair of lanes. */
export function lesser(left: v128, right: v128): v128 {
  return v128.bitselect(right, left, i64x2.gt_s(left, right));
}
