// Where the tables stand in linear memory, and the constants that the host shares: `src/wasm/layout.ts` writes
// what `configure` reads. AssemblyScript, not TypeScript: see `build.ts`.

/** Records of `src/book/side.ts`, in float64 fields of eight bytes. */
export const DELTA_LONG: usize = 0 << 3;
export const DELTA_SHORT: usize = 1 << 3;
export const CHARGED_LONG: usize = 2 << 3;
export const CHARGED_SHORT: usize = 3 << 3;
export const VEGA_LONG: usize = 4 << 3;
export const VEGA_SHORT: usize = 5 << 3;
export const SHORT_OPTION: usize = 6 << 3;
export const ADD_ON: usize = 7 << 3;
export const SLACK: usize = 8 << 3;
export const COLLATERAL_DELTA: usize = 9 << 3;
export const ALONE_FLOOR: usize = 10 << 3;
export const LARGEST: usize = 11 << 3;
export const SCAN: usize = 12 << 3;
export const CEILING: usize = 13 << 3;
export const HEADROOM: usize = 14 << 3;
export const SLOPE: usize = 15 << 3;
export const SIDE_BYTES: usize = 16 << 3;

/** A slot: the twelve summed fields above, then its own. */
export const LEAST_HEADROOM: usize = 12 << 3;
export const IS_BOUNDED: usize = 13 << 3;
export const LOSS_TILT: usize = 14 << 3;
export const LEAST_PNL: usize = 15 << 3;
export const SCAN_LOSS: usize = 16 << 3;
export const MINIMUM: usize = 17 << 3;
export const FIXED: usize = 18 << 3;
export const INITIAL: usize = 19 << 3;
export const MAINTENANCE: usize = 20 << 3;
export const SLOT_BYTES: usize = 21 << 3;

/** A bucket slot: tilt down, tilt up, slack, slope, then the slot that it belongs to and its bucket, as integers. */
export const TILT_DOWN: usize = 0;
export const TILT_UP: usize = 8;
export const BUCKET_SLACK: usize = 16;
export const BUCKET_SLOPE: usize = 24;
export const BUCKET_SLOT: usize = 32;
export const BUCKET_INDEX: usize = 36;
export const BUCKET_BYTES: usize = 40;

/** An entry: address of the row, address of the side record, instrument, then signed lots as float64. */
export const ENTRY_ROW: usize = 0;
export const ENTRY_SIDE: usize = 4;
export const ENTRY_INSTRUMENT: usize = 8;
export const ENTRY_LOTS: usize = 16;
export const ENTRY_BYTES: usize = 24;

/** A position as the host wrote it: address of the row, instrument, signed lots as float64. */
export const POSITION_ROW: usize = 0;
export const POSITION_INSTRUMENT: usize = 4;
export const POSITION_LOTS: usize = 8;
export const POSITION_SHIFT: u32 = 4;
export const POSITION_BYTES: usize = 1 << POSITION_SHIFT;

export const KIND_NONE: u32 = 0;
export const KIND_PERPETUAL: u32 = 1;
export const KIND_CALL: u32 = 3;
export const KIND_PUT: u32 = 4;
export const KIND_COLLATERAL: u32 = 5;

export const ISOLATED: u32 = 0;
export const PORTFOLIO: u32 = 2;

/** Gross size up to which sums are exact: 2^48 (MARG-068). */
export const EXACT_LIMIT: f64 = 281474976710656.0;

export let pnl: usize = 0;
export let stride: u32 = 0;
export let gridCount: u32 = 0;
export let jointCount: u32 = 0;
export let downEnd: u32 = 0;
export let flatEnd: u32 = 0;
export let kind: usize = 0;
export let underlying: usize = 0;
export let bucket: usize = 0;
export let mark: usize = 0;
export let strike: usize = 0;
export let atomsPerPoint: usize = 0;
export let sides: usize = 0;
export let initialPpm: usize = 0;
export let maintenancePpm: usize = 0;
export let deltaRatePpm: usize = 0;
export let vegaRatePpm: usize = 0;
export let deltaDepth: usize = 0;
export let vegaDepth: usize = 0;
export let linearGrowthPpm: usize = 0;
export let growthPpm: usize = 0;
export let pairs: usize = 0;
export let pairCount: u32 = 0;
export let starts: usize = 0;
export let counts: usize = 0;
export let positions: usize = 0;
export let methods: usize = 0;
export let groups: usize = 0;
export let interest: usize = 0;
export let interestStride: u32 = 0;
export let initialOut: usize = 0;
export let maintenanceOut: usize = 0;
export let slotOf: usize = 0;
export let bucketSlotOf: usize = 0;
export let slotUnderlying: usize = 0;
export let slotEntries: usize = 0;
export let slots: usize = 0;
export let buckets: usize = 0;
export let grid: usize = 0;
export let joint: usize = 0;
export let unsorted: usize = 0;
export let entries: usize = 0;
export let hedgedPpm: f64 = 0;
export let unhedgedPpm: f64 = 0;
export let tailCount: u32 = 0;

/** Reads the frame: words in the order of `src/wasm/layout.ts`. */
export function configure(frame: usize): void {
  pnl = load<u32>(frame, 0);
  stride = load<u32>(frame, 4);
  gridCount = load<u32>(frame, 8);
  jointCount = load<u32>(frame, 12);
  downEnd = load<u32>(frame, 16);
  flatEnd = load<u32>(frame, 20);
  kind = load<u32>(frame, 24);
  underlying = load<u32>(frame, 28);
  bucket = load<u32>(frame, 32);
  mark = load<u32>(frame, 36);
  strike = load<u32>(frame, 40);
  atomsPerPoint = load<u32>(frame, 44);
  sides = load<u32>(frame, 48);
  initialPpm = load<u32>(frame, 52);
  maintenancePpm = load<u32>(frame, 56);
  deltaRatePpm = load<u32>(frame, 60);
  vegaRatePpm = load<u32>(frame, 64);
  deltaDepth = load<u32>(frame, 68);
  vegaDepth = load<u32>(frame, 72);
  pairs = load<u32>(frame, 76);
  pairCount = load<u32>(frame, 80);
  starts = load<u32>(frame, 84);
  counts = load<u32>(frame, 88);
  positions = load<u32>(frame, 92);
  methods = load<u32>(frame, 96);
  groups = load<u32>(frame, 100);
  interest = load<u32>(frame, 104);
  interestStride = load<u32>(frame, 108);
  initialOut = load<u32>(frame, 112);
  maintenanceOut = load<u32>(frame, 116);
  slotOf = load<u32>(frame, 120);
  bucketSlotOf = load<u32>(frame, 124);
  slotUnderlying = load<u32>(frame, 128);
  slotEntries = load<u32>(frame, 132);
  slots = load<u32>(frame, 136);
  buckets = load<u32>(frame, 140);
  grid = load<u32>(frame, 144);
  joint = load<u32>(frame, 148);
  unsorted = load<u32>(frame, 152);
  entries = load<u32>(frame, 156);
  hedgedPpm = <f64>load<u32>(frame, 160);
  unhedgedPpm = <f64>load<u32>(frame, 164);
  tailCount = load<u32>(frame, 168);
  linearGrowthPpm = load<u32>(frame, 172);
  growthPpm = load<u32>(frame, 176);
}
