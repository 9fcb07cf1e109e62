/** An option: European, on the settlement average of its expiry, paid in cash. @module */
import type { FeedRow, TermsOf } from "@novate/codec";
import { maxOf, type Ticks, ticks } from "@novate/num";
import { type Fault, fault, firstFault } from "../command/fault.ts";
import { commonTermsOf, fixingOf } from "../gate/instrumentView.ts";
import { ticksToQuote } from "../gate/units.ts";
import type { StateView } from "../state/state.ts";
import { faultOfDated } from "./dated.ts";
import { type DatedTerms, datedMark } from "./datedMark.ts";
import type { InstrumentOf, InstrumentRule } from "./rule.ts";

export const option: InstrumentRule<"Option"> = {
  leastPriceTicks: 0n,
  hasFunding: false,
  isLinear: false,
  faultOf: (state, spec, timeMs) =>
    firstFault(
      spec.terms.strikeTicks > 0n ? null : fault("strikeTicks", "is not above 0"), // the model takes its logarithm
      faultOfStrike(state, spec),
      faultOfDated(state, spec, timeMs),
    ),
  datedOf: (terms) => terms,
  relativeFeedOf: ({ forwardFeedId }) => forwardFeedId,
  deliveryOf: () => null,
  riskTermsOf: optionTermsOf,

  /** The model's value, from which margin's rows start too; it may round to zero. */
  markOf: (state, instrument, market, inputs) =>
    datedMark(optionTermsOf(state, inputs.index, instrument), instrument, market, inputs, (settlement) =>
      payoffOf(instrument.spec.terms, settlement),
    ),

  payoffTicks: payoffOf,

  /** An option may be cheap; its band is then measured on a tenth of its strike. */
  bandBaseTicks: ({ strikeTicks }, markTicks) => maxOf<bigint>(strikeTicks / 10n, markTicks),
};

/** A strike that no settlement price can reach makes a put worth more than any price of its feed (INST-009). */
function faultOfStrike(state: StateView, spec: InstrumentOf<"Option">["spec"]): Fault | null {
  const feed = state.feeds.get(state.underlyings.get(spec.underlyingId)?.spec.indexFeedId ?? 0);
  const isOut = feed !== undefined && spec.terms.strikeTicks * spec.tickFeedUnits >= feed.spec.maximum;
  return isOut ? fault("strikeTicks", "is not below the feed's largest price") : null;
}

function payoffOf({ isCall, strikeTicks }: TermsOf<"Option">, settlement: Ticks): Ticks {
  const intrinsic = isCall ? settlement - strikeTicks : strikeTicks - settlement;
  return ticks(intrinsic > 0n ? intrinsic : 0n);
}

function optionTermsOf(state: StateView, index: FeedRow, instrument: InstrumentOf<"Option">): DatedTerms<"option"> {
  const { expiryMs, isCall, strikeTicks } = instrument.spec.terms;
  const strike = ticksToQuote(index, instrument, strikeTicks);
  const settledAverage = (payoff: Ticks) =>
    ticksToQuote(index, instrument, isCall ? strikeTicks + payoff : strikeTicks - payoff);
  return {
    ...commonTermsOf(index, instrument),
    kind: "option",
    expiryMs,
    isCall,
    strike,
    fixing: fixingOf(state, index, instrument, expiryMs, settledAverage),
  };
}
