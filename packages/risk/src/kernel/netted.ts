/**
 * The kernel's second step: the sums of each underlying become its charges, `cross` margin's terms.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { KIND, type RiskBook } from "../book/book.ts";
import { NONE } from "../book/chains.ts";
import type { MarginContext } from "../book/context.ts";
import { ppmDown, ppmSumUp, ppmUp } from "../book/integer.ts";
import type { Interest } from "../book/interest.ts";
import type { Positions } from "../book/positions.ts";
import {
  ADD_ON,
  ALONE_FLOOR,
  CHARGED_LONG,
  CHARGED_SHORT,
  COLLATERAL_DELTA,
  SHORT_OPTION,
  SLACK,
  VEGA_LONG,
  VEGA_SHORT,
} from "../book/side.ts";
import {
  BUCKET_SLACK,
  BUCKET_SLOPE,
  BUCKET_WIDTH,
  FIXED,
  INITIAL,
  IS_BOUNDED,
  LEAST_HEADROOM,
  LOSS_DOWN,
  LOSS_FLAT,
  LOSS_TILT,
  LOSS_UP,
  MAINTENANCE,
  type MarginWorkspace,
  MINIMUM,
  SCAN_LOSS,
  SLOT_WIDTH,
  TILT_DOWN,
  TILT_UP,
} from "../book/workspace.ts";
import { type AloneSums, addAlone } from "./alone.ts";
import { maximumLoss } from "./maximumLoss.ts";
import { deltaRate, type Rates, setRates, vegaRate } from "./rates.ts";

const rates: Rates = { deltaLong: 0, deltaShort: 0, vegaLong: 0, vegaShort: 0 };
const alone: AloneSums = { initial: 0, maintenance: 0 };

/** Fills the result fields of every slot. */
export function assessSlots(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  interest: Interest,
  positions: Positions,
): void {
  foldBuckets(workspace);
  const { slots, underlyingOf, slotCount } = workspace;
  const { hedgedPpm, unhedgedPpm } = context.charges;
  for (let slot = 0; slot < slotCount; slot += 1) {
    const at = slot * SLOT_WIDTH;
    const scan = worstOfGrid(workspace, book, slot);
    const long = slots[at + CHARGED_LONG]!;
    const short = slots[at + CHARGED_SHORT]!;
    const open = long >= short ? long - short : Math.max(short - long - slots[at + COLLATERAL_DELTA]!, 0);
    const minimum = ppmSumUp(Math.min(long, short), hedgedPpm, open, unhedgedPpm) + slots[at + SHORT_OPTION]!;
    const fixed = liquidity(workspace, context, interest, slot) + slots[at + ADD_ON]!;
    slots[at + SCAN_LOSS] = scan;
    slots[at + MINIMUM] = minimum;
    slots[at + FIXED] = fixed;

    const base = Math.max(scan, minimum);
    const underlying = underlyingOf[slot]!;
    slots[at + INITIAL] = ppmUp(base, context.initialPpm[underlying]!) + fixed;
    slots[at + MAINTENANCE] = ppmUp(base, context.maintenancePpm[underlying]!) + fixed;
    if (slots[at + IS_BOUNDED] === 1)
      lowerTo(slots, at, maximumLoss(workspace, book, positions, slot, slots[at + INITIAL]!));
    if (canAloneBeLess(workspace, context, slot)) lowerToAlone(workspace, book, context, interest, positions, slot);
  }
}

/** Per slot: the sum over its expiries of each one's worse tilt, and whether all their payoffs are bounded. */
function foldBuckets(workspace: MarginWorkspace): void {
  const { slots, buckets, slotOfBucket, slotCount, bucketSlotCount } = workspace;
  for (let slot = 0; slot < slotCount; slot += 1) {
    slots[slot * SLOT_WIDTH + LOSS_TILT] = 0;
    slots[slot * SLOT_WIDTH + IS_BOUNDED] = 1;
  }
  for (let bucketSlot = 0; bucketSlot < bucketSlotCount; bucketSlot += 1) {
    const from = bucketSlot * BUCKET_WIDTH;
    const at = slotOfBucket[bucketSlot]! * SLOT_WIDTH;
    const down = buckets[from + TILT_DOWN]!;
    const up = buckets[from + TILT_UP]!;
    const worst = buckets[from + BUCKET_SLACK]! - (down < up ? down : up);
    if (worst > 0) slots[at + LOSS_TILT]! += worst;
    if (buckets[from + BUCKET_SLOPE]! < 0) slots[at + IS_BOUNDED] = 0;
  }
}

/** Worst loss over grid and tilts, zero or more; the three directions of the spot are kept apart for the credit. */
function worstOfGrid(workspace: MarginWorkspace, book: RiskBook, slot: number): number {
  const { slots, grid } = workspace;
  const { downEnd, flatEnd, gridCount } = book;
  const at = slot * SLOT_WIDTH;
  const first = slot * gridCount;
  const slack = slots[at + SLACK]!;
  const down = slack - leastBetween(grid, first, first + downEnd);
  const flat = slack - leastBetween(grid, first + downEnd, first + flatEnd);
  const up = slack - leastBetween(grid, first + flatEnd, first + gridCount);
  slots[at + LOSS_DOWN] = down;
  slots[at + LOSS_FLAT] = flat;
  slots[at + LOSS_UP] = up;
  return Math.max(0, down, flat, up, slots[at + LOSS_TILT]!);
}

function leastBetween(values: Float64Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) if (values[index]! < least) least = values[index]!;
  return least;
}

/** Cost of closing the net delta and vega against the market's depth (MARG-032). */
function liquidity(workspace: MarginWorkspace, context: MarginContext, interest: Interest, slot: number): number {
  const { slots } = workspace;
  const delta = workspace.netDelta(slot);
  const vega = slots[slot * SLOT_WIDTH + VEGA_LONG]! - slots[slot * SLOT_WIDTH + VEGA_SHORT]!;
  let charge = 0;
  if (delta !== 0) charge += ppmUp(Math.abs(delta), deltaRate(workspace, context, interest, slot, delta > 0));
  if (vega !== 0) charge += ppmUp(Math.abs(vega), vegaRate(workspace, context, interest, slot, vega > 0));
  return charge;
}

/**
 * Whether the sum of positions alone may be below the slot's requirement: asked before it is worked out.
 *
 * It cannot where no ceiling of a position can bind, for then every charge is subadditive; nor where even the base
 * charges, each held to its ceiling, add up to more.
 */
function canAloneBeLess(workspace: MarginWorkspace, context: MarginContext, slot: number): boolean {
  const { slots, underlyingOf } = workspace;
  const at = slot * SLOT_WIDTH;
  const underlying = underlyingOf[slot]!;
  const hasVega = slots[at + VEGA_LONG]! + slots[at + VEGA_SHORT]! > 0;
  const growth = hasVega ? context.growthPpm[underlying]! : context.linearGrowthPpm[underlying]!;
  if (slots[at + LEAST_HEADROOM]! * E6 > growth) return false;
  const floor = slots[at + ALONE_FLOOR]!;
  return (
    ppmDown(floor, Math.min(context.initialPpm[underlying]!, E6)) < slots[at + INITIAL]! ||
    ppmDown(floor, Math.min(context.maintenancePpm[underlying]!, E6)) < slots[at + MAINTENANCE]!
  );
}

function lowerToAlone(
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  interest: Interest,
  positions: Positions,
  slot: number,
): void {
  const { instruments, lots, from } = positions;
  setRates(rates, workspace, context, interest, slot);
  const { slots, bySlot } = workspace;
  alone.initial = 0;
  alone.maintenance = 0;
  for (let at = bySlot.first[slot]!; at !== NONE; at = bySlot.next[at]!) {
    const instrument = instruments[from + at]!;
    if (book.kind[instrument] !== KIND.collateral) addAlone(alone, book, context, rates, instrument, lots[from + at]!);
  }
  const at = slot * SLOT_WIDTH;
  slots[at + INITIAL] = Math.min(slots[at + INITIAL]!, alone.initial);
  slots[at + MAINTENANCE] = Math.min(slots[at + MAINTENANCE]!, alone.maintenance);
}

function lowerTo(slots: Float64Array, at: number, ceiling: number): void {
  slots[at + INITIAL] = Math.min(slots[at + INITIAL]!, ceiling);
  slots[at + MAINTENANCE] = Math.min(slots[at + MAINTENANCE]!, ceiling);
}
