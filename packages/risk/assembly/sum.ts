// Sums of a slot in vectors of float64: scenario columns and side records. Exact (MARG-011): see `block.ts`.
import { leastLane, leastOfBlock } from "./block";
import { bucketSlot, endEntry, firstEntry } from "./gather";
import * as at from "./layout";

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
  const target = at.grid + slot * gridBytes();
  const isWhole = (at.gridCount & (BLOCK - 1)) === 0;
  store<f64>(
    record,
    isWhole ? sumBlocks(begin, end, keepsGrid ? target : 0) : sumColumns(begin, end, target),
    at.LEAST_PNL,
  );
  sumRecords(begin, end, record);
  sumTilts(begin, end, slot);
}

/** Whole blocks, stored unless `target` is 0; returns the least sum. */
function sumBlocks(begin: usize, end: usize, target: usize): f64 {
  let least = f64x2.splat(Infinity);
  for (let column: u32 = 0; column < at.gridCount; column += BLOCK) {
    let sum0 = f64x2.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let sum4 = sum0;
    let sum5 = sum0;
    let sum6 = sum0;
    let sum7 = sum0;
    for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
      const row = <usize>load<u32>(entry, at.ENTRY_ROW) + (column << 3);
      const quantity = v128.load64_splat(entry, at.ENTRY_LOTS);
      sum0 = f64x2.relaxed_madd(quantity, v128.load(row, 0), sum0);
      sum1 = f64x2.relaxed_madd(quantity, v128.load(row, 16), sum1);
      sum2 = f64x2.relaxed_madd(quantity, v128.load(row, 32), sum2);
      sum3 = f64x2.relaxed_madd(quantity, v128.load(row, 48), sum3);
      sum4 = f64x2.relaxed_madd(quantity, v128.load(row, 64), sum4);
      sum5 = f64x2.relaxed_madd(quantity, v128.load(row, 80), sum5);
      sum6 = f64x2.relaxed_madd(quantity, v128.load(row, 96), sum6);
      sum7 = f64x2.relaxed_madd(quantity, v128.load(row, 112), sum7);
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
    least = f64x2.pmin(least, leastOfBlock(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7));
  }
  return leastLane(least);
}

/** Column by column, for any number of them. */
function sumColumns(begin: usize, end: usize, target: usize): f64 {
  let least: f64 = Infinity;
  for (let column: u32 = 0; column < at.gridCount; column++) {
    const sum = sumColumn(begin, end, column);
    store<f64>(target + (column << 3), sum);
    if (sum < least) least = sum;
  }
  return least;
}

/** Σ lots · P&L of one column, in atoms. */
export function sumColumn(begin: usize, end: usize, column: u32): f64 {
  let sum: f64 = 0;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const pnl = load<f64>(<usize>load<u32>(entry, at.ENTRY_ROW) + (column << 3));
    sum += pnl * load<f64>(entry, at.ENTRY_LOTS);
  }
  return sum;
}

/** The twelve summed fields, and the least headroom. */
function sumRecords(begin: usize, end: usize, record: usize): void {
  let sum0 = f64x2.splat(0.0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  let headroom = f64x2.splat(Infinity);
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const side = <usize>load<u32>(entry, at.ENTRY_SIDE);
    const size = f64x2.splat(abs<f64>(load<f64>(entry, at.ENTRY_LOTS)));
    sum0 = f64x2.relaxed_madd(size, v128.load(side, 0), sum0);
    sum1 = f64x2.relaxed_madd(size, v128.load(side, 16), sum1);
    sum2 = f64x2.relaxed_madd(size, v128.load(side, 32), sum2);
    sum3 = f64x2.relaxed_madd(size, v128.load(side, 48), sum3);
    sum4 = f64x2.relaxed_madd(size, v128.load(side, 64), sum4);
    sum5 = f64x2.relaxed_madd(size, v128.load(side, 80), sum5);
    headroom = f64x2.pmin(headroom, v128.load64_splat(side, at.HEADROOM));
  }
  v128.store(record, sum0, 0);
  v128.store(record, sum1, 16);
  v128.store(record, sum2, 32);
  v128.store(record, sum3, 48);
  v128.store(record, sum4, 64);
  v128.store(record, sum5, 80);
  store<f64>(record, f64x2.extract_lane(headroom, 0), at.LEAST_HEADROOM);
}

/** The two tilt columns of each entry, as one vector, to its expiry. */
function sumTilts(begin: usize, end: usize, slot: u32): void {
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const instrument = load<u32>(entry, at.ENTRY_INSTRUMENT);
    const sums = bucketSlot(instrument, slot);
    const side = <usize>load<u32>(entry, at.ENTRY_SIDE);
    const size = abs<f64>(load<f64>(entry, at.ENTRY_LOTS));
    const columns = v128.load(<usize>load<u32>(entry, at.ENTRY_ROW) + (at.gridCount << 3));
    const tilts = f64x2.mul(columns, v128.load64_splat(entry, at.ENTRY_LOTS));
    v128.store(sums, f64x2.add(v128.load(sums, at.TILT_DOWN), tilts), at.TILT_DOWN);
    store<f64>(sums, load<f64>(sums, at.BUCKET_SLACK) + size * load<f64>(side, at.SLACK), at.BUCKET_SLACK);
    store<f64>(sums, load<f64>(sums, at.BUCKET_SLOPE) + size * load<f64>(side, at.SLOPE), at.BUCKET_SLOPE);
  }
}
