/**
 * The settling phase: funding, expiries, the variation-margin cycle, and what else the clock brings (SETL).
 *
 * @module
 */

import { updateHaircuts } from "../collateral/haircuts.ts";
import { accrueInterest } from "../collateral/interest.ts";
import type { House } from "../command/house.ts";
import { payExpiries } from "./expiry.ts";
import { advanceFunding } from "./funding.ts";
import { runCycles } from "./variationCycle.ts";

export function settle(house: House): void {
  const { expiries, cycles, interest } = house.derived.payments;
  updateHaircuts(house);
  advanceFunding(house);
  payExpiries(house, expiries);
  cycles.takeOver(expiries);
  runCycles(house, cycles);
  interest.takeOver(cycles);
  accrueInterest(house, interest.left);
}
