/**
 * Aggregate one-sided interest: what an account and its clones hold together, per underlying and side (MARG-032).
 *
 * Clones are accounts that one hand may hold: the engine groups them by owner. Each account adds its net exposure of
 * an underlying to the side it is on, so that nobody shrinks a charge by splitting an account.
 * @module
 */
import type { MarginWorkspace } from "./workspace.ts";

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
  for (let slot = 0; slot < workspace.slotCount; slot += 1) {
    const at = interest.offset + workspace.underlyingOf[slot]! * INTEREST_WIDTH;
    addSide(interest.values, at, sign, workspace.netDelta(slot));
    addSide(interest.values, at + 2, sign, workspace.vegaLong[slot]! - workspace.vegaShort[slot]!);
  }
}

function addSide(values: Float64Array, at: number, sign: number, exposure: number): void {
  const side = exposure < 0 ? at + 1 : at;
  values[side] = values[side]! + sign * Math.abs(exposure);
}
