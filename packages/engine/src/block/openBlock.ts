/**
 * The opening phase: time moves on, and scheduled bundles take effect.
 *
 * @module
 */

import type { House } from "../command/house.ts";
import { activateBundles } from "../governance/activateBundles.ts";
import { houseOf } from "../state/state.ts";

/** After a silence this long no market opens before a price from after it (ORCL-009). */
const RESUME_GAP_MS = 300_000;
/** Rows forgotten per block at most (INV-011). */
const FORGOTTEN_PER_BLOCK = 4_096;

export function openBlock(house: House, block: { readonly height: number; readonly timeMs: number }): void {
  const { height, timeMs } = block;
  const before = houseOf(house.state);
  const isResumed = before.timeMs !== 0 && timeMs - before.timeMs >= RESUME_GAP_MS;
  house.emit({ type: "BlockOpened", height, timeMs, isResumed });
  for (const event of house.derived.expiries.take(timeMs, FORGOTTEN_PER_BLOCK)) house.emit(event);
  activateBundles(house);
}
