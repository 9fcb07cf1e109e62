/**
 * The kernel's first step: an account's positions summed per underlying, scenario by scenario.
 *
 * Every sum is of whole numbers, so the order of positions cannot matter (MARG-011, MARG-012).
 * @module
 */
import { assert } from "@novate/stdx";
import { KIND, type RiskBook } from "../book/book.ts";
import { EXACT_LIMIT } from "../book/integer.ts";
import type { Positions } from "../book/positions.ts";
import { HEADROOM, LARGEST, SIDE_WIDTH, SLACK, SLOPE, SUMMED_FIELDS } from "../book/side.ts";
import {
  BUCKET_SLACK,
  BUCKET_SLOPE,
  BUCKET_WIDTH,
  LEAST_HEADROOM,
  type MarginWorkspace,
  SLOT_WIDTH,
  TILT_DOWN,
  TILT_UP,
} from "../book/workspace.ts";

/**
 * Sums `positions` into `workspace`; collateral counts only where `withCollateral`. Work: positions × columns.
 *
 * Returns whether the sums are exact: Σ |lots| · (largest magnitude of the row) is within the limit.
 */
export function accumulate(
  workspace: MarginWorkspace,
  book: RiskBook,
  positions: Positions,
  withCollateral: boolean,
): boolean {
  const { instruments, lots, from, to } = positions;
  workspace.reset(book, to - from);
  const { kind, underlying, sides } = book;
  const { slots, slotOf } = workspace;
  let gross = 0;
  for (let position = from; position < to; position += 1) {
    const quantity = lots[position]!;
    const instrument = instruments[position]!;
    const code = kind[instrument];
    assert(code !== undefined && code !== KIND.none, "margin: position in an instrument that is not in the book");
    if (quantity === 0 || (code === KIND.collateral && !withCollateral)) continue;
    assert(code !== KIND.collateral || quantity > 0, "margin: negative collateral");

    let slot = slotOf[underlying[instrument]!]!;
    if (slot < 0) slot = workspace.openSlot(underlying[instrument]!, book.gridCount);
    const size = quantity < 0 ? -quantity : quantity;
    const side = (instrument * 2 + (quantity < 0 ? 1 : 0)) * SIDE_WIDTH;
    const sums = slot * SLOT_WIDTH;
    for (let field = 0; field < SUMMED_FIELDS; field += 1) slots[sums + field]! += size * sides[side + field]!;
    const headroom = sides[side + HEADROOM]!;
    if (headroom < slots[sums + LEAST_HEADROOM]!) slots[sums + LEAST_HEADROOM] = headroom;
    gross += size * sides[side + LARGEST]!;
    workspace.bySlot.add(slot, position - from);
    workspace.byBucket.add(addColumns(workspace, book, instrument, quantity, slot, size, side), position - from);
  }
  return gross <= EXACT_LIMIT;
}

/** The scenarios go to the underlying, the tilts to the expiry, the joint scenarios to the account; returns the bucket slot. */
// wide: called for each position, so it is handed no object
function addColumns(
  workspace: MarginWorkspace,
  book: RiskBook,
  instrument: number,
  quantity: number,
  slot: number,
  size: number,
  side: number,
): number {
  const { rows, sides, gridCount, jointCount } = book;
  const { pnl } = rows;
  const { grid, buckets, joint } = workspace;
  const factor = quantity * (1 << rows.shift[instrument]!);
  const row = instrument * rows.stride;
  const target = slot * gridCount;
  for (let column = 0; column < gridCount; column += 1) grid[target + column]! += factor * pnl[row + column]!;

  const bucket = book.bucket[instrument]!;
  let bucketSlot = workspace.bucketSlotOf[bucket]!;
  if (bucketSlot < 0) bucketSlot = workspace.openBucket(bucket, slot);
  const sums = bucketSlot * BUCKET_WIDTH;
  const tilts = row + gridCount;
  buckets[sums + TILT_DOWN]! += factor * pnl[tilts]!;
  buckets[sums + TILT_UP]! += factor * pnl[tilts + 1]!;
  buckets[sums + BUCKET_SLACK]! += size * sides[side + SLACK]!;
  buckets[sums + BUCKET_SLOPE]! += size * sides[side + SLOPE]!;
  for (let column = 0; column < jointCount; column += 1) joint[column]! += factor * pnl[tilts + 2 + column]!;
  return bucketSlot;
}
