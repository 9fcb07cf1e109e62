/**
 * The closing phase: nobody leaves the block insolvent and unseen.
 *
 * @module
 */
import type { House } from "../command/house.ts";
import { watchInsolvency } from "../defaults/watchMargin.ts";
import { assertSolvent } from "./invariants.ts";

export function closeBlock(house: House): void {
  watchInsolvency(house);
  assertSolvent(house);
}
