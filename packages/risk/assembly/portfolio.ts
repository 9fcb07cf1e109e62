// The third step, `src/kernel/portfolio.ts`: credit between underlyings and the joint scenarios.
import { entryCount, slotCount } from "./gather";
import { divideUp, ppmDown, ppmUp } from "./integer";
import * as at from "./layout";
import { gridBytes, sumColumn } from "./sum";

/** Mean of the worst joint losses, rounded up. */
export function jointShortfall(): f64 {
  const count = min<u32>(at.tailCount, at.jointCount);
  if (count === 0) return 0;
  let slack: f64 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) slack += load<f64>(at.slots + slot * at.SLOT_BYTES, at.SLACK);
  const end = at.entries + entryCount * at.ENTRY_BYTES;
  for (let column: u32 = 0; column < at.jointCount; column++) {
    store<f64>(at.joint + (column << 3), sumColumn(at.entries, end, at.gridCount + 2 + column));
  }
  let sum: f64 = 0;
  for (let rank: u32 = 0; rank < count; rank++) {
    let least = rank;
    for (let column = rank + 1; column < at.jointCount; column++) {
      if (load<f64>(at.joint + (column << 3)) < load<f64>(at.joint + (least << 3))) least = column;
    }
    const pnl = load<f64>(at.joint + (least << 3));
    store<f64>(at.joint + (least << 3), load<f64>(at.joint + (rank << 3)));
    store<f64>(at.joint + (rank << 3), pnl);
    sum += max<f64>(slack - pnl, 0);
  }
  return divideUp(sum, <f64>count);
}

/** Loss of a slot over the columns [from, to), at least its tilt loss, times a factor. */
function directedLoss(slot: u32, from: u32, to: u32, factor: f64): f64 {
  const row = at.grid + slot * gridBytes();
  let least: f64 = Infinity;
  for (let column = from; column < to; column++) {
    const pnl = load<f64>(row + (column << 3));
    if (pnl < least) least = pnl;
  }
  const record = at.slots + slot * at.SLOT_BYTES;
  const tilt = load<f64>(record, at.LOSS_TILT);
  if (from >= to) return ppmUp(tilt, factor);
  return ppmUp(max<f64>(load<f64>(record, at.SLACK) - least, tilt), factor);
}

function pairCredit(left: u32, right: u32, leftFactor: f64, rightFactor: f64, creditPpm: f64): f64 {
  const down = directedLoss(left, 0, at.downEnd, leftFactor) + directedLoss(right, 0, at.downEnd, rightFactor);
  const flat =
    directedLoss(left, at.downEnd, at.flatEnd, leftFactor) + directedLoss(right, at.downEnd, at.flatEnd, rightFactor);
  const up =
    directedLoss(left, at.flatEnd, at.gridCount, leftFactor) +
    directedLoss(right, at.flatEnd, at.gridCount, rightFactor);
  const together = max<f64>(max<f64>(down, flat), up);
  const worst =
    ppmUp(load<f64>(at.slots + left * at.SLOT_BYTES, at.SCAN_LOSS), leftFactor) +
    ppmUp(load<f64>(at.slots + right * at.SLOT_BYTES, at.SCAN_LOSS), rightFactor);
  return ppmDown(worst - together, creditPpm);
}

/** Requirement of the whole account at one level: `factors` per underlying, `level` the slots' own field of it. */
export function assessPortfolio(shortfall: f64, factors: usize, level: usize): f64 {
  let scan: f64 = 0;
  let minimum: f64 = 0;
  let fixed: f64 = 0;
  let cross: f64 = 0;
  let largest: f64 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const record = at.slots + slot * at.SLOT_BYTES;
    const factor = load<f64>(factors + (load<u32>(at.slotUnderlying + (slot << 2)) << 3));
    scan += ppmUp(load<f64>(record, at.SCAN_LOSS), factor);
    minimum += ppmUp(load<f64>(record, at.MINIMUM), factor);
    fixed += load<f64>(record, at.FIXED);
    cross += load<f64>(record + level);
    largest = max<f64>(largest, factor);
  }
  for (let index: u32 = 0; index < at.pairCount; index++) {
    const pair = at.pairs + (index << 4);
    const left = load<u32>(pair, 0);
    const right = load<u32>(pair, 4);
    const leftSlot = load<i32>(at.slotOf + (left << 2));
    const rightSlot = load<i32>(at.slotOf + (right << 2));
    if (leftSlot < 0 || rightSlot < 0) continue;
    const leftFactor = load<f64>(factors + (left << 3));
    const rightFactor = load<f64>(factors + (right << 3));
    scan -= pairCredit(leftSlot, rightSlot, leftFactor, rightFactor, load<f64>(pair, 8));
  }
  return min<f64>(cross, max<f64>(max<f64>(scan, ppmUp(shortfall, largest)), minimum) + fixed);
}
