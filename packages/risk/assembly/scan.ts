// The least that any margin must do: the worst scenario of each account as one netting set, nothing else. Benchmarks
// take it as the limit of the full pass. Exact: see `block.ts`. The formatter does not know the decorator and leaves
// this file out.
import { leastLane, leastOfBlock } from "./block";
import * as at from "./layout";

/** Worst loss over the first 32 columns, for the accounts [from, to), to `initialOut`. */
export function scan(from: u32, to: u32): void {
  for (let account = from; account < to; account++) {
    const begin = load<u32>(at.starts + (account << 2));
    const end = begin + load<u32>(at.counts + (account << 2));
    const least = f64x2.pmin(leastOf(begin, end, 0), leastOf(begin, end, 128));
    store<f64>(at.initialOut + (account << 3), 0.0 - leastLane(least));
  }
}

/** The lesser of sixteen sums in two lanes; inline, so that `offset` bytes into the rows become part of each load. */
@inline
function leastOf(begin: u32, end: u32, offset: usize): v128 {
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let sum6 = sum0;
  let sum7 = sum0;
  const last = at.positions + (end << at.POSITION_SHIFT);
  for (let held = at.positions + (begin << at.POSITION_SHIFT); held < last; held += at.POSITION_BYTES) {
    const row = <usize>load<u32>(held, at.POSITION_ROW) + offset;
    const quantity = v128.load64_splat(held, at.POSITION_LOTS);
    sum0 = f64x2.relaxed_madd(quantity, v128.load(row, 0), sum0);
    sum1 = f64x2.relaxed_madd(quantity, v128.load(row, 16), sum1);
    sum2 = f64x2.relaxed_madd(quantity, v128.load(row, 32), sum2);
    sum3 = f64x2.relaxed_madd(quantity, v128.load(row, 48), sum3);
    sum4 = f64x2.relaxed_madd(quantity, v128.load(row, 64), sum4);
    sum5 = f64x2.relaxed_madd(quantity, v128.load(row, 80), sum5);
    sum6 = f64x2.relaxed_madd(quantity, v128.load(row, 96), sum6);
    sum7 = f64x2.relaxed_madd(quantity, v128.load(row, 112), sum7);
  }
  return leastOfBlock(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7);
}
