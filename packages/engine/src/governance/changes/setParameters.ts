/** Replaces a segment's parameters. @module */

import { fault, firstFault } from "../../command/fault.ts";
import { withNewRiskHaircut } from "../../gate/haircutView.ts";
import { mustGet } from "../../state/state.ts";
import { areTighter, bindNewRiskOnly, faultOfParameters } from "./parameterBounds.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS, NOTICE_MS } from "./rule.ts";

export const setParameters: ChangeRule<"SetParameters"> = {
  faultOf: (state, { segmentId, parameters }) =>
    firstFault(
      state.segments.has(segmentId) ? null : fault("segmentId", `no segment ${segmentId}`),
      faultOfParameters(parameters),
    ),

  delayMsOf(state, { segmentId, parameters }) {
    const before = state.segments.get(segmentId)?.parameters;
    if (before === undefined || !areTighter(before, parameters)) return ADDING_RISK_MS;
    return bindNewRiskOnly(before, parameters) ? IMMEDIATE_MS : NOTICE_MS;
  },

  movesRisk: true,

  write(state, { segmentId, parameters }) {
    const segment = { ...mustGet(state.segments, segmentId), parameters };
    state.segments.put(segment);
    for (const row of [...state.collaterals.values()])
      if (row.spec.segmentId === segmentId) state.collaterals.put(withNewRiskHaircut(state, segment, row));
  },
};
