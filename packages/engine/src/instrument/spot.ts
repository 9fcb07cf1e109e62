/** Spot: delivery against payment at once; nobody holds it, so that it needs no margin (NOV-009). @module */
import { fault, outside } from "../command/fault.ts";
import { MOST_LOT_ATOMS } from "../ledger/largest.ts";
import { toTicks } from "../ledger/toTicks.ts";
import type { InstrumentRule } from "./rule.ts";

export const spot: InstrumentRule<"Spot"> = {
  leastPriceTicks: 1n,
  hasFunding: false,
  isLinear: true,

  faultOf(state, { underlyingId, terms: { baseAssetId, lotBaseAtoms } }) {
    if (!state.assets.has(baseAssetId)) return fault("baseAssetId", `no asset ${baseAssetId}`);
    const segmentId = state.underlyings.get(underlyingId)?.spec.segmentId;
    const segment = segmentId === undefined ? undefined : state.segments.get(segmentId);
    if (segment?.settlementAssetId === baseAssetId) return fault("baseAssetId", "is what the segment pays with");
    return outside("lotBaseAtoms", lotBaseAtoms, 1n, MOST_LOT_ATOMS);
  },

  datedOf: () => null,
  relativeFeedOf: () => null,
  deliveryOf: (terms) => terms,
  riskTermsOf: () => null,
  markOf: (_state, instrument, _market, { index }) => ({ markTicks: toTicks(instrument, index.value), basisE6: 0n }),
  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => markTicks,
};
