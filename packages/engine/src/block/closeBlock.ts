/**
 * The closing phase: what is over is forgotten, and nobody leaves the block insolvent and unseen.
 *
 * @module
 */
import type { House } from "../command/house.ts";
import { watchInsolvency } from "../defaults/watchMargin.ts";
import { forget } from "./forget.ts";
import { assertSolvent } from "./invariants.ts";

export function closeBlock(house: House): void {
  forget(house);
  watchInsolvency(house);
  assertSolvent(house);
}
