// The least that any margin must do: the worst scenario of each account as one netting set, nothing else. Benchmarks
// take it as the limit of the full pass. Exact: see `block.ts`.
import { leastOfBlock } from "./block";
import * as at from "./layout";

/** Worst loss over the first 32 columns, for the accounts [from, to), to `initialOut`. */
export function scan(from: u32, to: u32): void {
  for (let account = from; account < to; account++) {
    const begin = load<u32>(at.starts + (account << 2));
    const end = begin + load<u32>(at.counts + (account << 2));
    const left = leastOf(begin, end, 0);
    const right = leastOf(begin, end, 128);
    store<f64>(at.initialOut + (account << 3), 0.0 - (left < right ? left : right));
  }
}

/** Least sum of sixteen columns, `offset` bytes into the rows. */
function leastOf(begin: u32, end: u32, offset: usize): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let sum6 = sum0;
  let sum7 = sum0;
  const rows = at.pnl + offset;
  const rowBytes = at.stride << 3;
  const last = at.lots + (end << 3);
  let instrument = at.instruments + (begin << 2);
  for (let held = at.lots + (begin << 3); held < last; held += 8) {
    const row = rows + load<u32>(instrument) * rowBytes;
    const quantity = v128.load64_splat(held);
    instrument += 4;
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
