/** Opens a ring-fenced clearing service (SEG-001). @module */
import { ZERO_ATOMS } from "@novate/num";
import { fault, firstFault } from "../../command/fault.ts";
import { faultOfParameters } from "./parameterBounds.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const createSegment: ChangeRule<"CreateSegment"> = {
  faultOf: (state, { segmentId, name, settlementAssetId, parameters }) =>
    firstFault(
      state.segments.has(segmentId) ? fault("segmentId", `${segmentId} exists already`) : null,
      name === "" ? fault("name", "is empty") : null,
      state.assets.has(settlementAssetId) ? null : fault("settlementAssetId", `no asset ${settlementAssetId}`),
      faultOfParameters(parameters),
    ),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // nobody is in it yet

  write(state, { segmentId, name, settlementAssetId, parameters }, atMs) {
    state.segments.put({
      segmentId,
      name,
      settlementAssetId,
      parameters,
      feesAtoms: ZERO_ATOMS,
      skinAtoms: ZERO_ATOMS,
      juniorFundAtoms: ZERO_ATOMS,
      seniorFundAtoms: ZERO_ATOMS,
      dustAtoms: ZERO_ATOMS,
      transitAtoms: ZERO_ATOMS,
      uncoveredAtoms: ZERO_ATOMS,
      lastCycleMs: atMs,
      cycle: null,
      interest: null,
      lastInterestMs: atMs,
      earmarkedAtoms: ZERO_ATOMS,
      shortfallAtMs: 0,
      smallLossAtoms: ZERO_ATOMS,
      smallLossSinceMs: 0,
      entries: { deepCursor: 0, cursor: 0, carriedHeight: 0 },
      debtCursor: 0,
      owedAtoms: ZERO_ATOMS,
      moveSequence: 0,
      moveSampledAtMs: 0,
      treasuryAccountId: 0,
    });
  },
};
