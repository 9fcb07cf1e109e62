/**
 * Aggregate one-sided interest: what an account and its clones hold together, per underlying and side (MARG-081).
 *
 * Clones are accounts that one hand may hold: the engine groups them by owner. Each account adds its long and its short
 * exposures of an underlying, so that nobody shrinks a charge by splitting an account.
 * @module
 */
import { DELTA_LONG, DELTA_SHORT, VEGA_LONG, VEGA_SHORT } from "./side.ts";
import { type MarginWorkspace, SLOT_WIDTH } from "./workspace.ts";

/** Numbers a group holds per underlying: delta long, delta short, vega long, vega short, in atoms. */
export const INTEREST_WIDTH = 4;

/** Interest of one group, a row of a larger array; index it by dense underlying index times {@link INTEREST_WIDTH}. */
export interface Interest {
  readonly values: Float64Array;
  readonly offset: number;
}

/** No clones are known: each account stands for itself. */
export const NO_INTEREST: Interest = { values: new Float64Array(0), offset: 0 };

/**
 * Adds `sign` times the exposures that the workspace has just summed for an account: +1 to put it in, −1 to take it
 * out before it changes. Exact while a group's interest stays below 2^53 atoms.
 */
export function addInterest(workspace: MarginWorkspace, interest: Interest, sign: 1 | -1): void {
  const { values } = interest;
  for (let slot = 0; slot < workspace.slotCount; slot += 1) {
    const at = interest.offset + workspace.underlyingOf[slot]! * INTEREST_WIDTH;
    const own = slot * SLOT_WIDTH;
    values[at]! += sign * workspace.slots[own + DELTA_LONG]!;
    values[at + 1]! += sign * workspace.slots[own + DELTA_SHORT]!;
    values[at + 2]! += sign * workspace.slots[own + VEGA_LONG]!;
    values[at + 3]! += sign * workspace.slots[own + VEGA_SHORT]!;
  }
}
