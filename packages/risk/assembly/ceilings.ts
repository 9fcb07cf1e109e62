// What no requirement exceeds: positions margined alone, and the maximum loss of a package (MARG-020, MARG-034).
import { bucketSlotCount, endEntry, firstEntry } from "./gather";
import { ppmUp, rateOf } from "./integer";
import * as at from "./layout";

/** Payoffs of all lots together stay below 2^52, or the account is the host's. */
const LARGEST_EXACT: f64 = 4503599627370496.0;

/** Liquidity rates of the slot asked last. */
let deltaLongRate: f64 = 0;
let deltaShortRate: f64 = 0;
let vegaLongRate: f64 = 0;
let vegaShortRate: f64 = 0;

/** Sums of positions alone, of the slots asked since `clearAlone`. */
export let aloneInitial: f64 = 0;
export let aloneMaintenance: f64 = 0;

export function clearAlone(): void {
  aloneInitial = 0;
  aloneMaintenance = 0;
}

/** Address of a group's interest in an underlying; 0 for none. */
function interestOf(underlying: u32, group: i32): usize {
  if (group < 0 || at.interestStride === 0) return 0;
  return at.interest + ((<usize>group * at.interestStride + (underlying << 2)) << 3);
}

/** Rate of one side of delta of a slot; `group` is a row of the interest table, negative for none. */
export function deltaRate(slot: u32, group: i32, isLong: bool): f64 {
  const underlying = load<u32>(at.slotUnderlying + (slot << 2));
  const own = load<f64>(at.slots + slot * at.SLOT_BYTES + (isLong ? at.DELTA_LONG : at.DELTA_SHORT));
  if (own === 0.0) return 0.0;
  const row = interestOf(underlying, group);
  const shared: f64 = row === 0 ? 0.0 : load<f64>(row + (isLong ? 0 : 8));
  return rateOf(
    load<f64>(at.deltaRatePpm + (underlying << 3)),
    load<f64>(at.deltaDepth + (underlying << 3)),
    own,
    shared,
  );
}

/** The same of vega. */
export function vegaRate(slot: u32, group: i32, isLong: bool): f64 {
  const underlying = load<u32>(at.slotUnderlying + (slot << 2));
  const own = load<f64>(at.slots + slot * at.SLOT_BYTES + (isLong ? at.VEGA_LONG : at.VEGA_SHORT));
  if (own === 0.0) return 0.0;
  const row = interestOf(underlying, group);
  const shared: f64 = row === 0 ? 0.0 : load<f64>(row + (isLong ? 16 : 24));
  return rateOf(
    load<f64>(at.vegaRatePpm + (underlying << 3)),
    load<f64>(at.vegaDepth + (underlying << 3)),
    own,
    shared,
  );
}

function setRates(slot: u32, group: i32): void {
  deltaLongRate = deltaRate(slot, group, true);
  deltaShortRate = deltaRate(slot, group, false);
  vegaLongRate = vegaRate(slot, group, true);
  vegaShortRate = vegaRate(slot, group, false);
}

/** Adds every position of the slot, each alone. */
export function addAlone(slot: u32, group: i32): void {
  setRates(slot, group);
  const underlying = (<usize>load<u32>(at.slotUnderlying + (slot << 2))) << 3;
  const initialPpm = load<f64>(at.initialPpm + underlying);
  const maintenancePpm = load<f64>(at.maintenancePpm + underlying);
  const end = endEntry(slot);
  for (let entry = firstEntry(slot); entry < end; entry += at.ENTRY_BYTES) {
    if (load<u8>(at.kind + load<u32>(entry, at.ENTRY_INSTRUMENT)) === at.KIND_COLLATERAL) continue;
    const side = <usize>load<u32>(entry, at.ENTRY_SIDE);
    const size = abs<f64>(load<f64>(entry, at.ENTRY_LOTS));
    const charged = size * (load<f64>(side, at.CHARGED_LONG) + load<f64>(side, at.CHARGED_SHORT));
    const minimum = ppmUp(charged, at.unhedgedPpm) + size * load<f64>(side, at.SHORT_OPTION);
    const base = max<f64>(size * load<f64>(side, at.SCAN), minimum);
    const fixed =
      ppmUp(size * load<f64>(side, at.DELTA_LONG), deltaLongRate) +
      ppmUp(size * load<f64>(side, at.DELTA_SHORT), deltaShortRate) +
      ppmUp(size * load<f64>(side, at.VEGA_LONG), vegaLongRate) +
      ppmUp(size * load<f64>(side, at.VEGA_SHORT), vegaShortRate) +
      size * load<f64>(side, at.ADD_ON);
    const ceiling = size * load<f64>(side, at.CEILING);
    aloneInitial += min<f64>(ppmUp(base, initialPpm) + fixed, ceiling);
    aloneMaintenance += min<f64>(ppmUp(base, maintenancePpm) + fixed, ceiling);
  }
}

/** Maximum loss of a slot whose expiries are all bounded; stops early once `enough` is reached. */
export function maximumLoss(slot: u32, enough: f64): f64 {
  let total: f64 = 0;
  for (let index: u32 = 0; index < bucketSlotCount; index++) {
    const bucketSlot = at.buckets + index * at.BUCKET_BYTES;
    if (load<u32>(bucketSlot, at.BUCKET_SLOT) !== slot) continue;
    total += maximumBucketLoss(slot, load<u32>(bucketSlot, at.BUCKET_INDEX));
    if (total >= enough) return total;
  }
  return total;
}

function isIn(instrument: u32, bucket: u32): bool {
  return load<u32>(at.bucket + (instrument << 2)) === bucket && load<u8>(at.kind + instrument) !== at.KIND_COLLATERAL;
}

function maximumBucketLoss(slot: u32, bucket: u32): f64 {
  const begin = firstEntry(slot);
  const end = endEntry(slot);
  let size: f64 = 0;
  let perpetuals: f64 = 0;
  let lotSum: f64 = 0;
  let highestStrike: f64 = 0;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const instrument = load<u32>(entry, at.ENTRY_INSTRUMENT);
    if (!isIn(instrument, bucket)) continue;
    if (load<u8>(at.kind + instrument) === at.KIND_PERPETUAL) {
      perpetuals += load<f64>(entry, at.ENTRY_LOTS) * load<f64>(at.mark + (instrument << 3));
      continue;
    }
    const own = load<f64>(at.atomsPerPoint + (instrument << 3));
    lotSum += abs<f64>(load<f64>(entry, at.ENTRY_LOTS));
    highestStrike = max<f64>(highestStrike, load<f64>(at.strike + (instrument << 3)));
    if (size === 0) size = own;
    if (size !== own) return Infinity; // kinks would not be whole atoms
  }
  if (size === 0) return perpetuals;
  if (lotSum * highestStrike > LARGEST_EXACT) return NaN;
  let worst = max<f64>(lossAt(begin, end, bucket, 0), 0);
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const instrument = load<u32>(entry, at.ENTRY_INSTRUMENT);
    const strike = load<f64>(at.strike + (instrument << 3));
    if (strike !== 0 && isIn(instrument, bucket)) worst = max<f64>(worst, lossAt(begin, end, bucket, strike));
  }
  return worst;
}

function lossAt(begin: usize, end: usize, bucket: u32, settlement: f64): f64 {
  let loss: f64 = 0;
  for (let entry = begin; entry < end; entry += at.ENTRY_BYTES) {
    const instrument = load<u32>(entry, at.ENTRY_INSTRUMENT);
    if (!isIn(instrument, bucket)) continue;
    const gap = load<f64>(at.mark + (instrument << 3)) - payoffAt(instrument, settlement);
    loss += load<f64>(entry, at.ENTRY_LOTS) * gap;
  }
  return loss;
}

function payoffAt(instrument: u32, settlement: f64): f64 {
  const code = <u32>load<u8>(at.kind + instrument);
  const strike = load<f64>(at.strike + (instrument << 3));
  if (code === at.KIND_CALL) return max<f64>(settlement - strike, 0);
  if (code === at.KIND_PUT) return max<f64>(strike - settlement, 0);
  return settlement;
}
