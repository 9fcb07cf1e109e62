/**
 * The settling phase: funding, expiries, the variation-margin cycle, and what else the clock brings (SETL).
 *
 * @module
 */

import { updateHaircuts } from "../collateral/haircuts.ts";
import { accrueInterest } from "../collateral/interest.ts";
import type { House } from "../command/house.ts";
import { Budget, PAYMENTS_A_BLOCK } from "./budget.ts";
import { payExpiries } from "./expiry.ts";
import { advanceFunding } from "./funding.ts";
import { runCycles } from "./variationCycle.ts";

export function settle(house: House): void {
  updateHaircuts(house);
  advanceFunding(house);
  const expiries = new Budget(PAYMENTS_A_BLOCK.expiries);
  payExpiries(house, expiries);
  const cycles = new Budget(PAYMENTS_A_BLOCK.cycles, expiries);
  runCycles(house, cycles);
  accrueInterest(house, PAYMENTS_A_BLOCK.interest + cycles.left);
}
