/**
 * The kernel's first step: an account's positions summed per underlying, scenario by scenario.
 *
 * Every sum is of whole numbers, so the order of positions cannot matter (MARG-011).
 * @module
 */
import { assert } from "@novate/stdx";
import { KIND, type RiskBook } from "./book.ts";
import type { Positions } from "./positions.ts";
import type { MarginWorkspace } from "./workspace.ts";

/** Sums `positions` into `workspace`. Collateral counts only where `withCollateral`. Work: positions × columns. */
export function accumulate(
  workspace: MarginWorkspace,
  book: RiskBook,
  positions: Positions,
  withCollateral: boolean,
): void {
  const { instruments, lots, from, to } = positions;
  workspace.reset(book, to - from);
  const { pnl, kind, unit, stride, gridCount } = book;
  const { grid } = workspace;
  for (let position = from; position < to; position += 1) {
    const quantity = lots[position]!;
    const instrument = instruments[position]!;
    const code = kind[instrument];
    assert(code !== undefined && code !== KIND.none, "margin: position in an instrument that is not in the book");
    if (quantity === 0 || (code === KIND.collateral && !withCollateral)) continue;
    assert(code !== KIND.collateral || quantity > 0, "margin: negative collateral");

    const slot = addScalars(workspace, book, instrument, quantity);
    const factor = quantity * unit[instrument]!;
    const row = instrument * stride;
    const target = slot * gridCount;
    for (let column = 0; column < gridCount; column += 1) {
      grid[target + column] = grid[target + column]! + factor * pnl[row + column]!;
    }
    addTiltsAndJoint(workspace, book, instrument, quantity, slot);
  }
}

/** Everything that is one number a position; returns the slot of its underlying. */
function addScalars(workspace: MarginWorkspace, book: RiskBook, instrument: number, quantity: number): number {
  const underlying = book.underlying[instrument]!;
  let slot = workspace.slotOf[underlying]!;
  if (slot < 0) slot = workspace.openSlot(underlying, book.gridCount);
  const isLong = quantity > 0;
  const size = isLong ? quantity : -quantity;
  workspace.bound += size * book.largest[instrument]!;

  const delta = quantity * book.delta[instrument]!;
  const code = book.kind[instrument]!;
  if (code === KIND.collateral) {
    workspace.collateralDelta[slot] = workspace.collateralDelta[slot]! + delta;
    return slot;
  }
  const charged = isLong ? quantity * book.chargedDelta[instrument]! : delta;
  if (delta >= 0) {
    workspace.deltaLong[slot] = workspace.deltaLong[slot]! + delta;
    workspace.chargedLong[slot] = workspace.chargedLong[slot]! + charged;
  } else {
    workspace.deltaShort[slot] = workspace.deltaShort[slot]! - delta;
    workspace.chargedShort[slot] = workspace.chargedShort[slot]! - charged;
  }
  if (isLong) {
    workspace.addOn[slot] = workspace.addOn[slot]! + size * book.addOnLong[instrument]!;
  } else {
    workspace.addOn[slot] = workspace.addOn[slot]! + size * book.addOnShort[instrument]!;
    workspace.slack[slot] = workspace.slack[slot]! + size * book.slack[instrument]!;
  }
  if (code === KIND.perpetual) {
    if (isLong) workspace.leastCeiling[slot] = Math.min(workspace.leastCeiling[slot]!, size * book.mark[instrument]!);
  } else {
    workspace.leastCeiling[slot] = 0;
    addOption(workspace, book, instrument, quantity, slot);
  }
  return slot;
}

/** What futures and options have beside a perpetual; for a future all of it is zero. */
function addOption(
  workspace: MarginWorkspace,
  book: RiskBook,
  instrument: number,
  quantity: number,
  slot: number,
): void {
  const vega = quantity * book.vegaShock[instrument]!;
  if (vega >= 0) workspace.vegaLong[slot] = workspace.vegaLong[slot]! + vega;
  else workspace.vegaShort[slot] = workspace.vegaShort[slot]! - vega;
  if (quantity < 0)
    workspace.shortOption[slot] = workspace.shortOption[slot]! - quantity * book.shortOption[instrument]!;
}

/** The tilts go to the expiry's bucket, the joint scenarios to the account. */
function addTiltsAndJoint(
  workspace: MarginWorkspace,
  book: RiskBook,
  instrument: number,
  quantity: number,
  slot: number,
): void {
  const { pnl, gridCount, jointCount } = book;
  const factor = quantity * book.unit[instrument]!;
  const tilts = instrument * book.stride + gridCount;
  const bucket = book.bucket[instrument]!;
  let bucketSlot = workspace.bucketSlotOf[bucket]!;
  if (bucketSlot < 0) bucketSlot = workspace.openBucket(bucket, slot);
  workspace.tiltDown[bucketSlot] = workspace.tiltDown[bucketSlot]! + factor * pnl[tilts]!;
  workspace.tiltUp[bucketSlot] = workspace.tiltUp[bucketSlot]! + factor * pnl[tilts + 1]!;
  if (quantity < 0)
    workspace.bucketSlack[bucketSlot] = workspace.bucketSlack[bucketSlot]! - quantity * book.slack[instrument]!;
  const { joint } = workspace;
  const firstJoint = tilts + 2;
  for (let column = 0; column < jointCount; column += 1)
    joint[column] = joint[column]! + factor * pnl[firstJoint + column]!;
}
