/** A future: the settlement average of its expiry, paid in cash. @module */
import type { FeedRow } from "@novate/codec";
import { absOf } from "@novate/num";
import { commonTermsOf, fixingOf } from "../gate/instrumentView.ts";
import { ticksToQuote } from "../gate/units.ts";
import type { StateView } from "../state/state.ts";
import { faultOfDated } from "./dated.ts";
import { type DatedTerms, datedMark } from "./datedMark.ts";
import type { InstrumentOf, InstrumentRule } from "./rule.ts";

export const future: InstrumentRule<"Future"> = {
  leastPriceTicks: null,
  hasFunding: false,
  isLinear: true,
  faultOf: faultOfDated,
  datedOf: (terms) => terms,
  relativeFeedOf: ({ forwardFeedId }) => forwardFeedId,
  deliveryOf: () => null,
  riskTermsOf: futureTermsOf,

  /** Its forward, to which margin's rows refer too, but for what of its average is fixed. */
  markOf: (state, instrument, market, inputs) =>
    datedMark(futureTermsOf(state, inputs.index, instrument), instrument, market, inputs, (settlement) => settlement),

  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => absOf<bigint>(markTicks),
};

function futureTermsOf(state: StateView, index: FeedRow, instrument: InstrumentOf<"Future">): DatedTerms<"future"> {
  const { expiryMs } = instrument.spec.terms;
  return {
    ...commonTermsOf(index, instrument),
    kind: "future",
    expiryMs,
    fixing: fixingOf(state, index, instrument, expiryMs, (settled) => ticksToQuote(index, instrument, settled)),
  };
}
