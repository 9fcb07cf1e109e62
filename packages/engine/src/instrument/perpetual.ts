/** A perpetual: a price near the index without end, kept there by funding. @module */
import { FeedKind } from "@novate/codec";
import { fault } from "../command/fault.ts";
import { commonTermsOf } from "../gate/instrumentView.ts";
import { basisMark } from "./basisMark.ts";
import type { InstrumentRule } from "./rule.ts";

export const perpetual: InstrumentRule<"Perpetual"> = {
  leastPriceTicks: 1n,
  hasFunding: true,
  isLinear: true,
  faultOf: (state, { terms: { premiumFeedId } }) =>
    premiumFeedId === null || state.feeds.get(premiumFeedId)?.spec.kind === FeedKind.premium
      ? null
      : fault("premiumFeedId", `no premium feed ${premiumFeedId}`),
  datedOf: () => null,
  relativeFeedOf: ({ premiumFeedId }) => premiumFeedId,
  deliveryOf: () => null,
  riskTermsOf: (_state, index, instrument) => ({ ...commonTermsOf(index, instrument), kind: "perpetual" }),
  markOf: (state, instrument, market, inputs) =>
    basisMark(state, instrument, market, instrument.spec.terms.premiumFeedId, inputs),
  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => markTicks,
};
