// The second step of `src/kernel/netted.ts`: a slot's sums become its charges.
import { addAlone, aloneInitial, aloneMaintenance, clearAlone, deltaRate, maximumLoss, vegaRate } from "./ceilings";
import { bucketSlotCount, slotCount } from "./gather";
import { ppmDown, ppmSumUp, ppmUp } from "./integer";
import * as at from "./layout";

const ONE_PPM: f64 = 1000000.0;

export function foldBuckets(): void {
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    store<f64>(at.slots + slot * at.SLOT_BYTES, 0, at.LOSS_TILT);
    store<f64>(at.slots + slot * at.SLOT_BYTES, 1, at.IS_BOUNDED);
  }
  for (let index: u32 = 0; index < bucketSlotCount; index++) {
    const from = at.buckets + index * at.BUCKET_BYTES;
    const record = at.slots + load<u32>(from, at.BUCKET_SLOT) * at.SLOT_BYTES;
    const down = load<f64>(from, at.TILT_DOWN);
    const up = load<f64>(from, at.TILT_UP);
    const worst = load<f64>(from, at.BUCKET_SLACK) - (down < up ? down : up);
    if (worst > 0) store<f64>(record, load<f64>(record, at.LOSS_TILT) + worst, at.LOSS_TILT);
    if (load<f64>(from, at.BUCKET_SLOPE) < 0) store<f64>(record, 0, at.IS_BOUNDED);
  }
}

export function netDelta(record: usize): f64 {
  const net = load<f64>(record, at.DELTA_LONG) - load<f64>(record, at.DELTA_SHORT);
  return net < 0 ? min<f64>(net + load<f64>(record, at.COLLATERAL_DELTA), 0) : net;
}

export function assessSlot(slot: u32, group: i32): void {
  const record = at.slots + slot * at.SLOT_BYTES;
  const grid = load<f64>(record, at.SLACK) - load<f64>(record, at.LEAST_PNL);
  const scan = max<f64>(max<f64>(grid, load<f64>(record, at.LOSS_TILT)), 0);
  const long = load<f64>(record, at.CHARGED_LONG);
  const short = load<f64>(record, at.CHARGED_SHORT);
  const open = long >= short ? long - short : max<f64>(short - long - load<f64>(record, at.COLLATERAL_DELTA), 0);
  const minimum =
    ppmSumUp(min<f64>(long, short), at.hedgedPpm, open, at.unhedgedPpm) + load<f64>(record, at.SHORT_OPTION);
  const delta = netDelta(record);
  const vega = load<f64>(record, at.VEGA_LONG) - load<f64>(record, at.VEGA_SHORT);
  let fixed = load<f64>(record, at.ADD_ON);
  if (delta !== 0) fixed += ppmUp(abs<f64>(delta), deltaRate(slot, group, delta > 0));
  if (vega !== 0) fixed += ppmUp(abs<f64>(vega), vegaRate(slot, group, vega > 0));
  store<f64>(record, scan, at.SCAN_LOSS);
  store<f64>(record, minimum, at.MINIMUM);
  store<f64>(record, fixed, at.FIXED);

  const base = max<f64>(scan, minimum);
  const underlying = (<usize>load<u32>(at.slotUnderlying + (slot << 2))) << 3;
  const initialPpm = load<f64>(at.initialPpm + underlying);
  const maintenancePpm = load<f64>(at.maintenancePpm + underlying);
  store<f64>(record, ppmUp(base, initialPpm) + fixed, at.INITIAL);
  store<f64>(record, ppmUp(base, maintenancePpm) + fixed, at.MAINTENANCE);
  if (load<f64>(record, at.IS_BOUNDED) === 1) {
    const ceiling = maximumLoss(slot, load<f64>(record, at.INITIAL));
    lowerTo(record, ceiling, ceiling);
  }
  if (canAloneBeLess(record, underlying, initialPpm, maintenancePpm)) {
    clearAlone();
    addAlone(slot, group);
    lowerTo(record, aloneInitial, aloneMaintenance);
  }
}

function lowerTo(record: usize, initial: f64, maintenance: f64): void {
  store<f64>(record, min<f64>(load<f64>(record, at.INITIAL), initial), at.INITIAL);
  store<f64>(record, min<f64>(load<f64>(record, at.MAINTENANCE), maintenance), at.MAINTENANCE);
}

function canAloneBeLess(record: usize, underlying: usize, initialPpm: f64, maintenancePpm: f64): bool {
  const hasVega = load<f64>(record, at.VEGA_LONG) + load<f64>(record, at.VEGA_SHORT) > 0;
  const growth = load<f64>((hasVega ? at.growthPpm : at.linearGrowthPpm) + underlying);
  if (load<f64>(record, at.LEAST_HEADROOM) * ONE_PPM > growth) return false;
  const floor = load<f64>(record, at.ALONE_FLOOR);
  return (
    ppmDown(floor, min<f64>(initialPpm, ONE_PPM)) < load<f64>(record, at.INITIAL) ||
    ppmDown(floor, min<f64>(maintenancePpm, ONE_PPM)) < load<f64>(record, at.MAINTENANCE)
  );
}
