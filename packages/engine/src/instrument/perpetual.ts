/** A perpetual: a price near the index without end, kept there by funding. @module */
import { commonTermsOf } from "../gate/instrumentView.ts";
import { basisMark } from "./basisMark.ts";
import type { InstrumentRule } from "./rule.ts";

export const perpetual: InstrumentRule<"Perpetual"> = {
  leastPriceTicks: 1n,
  hasFunding: true,
  faultOf: () => null,
  datedOf: () => null,
  deliveryOf: () => null,
  riskTermsOf: (_state, index, instrument) => ({ ...commonTermsOf(index, instrument), kind: "perpetual" }),
  markOf: basisMark,
  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => markTicks,
};
