/** A future: the settlement average of its expiry, paid in cash. @module */
import { absOf } from "@novate/num";
import { commonTermsOf, fixingOf } from "../gate/instrumentView.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { basisMark } from "./basisMark.ts";
import { faultOfDated } from "./dated.ts";
import type { InstrumentRule } from "./rule.ts";

export const future: InstrumentRule<"Future"> = {
  leastPriceTicks: null,
  hasFunding: false,
  faultOf: faultOfDated,
  datedOf: (terms) => terms,
  deliveryOf: () => null,
  riskTermsOf: (state, index, instrument) => ({
    ...commonTermsOf(index, instrument),
    kind: "future",
    expiryMs: instrument.spec.terms.expiryMs,
    fixing: fixingOf(state, index, instrument),
  }),

  /** The forward of its expiry, to which margin's rows refer too; without one, the index and what venues add to it. */
  markOf(state, instrument, market, inputs) {
    const forward = inputs.forwards.get(instrument.spec.terms.expiryMs) ?? null;
    return forward === null
      ? basisMark(state, instrument, market, inputs)
      : { markTicks: toTicks(instrument, forward.value), basisE6: 0n };
  },

  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => absOf<bigint>(markTicks),
};
