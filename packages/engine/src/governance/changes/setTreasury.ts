/** Says whose a segment's own pools, or a venue's, are in an exit: nothing moves before (CLAIM-031). @module */
import { type Fault, fault, firstFault } from "../../command/fault.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const setTreasury: ChangeRule<"SetTreasury"> = {
  faultOf: (state, { segmentId, venueId, treasury }) =>
    firstFault(
      (segmentId === 0) === (venueId === 0) ? fault("venueId", "it is of a segment or of a venue") : null,
      segmentId === 0 || state.segments.has(segmentId) ? null : fault("segmentId", `no segment ${segmentId}`),
      venueId === 0 || state.venues.has(venueId) ? null : fault("venueId", `no venue ${venueId}`),
      treasury === 0 ? null : faultOfAccount(state, segmentId, treasury),
    ),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // it counts in an exit alone

  write(state, { segmentId, venueId, treasury }) {
    if (segmentId !== 0) state.segments.put({ ...mustGet(state.segments, segmentId), treasuryAccountId: treasury });
    else state.venues.put({ ...mustGet(state.venues, venueId), treasuryAccountId: treasury });
  },
};

function faultOfAccount(state: StateView, segmentId: number, treasury: number): Fault | null {
  const account = state.accounts.get(treasury);
  if (account === undefined) return fault("treasury", `no account ${treasury}`);
  return segmentId === 0 || account.segmentId === segmentId ? null : fault("treasury", "it is of another segment");
}
