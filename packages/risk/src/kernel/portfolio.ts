/**
 * The kernel's third step: credit between underlyings, and the joint scenarios that may take it away.
 *
 * @module
 */
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { divideUp, ppmDown, ppmUp } from "../book/integer.ts";
import { SLACK } from "../book/side.ts";
import {
  FIXED,
  LOSS_DOWN,
  LOSS_FLAT,
  LOSS_TILT,
  LOSS_UP,
  type MarginWorkspace,
  MINIMUM,
  SCAN_LOSS,
  SLOT_WIDTH,
} from "../book/workspace.ts";

/**
 * Credit of a pair: `creditPpm` of what their losses would lose if both spots always moved the same way (MARG-022).
 *
 * L less the worst of the three common directions, where a gain on one leg does not count: at most the smaller L, so
 * with half as the largest credit never more than half the smaller leg. Tilts earn none. Convex in the positions.
 */
function pairCredit(left: DirectedLosses, right: DirectedLosses, creditPpm: number): number {
  const together = Math.max(left.down + right.down, left.flat + right.flat, left.up + right.up);
  return ppmDown(left.worst + right.worst - together, creditPpm);
}

/** Losses of one underlying by direction of its spot, each zero or more and at least the tilt loss. */
interface DirectedLosses {
  worst: number;
  down: number;
  flat: number;
  up: number;
}

const leftLosses: DirectedLosses = { worst: 0, down: 0, flat: 0, up: 0 };
const rightLosses: DirectedLosses = { worst: 0, down: 0, flat: 0, up: 0 };

function directLosses(result: DirectedLosses, workspace: MarginWorkspace, slot: number, factorPpm: number): void {
  const { slots } = workspace;
  const at = slot * SLOT_WIDTH;
  const tilt = slots[at + LOSS_TILT]!; // zero or more
  result.worst = ppmUp(slots[at + SCAN_LOSS]!, factorPpm);
  result.down = ppmUp(Math.max(slots[at + LOSS_DOWN]!, tilt), factorPpm);
  result.flat = ppmUp(Math.max(slots[at + LOSS_FLAT]!, tilt), factorPpm);
  result.up = ppmUp(Math.max(slots[at + LOSS_UP]!, tilt), factorPpm);
}

/** Mean of the worst losses over the joint scenarios, rounded up: an expected shortfall (MARG-076). */
export function jointShortfall(workspace: MarginWorkspace, book: RiskBook, tailCount: number): number {
  const { joint } = workspace;
  const count = Math.min(tailCount, book.jointCount);
  if (count === 0) return 0;
  let slack = 0;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) slack += workspace.slots[slot * SLOT_WIDTH + SLACK]!;
  // Selection of the least few, in place: the columns are a set, so their order is free.
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    let least = rank;
    for (let column = rank + 1; column < book.jointCount; column += 1)
      if (joint[column]! < joint[least]!) least = column;
    const pnl = joint[least]!;
    joint[least] = joint[rank]!;
    joint[rank] = pnl;
    sum += Math.max(slack - pnl, 0);
  }
  return divideUp(sum, count);
}

/**
 * Requirement of the whole account under `factors` per underlying: the worst of scan less credit, joint shortfall and
 * minimum charges, plus what no factor scales; and never above the sum of the slots' own `level`, INITIAL or
 * MAINTENANCE (MARG-021 … MARG-024).
 */
export function assessPortfolio(
  workspace: MarginWorkspace,
  context: MarginContext,
  shortfall: number,
  factors: Float64Array,
  level: number,
): number {
  const { slots } = workspace;
  let scan = 0;
  let minimum = 0;
  let fixed = 0;
  let cross = 0;
  let largestFactor = 0;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) {
    const factor = factors[workspace.underlyingOf[slot]!]!;
    const at = slot * SLOT_WIDTH;
    scan += ppmUp(slots[at + SCAN_LOSS]!, factor);
    minimum += ppmUp(slots[at + MINIMUM]!, factor);
    fixed += slots[at + FIXED]!;
    cross += slots[at + level]!;
    largestFactor = Math.max(largestFactor, factor);
  }
  for (const { left, right, creditPpm } of context.pairs) {
    const leftSlot = workspace.slotOf[left]!;
    const rightSlot = workspace.slotOf[right]!;
    if (leftSlot < 0 || rightSlot < 0) continue;
    directLosses(leftLosses, workspace, leftSlot, factors[left]!);
    directLosses(rightLosses, workspace, rightSlot, factors[right]!);
    scan -= pairCredit(leftLosses, rightLosses, creditPpm);
  }
  return Math.min(cross, Math.max(scan, ppmUp(shortfall, largestFactor), minimum) + fixed);
}
