// The margin of many accounts in WebAssembly: the same numbers as `src/kernel`, which is its reference.
import { addAlone, aloneInitial, aloneMaintenance, clearAlone } from "./ceilings";
import { assessSlot, foldBuckets } from "./charges";
import { gather, restart, slotCount } from "./gather";
import * as at from "./layout";
import { assessPortfolio, jointShortfall } from "./portfolio";
import { sumSlot } from "./sum";

export { scan } from "./scan";

/** Takes over the tables that the frame at `frame` names. */
export function configure(frame: usize): void {
  at.configure(frame);
  restart();
}

/** Margins the accounts [from, to); those that are the host's get NaN. */
export function remargin(from: u32, to: u32): void {
  for (let account = from; account < to; account++) remarginAccount(account);
}

/** Margins the `count` accounts whose indexes stand at `list`. */
export function remarginListed(list: usize, count: u32): void {
  for (let index: u32 = 0; index < count; index++) remarginAccount(load<u32>(list + (index << 2)));
}

function remarginAccount(account: u32): void {
  const start = load<u32>(at.starts + (account << 2));
  const method = <u32>load<u8>(at.methods + account);
  const group = load<i32>(at.groups + (account << 2));
  const initialOut = at.initialOut + (account << 3);
  const maintenanceOut = at.maintenanceOut + (account << 3);
  if (!gather(start, start + load<u32>(at.counts + (account << 2)), method === at.PORTFOLIO)) {
    store<f64>(initialOut, NaN);
    store<f64>(maintenanceOut, NaN);
    return;
  }
  for (let slot: u32 = 0; slot < slotCount; slot++) sumSlot(slot, method === at.PORTFOLIO && at.pairCount > 0);
  if (method === at.ISOLATED) {
    clearAlone();
    for (let slot: u32 = 0; slot < slotCount; slot++) {
      addAlone(slot, group);
    }
    store<f64>(initialOut, aloneInitial);
    store<f64>(maintenanceOut, aloneMaintenance);
    return;
  }
  foldBuckets();
  for (let slot: u32 = 0; slot < slotCount; slot++) assessSlot(slot, group);
  if (method === at.PORTFOLIO) {
    const shortfall = jointShortfall();
    store<f64>(initialOut, assessPortfolio(shortfall, at.initialPpm, at.INITIAL));
    store<f64>(maintenanceOut, assessPortfolio(shortfall, at.maintenancePpm, at.MAINTENANCE));
    return;
  }
  let initial: f64 = 0;
  let maintenance: f64 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    initial += load<f64>(at.slots + slot * at.SLOT_BYTES, at.INITIAL);
    maintenance += load<f64>(at.slots + slot * at.SLOT_BYTES, at.MAINTENANCE);
  }
  store<f64>(initialOut, initial);
  store<f64>(maintenanceOut, maintenance);
}
