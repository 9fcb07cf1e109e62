/** Spot: delivery against payment at once; nobody holds it, so that it needs no margin (NOV-009). @module */
import { fault } from "../command/fault.ts";
import { toTicks } from "../ledger/toTicks.ts";
import type { InstrumentRule } from "./rule.ts";

export const spot: InstrumentRule<"Spot"> = {
  leastPriceTicks: 1n,
  hasFunding: false,

  faultOf(state, { underlyingId, terms: { baseAssetId, lotBaseAtoms } }) {
    if (!state.assets.has(baseAssetId)) return fault("baseAssetId", `no asset ${baseAssetId}`);
    const segmentId = state.underlyings.get(underlyingId)?.spec.segmentId;
    const segment = segmentId === undefined ? undefined : state.segments.get(segmentId);
    if (segment?.settlementAssetId === baseAssetId) return fault("baseAssetId", "is what the segment pays with");
    return lotBaseAtoms > 0n ? null : fault("lotBaseAtoms", "a spot lot delivers something");
  },

  datedOf: () => null,
  deliveryOf: (terms) => terms,
  riskTermsOf: () => null,
  markOf: (_state, instrument, _market, { index }) => ({ markTicks: toTicks(instrument, index.value), basisE6: 0n }),
  payoffTicks: (_terms, settlement) => settlement,
  bandBaseTicks: (_terms, markTicks) => markTicks,
};
