/**
 * The settling phase: funding, expiries, the variation-margin cycle, and what else the clock brings (SETL).
 *
 * @module
 */

import { updateHaircuts } from "../collateral/haircuts.ts";
import { accrueInterest } from "../collateral/interest.ts";
import type { House } from "../command/house.ts";
import { houseOf } from "../state/state.ts";
import { settleExpiries } from "./expiry.ts";
import { advanceFunding } from "./funding.ts";
import { runVariationCycle } from "./variationCycle.ts";

export function settle(house: House): void {
  const { timeMs } = houseOf(house.state);
  updateHaircuts(house);
  advanceFunding(house);
  settleExpiries(house);
  for (const { segmentId, parameters, lastCycleMs } of house.state.segments.values()) {
    const { variationCycleMs } = parameters.clearing;
    if (Math.floor(timeMs / variationCycleMs) > Math.floor(lastCycleMs / variationCycleMs))
      runVariationCycle(house, segmentId);
  }
  accrueInterest(house);
}
