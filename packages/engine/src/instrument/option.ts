/** An option: European, on the settlement average of its expiry, paid in cash. @module */
import { maxOf, ticks } from "@novate/num";
import { fault, firstFault } from "../command/fault.ts";
import { commonTermsOf, fixingOf } from "../gate/instrumentView.ts";
import { modelTicks } from "../gate/modelTicks.ts";
import { ticksToQuote } from "../gate/units.ts";
import { faultOfDated } from "./dated.ts";
import type { InstrumentOf, InstrumentRule } from "./rule.ts";

export const option: InstrumentRule<"Option"> = {
  leastPriceTicks: 0n,
  hasFunding: false,
  faultOf: (state, spec, timeMs) =>
    firstFault(
      spec.terms.strikeTicks > 0n ? null : fault("strikeTicks", "is not above 0"), // the model takes its logarithm
      faultOfDated(state, spec, timeMs),
    ),
  datedOf: (terms) => terms,
  deliveryOf: () => null,
  riskTermsOf: (state, index, instrument) => ({
    ...unfixedTermsOf(index, instrument),
    fixing: fixingOf(state, index, instrument),
  }),

  /** The model's value, from which margin's rows start too; it may round to zero. */
  markOf(_state, instrument, _market, { index, market }) {
    const markTicks = modelTicks({ ...unfixedTermsOf(index, instrument), fixing: null }, market, instrument);
    return markTicks === null ? null : { markTicks, basisE6: 0n };
  },

  payoffTicks({ isCall, strikeTicks }, settlement) {
    const intrinsic = isCall ? settlement - strikeTicks : strikeTicks - settlement;
    return ticks(intrinsic > 0n ? intrinsic : 0n);
  },

  /** An option may be cheap; its band is then measured on a tenth of its strike. */
  bandBaseTicks: ({ strikeTicks }, markTicks) => maxOf<bigint>(strikeTicks / 10n, markTicks),
};

const unfixedTermsOf = (index: Parameters<typeof ticksToQuote>[0], instrument: InstrumentOf<"Option">) => {
  const { expiryMs, isCall, strikeTicks } = instrument.spec.terms;
  const strike = ticksToQuote(index, instrument, strikeTicks);
  return { ...commonTermsOf(index, instrument), kind: "option" as const, expiryMs, isCall, strike };
};
