/** Ends a segment whose members are to have what is theirs (EXIT-200). @module */
import { fault, firstFault } from "../../command/fault.ts";
import { begunWindUp, isEnding } from "../../ledger/windUp.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const windUpSegment: ChangeRule<"WindUpSegment"> = {
  faultOf: (state, { segmentId }) =>
    firstFault(
      state.segments.has(segmentId) ? null : fault("segmentId", `no segment ${segmentId}`),
      isEnding(state, segmentId) ? fault("segmentId", "winds up already") : null,
    ),

  /** Time for whoever would rather close or move its positions itself. */
  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // marks are what they are, and risk ends

  write(state, { segmentId }, atMs) {
    state.windUps.put(begunWindUp({ segmentId }, atMs, false));
  },
};
