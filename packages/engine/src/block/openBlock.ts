/**
 * The opening phase: time moves on, an epoch that has ended is struck, and scheduled bundles take effect.
 *
 * @module
 */

import type { Hex } from "@novate/codec";
import { advanceCount } from "../checkpoint/advanceCount.ts";
import type { House } from "../command/house.ts";
import { rotateValidators } from "../custody/rotateValidators.ts";
import { activateBundles } from "../governance/activateBundles.ts";
import { houseOf } from "../state/state.ts";

/** After a silence this long no market opens before a price from after it (ORCL-009). */
const RESUME_GAP_MS = 300_000;

export function openBlock(
  house: House,
  block: { readonly height: number; readonly timeMs: number },
  stateRoot: Hex,
): void {
  const { height, timeMs } = block;
  const before = houseOf(house.state);
  const isResumed = before.timeMs !== 0 && timeMs - before.timeMs >= RESUME_GAP_MS;
  const struck = advanceCount(house, stateRoot, timeMs);
  house.emit({ type: "BlockOpened", height, timeMs, isResumed });
  house.emitAll(struck);
  house.derived.expiries.takeMade(); // counts from the block on, so that a restart changes nothing
  activateBundles(house);
  rotateValidators(house);
}
