/**
 * Where each table stands in the kernel's linear memory, and the frame that tells it.
 *
 * @module
 */
import { INTEREST_WIDTH } from "../book/interest.ts";
import { SIDE_WIDTH } from "../book/side.ts";

/** Numbers that decide how much room each table needs. */
export interface Extent {
  readonly instruments: number;
  readonly stride: number;
  readonly gridCount: number;
  readonly jointCount: number;
  readonly underlyings: number;
  readonly buckets: number;
  readonly pairs: number;
  readonly accounts: number;
  readonly entries: number;
  readonly groups: number;
  /** Most positions of one account. */
  readonly positions: number;
  /** Threads that margin side by side, each with a frame and a scratch of its own. */
  readonly threads: number;
}

/** Addresses, in bytes, of the tables that every thread reads. */
export interface Layout {
  readonly pnl: number;
  readonly kind: number;
  readonly underlying: number;
  readonly bucket: number;
  readonly mark: number;
  readonly strike: number;
  readonly atomsPerPoint: number;
  readonly sides: number;
  readonly initialPpm: number;
  readonly maintenancePpm: number;
  readonly deltaRatePpm: number;
  readonly vegaRatePpm: number;
  readonly deltaDepth: number;
  readonly vegaDepth: number;
  readonly linearGrowthPpm: number;
  readonly growthPpm: number;
  readonly pairs: number;
  readonly starts: number;
  readonly counts: number;
  readonly positions: number;
  readonly methods: number;
  readonly groups: number;
  readonly interest: number;
  readonly initial: number;
  readonly maintenance: number;
  readonly list: number;
  /** One for each thread. */
  readonly scratches: readonly Scratch[];
  /** One past the last byte. */
  readonly end: number;
}

/** Addresses of what one thread works with. */
export interface Scratch {
  readonly frame: number;
  readonly slotOf: number;
  readonly bucketSlotOf: number;
  readonly slotUnderlying: number;
  readonly slotEntries: number;
  readonly slots: number;
  readonly buckets: number;
  readonly grid: number;
  readonly joint: number;
  readonly unsorted: number;
  readonly entries: number;
}

/** Bytes of a pair, a position, a slot, a bucket slot and an entry, as `packages/risk/assembly/layout.ts` has them. */
export const PAIR_BYTES = 16;
export const POSITION_BYTES = 16;
const SLOT_BYTES = 21 * 8;
const BUCKET_BYTES = 40;
const ENTRY_BYTES = 24;
/** Columns that the kernel reads at once: the last row is padded by as many. */
const BLOCK = 16;
const FRAME_BYTES = 256;
const LINE_BYTES = 64;
/** Two gigabytes: what shared memory may grow to, reserved but not used. */
export const MOST_SHARED_PAGES = 32_768;

/** Lays the tables out one after another, each at the beginning of a cache line. */
export function layOut(extent: Extent): Layout {
  let end = 1024; // the first kilobyte is the compiler's
  const take = (bytes: number): number => {
    const start = end;
    end = start + Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    return start;
  };
  const { instruments, underlyings, accounts, entries } = extent;
  return {
    pnl: take((instruments * extent.stride + BLOCK) * 8),
    kind: take(instruments),
    underlying: take(instruments * 4),
    bucket: take(instruments * 4),
    mark: take(instruments * 8),
    strike: take(instruments * 8),
    atomsPerPoint: take(instruments * 8),
    sides: take(instruments * 2 * SIDE_WIDTH * 8),
    initialPpm: take(underlyings * 8),
    maintenancePpm: take(underlyings * 8),
    deltaRatePpm: take(underlyings * 8),
    vegaRatePpm: take(underlyings * 8),
    deltaDepth: take(underlyings * 8),
    vegaDepth: take(underlyings * 8),
    linearGrowthPpm: take(underlyings * 8),
    growthPpm: take(underlyings * 8),
    pairs: take(extent.pairs * PAIR_BYTES),
    starts: take(accounts * 4),
    counts: take(accounts * 4),
    positions: take(entries * POSITION_BYTES),
    methods: take(accounts),
    groups: take(accounts * 4),
    interest: take(extent.groups * underlyings * INTEREST_WIDTH * 8),
    initial: take(accounts * 8),
    maintenance: take(accounts * 8),
    list: take(accounts * 4),
    scratches: Array.from({ length: extent.threads }, () => layOutScratch(extent, take)),
    end,
  };
}

function layOutScratch(extent: Extent, take: (bytes: number) => number): Scratch {
  const { underlyings, positions } = extent;
  const gridColumns = Math.ceil(extent.gridCount / BLOCK) * BLOCK;
  return {
    frame: take(FRAME_BYTES),
    slotOf: take(underlyings * 4),
    bucketSlotOf: take(extent.buckets * 4),
    slotUnderlying: take(positions * 4),
    slotEntries: take((positions + 1) * 4),
    slots: take(positions * SLOT_BYTES),
    buckets: take(positions * BUCKET_BYTES),
    grid: take(positions * gridColumns * 8),
    joint: take(extent.jointCount * 8),
    unsorted: take(positions * ENTRY_BYTES),
    entries: take(positions * ENTRY_BYTES),
  };
}
