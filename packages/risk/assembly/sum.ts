// Sums of a slot: scenario columns as exact i32 × i32 → i64 in vectors, the side records as float64 in vectors.
import { bucketSlot, endEntry, firstEntry } from "./gather";
import * as at from "./layout";
import { lesser } from "./scan";

/** Columns that one pass over the entries sums in registers. */
export const BLOCK: u32 = 16;

/** Bytes of a slot's row of the grid: its columns in whole blocks, eight bytes each. */
export function gridBytes(): usize {
  return ((at.gridCount + BLOCK - 1) & ~(BLOCK - 1)) << 3;
}

/** Sums columns, records and tilts of the slot's entries; leaves the columns in the grid only where they are asked for. */
export function sumSlot(slot: u32, keepsGrid: bool): void {
  const record = at.slots + slot * at.SLOT_BYTES;
  const begin = firstEntry(slot);
  const end = endEntry(slot);
  let shifts: u32 = 0;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    shifts |= load<u8>(at.shift + load<u32>(entry, at.ENTRY_INSTRUMENT));
  }
  const target = at.grid + slot * gridBytes();
  const least =
    shifts === 0 && (at.gridCount & (BLOCK - 1)) === 0
      ? sumBlocks(begin, end, keepsGrid ? target : 0)
      : sumColumns(begin, end, target);
  store<f64>(record, <f64>least, at.LEAST_PNL);
  sumRecords(begin, end, record);
  sumTilts(begin, end, slot);
}

/** Whole blocks of rows whose unit is one atom, stored unless `target` is 0; returns the least sum. */
function sumBlocks(begin: usize, end: usize, target: usize): i64 {
  let least = i64x2.splat(i64.MAX_VALUE);
  for (let column: u32 = 0; column < at.gridCount; column += BLOCK) {
    let sum0 = i64x2.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let sum4 = sum0;
    let sum5 = sum0;
    let sum6 = sum0;
    let sum7 = sum0;
    for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
      const row = <usize>load<u32>(entry, at.ENTRY_ROW) + (column << 2);
      const quantity = i32x4.splat(load<i32>(entry, at.ENTRY_LOTS));
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
    if (target !== 0) {
      const out = target + (column << 3);
      v128.store(out, sum0, 0);
      v128.store(out, sum1, 16);
      v128.store(out, sum2, 32);
      v128.store(out, sum3, 48);
      v128.store(out, sum4, 64);
      v128.store(out, sum5, 80);
      v128.store(out, sum6, 96);
      v128.store(out, sum7, 112);
    }
    const low = lesser(lesser(sum0, sum1), lesser(sum2, sum3));
    const high = lesser(lesser(sum4, sum5), lesser(sum6, sum7));
    least = lesser(least, lesser(low, high));
  }
  return min<i64>(i64x2.extract_lane(least, 0), i64x2.extract_lane(least, 1));
}

/** Column by column, for rows of any unit and number of columns. */
function sumColumns(begin: usize, end: usize, target: usize): i64 {
  let least = i64.MAX_VALUE;
  for (let column: u32 = 0; column < at.gridCount; column++) {
    const sum = sumColumn(begin, end, column);
    store<i64>(target + (column << 3), sum);
    least = min<i64>(least, sum);
  }
  return least;
}

/** Σ lots · P&L of one column, in atoms. */
export function sumColumn(begin: usize, end: usize, column: u32): i64 {
  let sum: i64 = 0;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) sum += pnlOf(entry, column);
  return sum;
}

function pnlOf(entry: usize, column: u32): i64 {
  const unit = load<u8>(at.shift + load<u32>(entry, at.ENTRY_INSTRUMENT));
  const value = <i64>load<i32>(<usize>load<u32>(entry, at.ENTRY_ROW) + (column << 2));
  return (value * <i64>load<i32>(entry, at.ENTRY_LOTS)) << (<i64>unit);
}

/** The twelve summed fields, and the least headroom. */
function sumRecords(begin: usize, end: usize, record: usize): void {
  let sum0 = f64x2.splat(0.0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let headroom: f64 = Infinity;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const side = <usize>load<u32>(entry, at.ENTRY_SIDE);
    const size = f64x2.splat(load<f64>(entry, at.ENTRY_SIZE));
    sum0 = f64x2.add(sum0, f64x2.mul(size, v128.load(side, 0)));
    sum1 = f64x2.add(sum1, f64x2.mul(size, v128.load(side, 16)));
    sum2 = f64x2.add(sum2, f64x2.mul(size, v128.load(side, 32)));
    sum3 = f64x2.add(sum3, f64x2.mul(size, v128.load(side, 48)));
    sum4 = f64x2.add(sum4, f64x2.mul(size, v128.load(side, 64)));
    sum5 = f64x2.add(sum5, f64x2.mul(size, v128.load(side, 80)));
    headroom = min<f64>(headroom, load<f64>(side, at.HEADROOM));
  }
  v128.store(record, sum0, 0);
  v128.store(record, sum1, 16);
  v128.store(record, sum2, 32);
  v128.store(record, sum3, 48);
  v128.store(record, sum4, 64);
  v128.store(record, sum5, 80);
  store<f64>(record, headroom, at.LEAST_HEADROOM);
}

/** The two tilt columns of each entry, as one vector, to its expiry. */
function sumTilts(begin: usize, end: usize, slot: u32): void {
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const instrument = load<u32>(entry, at.ENTRY_INSTRUMENT);
    const sums = bucketSlot(instrument, slot);
    const side = <usize>load<u32>(entry, at.ENTRY_SIDE);
    const size = load<f64>(entry, at.ENTRY_SIZE);
    const columns = v128.load64_zero(<usize>load<u32>(entry, at.ENTRY_ROW) + (at.gridCount << 2));
    const product = i64x2.extmul_low_i32x4_s(columns, i32x4.splat(load<i32>(entry, at.ENTRY_LOTS)));
    const tilts = i64x2.shl(product, load<u8>(at.shift + instrument));
    v128.store(sums, i64x2.add(v128.load(sums, at.TILT_DOWN), tilts), at.TILT_DOWN);
    store<f64>(sums, load<f64>(sums, at.BUCKET_SLACK) + size * load<f64>(side, at.SLACK), at.BUCKET_SLACK);
    store<f64>(sums, load<f64>(sums, at.BUCKET_SLOPE) + size * load<f64>(side, at.SLOPE), at.BUCKET_SLOPE);
  }
}
