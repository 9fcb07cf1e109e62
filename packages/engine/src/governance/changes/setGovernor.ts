/** Admits or removes a governor, and sets how many must agree. @module */

import { fault, firstFault, outside } from "../../command/fault.ts";
import { houseOf } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

/** A bundle lists its approvals in full, so this is how many governors there may be. */
export const MAX_GOVERNORS = 16;

export const setGovernor: ChangeRule<"SetGovernor"> = {
  faultOf(state, { owner, isMember, threshold }) {
    const isMemberNow = state.governors.has(owner);
    const count = state.governors.size + (isMember === isMemberNow ? 0 : isMember ? 1 : -1);
    return firstFault(
      !isMember && !isMemberNow ? fault("owner", "is no governor") : null,
      outside("isMember", count, 1, MAX_GOVERNORS),
      outside("threshold", threshold, 1, count),
    );
  },

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false,

  write(state, { owner, isMember, threshold }) {
    if (isMember) state.governors.put(state.governors.get(owner) ?? { owner, triedAtMs: 0 });
    else state.governors.delete(owner);
    state.house.put({ ...houseOf(state), governorThreshold: threshold });
  },
};
