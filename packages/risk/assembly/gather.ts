// An account's positions, sorted by underlying: the entries of each slot then stand side by side.
import * as at from "./layout";

export let slotCount: u32 = 0;
export let bucketSlotCount: u32 = 0;
export let entryCount: u32 = 0;

/** Starts anew after the tables have moved; the host has cleared the indexes. */
export function restart(): void {
  slotCount = 0;
  bucketSlotCount = 0;
  entryCount = 0;
}

/** Forgets the slots of the account before. */
function forget(): void {
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    store<i32>(at.slotOf + (load<u32>(at.slotUnderlying + (slot << 2)) << 2), -1);
  }
  for (let slot: u32 = 0; slot < bucketSlotCount; slot++) {
    const bucket = load<u32>(at.buckets + slot * at.BUCKET_BYTES, at.BUCKET_INDEX);
    store<i32>(at.bucketSlotOf + (bucket << 2), -1);
  }
  slotCount = 0;
  bucketSlotCount = 0;
  entryCount = 0;
}

/**
 * Reads the positions [from, to) into `entries`, slot by slot; `slotEntries` has where each slot begins, and one more.
 * False where the account is not for this kernel: sums beyond the exact range, unknown instrument.
 */
export function gather(from: u32, to: u32, withCollateral: bool): bool {
  forget();
  let gross: f64 = 0.0;
  let isSorted = true;
  let previous: i32 = 0;
  const end = at.positions + (to << at.POSITION_SHIFT);
  for (let position = at.positions + (from << at.POSITION_SHIFT); position < end; position += at.POSITION_BYTES) {
    const quantity = load<f64>(position, at.POSITION_LOTS);
    const instrument = load<u32>(position, at.POSITION_INSTRUMENT);
    const code = load<u8>(at.kind + instrument) as u32;
    if (code === at.KIND_NONE) return false;
    if (quantity === 0 || (code === at.KIND_COLLATERAL && !withCollateral)) continue;
    if (code === at.KIND_COLLATERAL && quantity < 0) return false;

    const underlying = load<u32>(at.underlying + (instrument << 2));
    let slot = load<i32>(at.slotOf + (underlying << 2));
    if (slot < 0) {
      slot = slotCount++;
      store<i32>(at.slotOf + (underlying << 2), slot);
      store<u32>(at.slotUnderlying + (slot << 2), underlying);
      store<u32>(at.slotEntries + (slot << 2), 0);
    }
    if (slot < previous) isSorted = false;
    previous = slot;
    store<u32>(at.slotEntries + (slot << 2), load<u32>(at.slotEntries + (slot << 2)) + 1);
    const side = at.sides + ((instrument << 1) + (quantity < 0 ? 1 : 0)) * at.SIDE_BYTES;
    gross += abs<f64>(quantity) * load<f64>(side, at.LARGEST);
    const entry = at.unsorted + entryCount * at.ENTRY_BYTES;
    store<u32>(entry, load<u32>(position, at.POSITION_ROW), at.ENTRY_ROW);
    store<f64>(entry, quantity, at.ENTRY_LOTS);
    store<u32>(entry, side, at.ENTRY_SIDE);
    store<u32>(entry, instrument, at.ENTRY_INSTRUMENT);
    entryCount++;
  }
  if (!(gross <= at.EXACT_LIMIT)) return false;
  let begin: u32 = 0;
  for (let slot: u32 = 0; slot < slotCount; slot++) {
    const count = load<u32>(at.slotEntries + (slot << 2));
    store<u32>(at.slotEntries + (slot << 2), begin);
    begin += count;
  }
  store<u32>(at.slotEntries + (slotCount << 2), begin);
  place(isSorted);
  return true;
}

/** Copies the entries to where their slots begin. */
function place(isSorted: bool): void {
  if (isSorted) {
    memory.copy(at.entries, at.unsorted, entryCount * at.ENTRY_BYTES);
    return;
  }
  for (let index: u32 = 0; index < entryCount; index++) {
    const entry = at.unsorted + index * at.ENTRY_BYTES;
    const underlying = load<u32>(at.underlying + (load<u32>(entry, at.ENTRY_INSTRUMENT) << 2));
    const slot = load<u32>(at.slotOf + (underlying << 2));
    const cursor = load<u32>(at.slotEntries + (slot << 2));
    store<u32>(at.slotEntries + (slot << 2), cursor + 1);
    memory.copy(at.entries + cursor * at.ENTRY_BYTES, entry, at.ENTRY_BYTES);
  }
  // Each cursor now stands at the end of its slot, which is the beginning of the next.
  for (let slot = slotCount; slot > 0; slot--) {
    store<u32>(at.slotEntries + (slot << 2), load<u32>(at.slotEntries + ((slot - 1) << 2)));
  }
  store<u32>(at.slotEntries, 0);
}

/** Addresses of the entries of a slot. */
export function firstEntry(slot: u32): usize {
  return at.entries + load<u32>(at.slotEntries + (slot << 2)) * at.ENTRY_BYTES;
}

export function endEntry(slot: u32): usize {
  return at.entries + load<u32>(at.slotEntries + ((slot + 1) << 2)) * at.ENTRY_BYTES;
}

/** The bucket slot of an instrument's expiry; opened with its sums at zero. */
export function bucketSlot(instrument: u32, slot: u32): usize {
  const bucket = load<u32>(at.bucket + (instrument << 2));
  const known = load<i32>(at.bucketSlotOf + (bucket << 2));
  if (known >= 0) return at.buckets + <usize>known * at.BUCKET_BYTES;
  store<i32>(at.bucketSlotOf + (bucket << 2), bucketSlotCount);
  const fresh = at.buckets + bucketSlotCount * at.BUCKET_BYTES;
  bucketSlotCount++;
  store<f64>(fresh, 0.0, at.TILT_DOWN);
  store<f64>(fresh, 0.0, at.TILT_UP);
  store<f64>(fresh, 0.0, at.BUCKET_SLACK);
  store<f64>(fresh, 0.0, at.BUCKET_SLOPE);
  store<u32>(fresh, slot, at.BUCKET_SLOT);
  store<u32>(fresh, bucket, at.BUCKET_INDEX);
  return fresh;
}
