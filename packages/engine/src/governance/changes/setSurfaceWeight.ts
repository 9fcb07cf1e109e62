/** Says how much a publisher counts among those who publish volatility surfaces (ORCL-103). @module */
import { fault, firstFault, outside } from "../../command/fault.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const setSurfaceWeight: ChangeRule<"SetSurfaceWeight"> = {
  faultOf: (state, { publisherId, weight }) =>
    firstFault(
      state.publishers.has(publisherId) ? null : fault("publisherId", `no publisher ${publisherId}`),
      outside("weight", weight, 0, 10_000),
    ),

  /** Whose weight falls makes that of the others rise. */
  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: true,

  write(state, { publisherId, weight }) {
    const row = state.publishers.get(publisherId);
    if (row !== undefined) state.publishers.put({ ...row, surfaceWeight: weight });
  },
};
