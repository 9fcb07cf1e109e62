/** Says whose a segment's own pools, or a venue's, are in an exit: nothing moves before (CLAIM-031). @module */
import type { ChangeOf } from "@novate/codec";
import { type Fault, fault, firstFault } from "../../command/fault.ts";
import { collateralKey } from "../../state/keys.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const setTreasury: ChangeRule<"SetTreasury"> = {
  faultOf: (state, { segmentId, venueId, treasury }) =>
    firstFault(
      (segmentId === 0) === (venueId === 0) ? fault("venueId", "it is of a segment or of a venue") : null,
      segmentId === 0 || state.segments.has(segmentId) ? null : fault("segmentId", `no segment ${segmentId}`),
      venueId === 0 || state.venues.has(venueId) ? null : fault("venueId", `no venue ${venueId}`),
      treasury === 0 ? null : faultOfAccount(state, { segmentId, venueId, treasury }),
    ),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // it counts in an exit alone

  write(state, { segmentId, venueId, treasury }) {
    if (segmentId !== 0) state.segments.put({ ...mustGet(state.segments, segmentId), treasuryAccountId: treasury });
    else state.venues.put({ ...mustGet(state.venues, venueId), treasuryAccountId: treasury });
  },
};

type Named = Pick<ChangeOf<"SetTreasury">, "segmentId" | "venueId" | "treasury">;

function faultOfAccount(state: StateView, { segmentId, venueId, treasury }: Named): Fault | null {
  const account = state.accounts.get(treasury);
  if (account === undefined) return fault("treasury", `no account ${treasury}`);
  if (segmentId !== 0) return account.segmentId === segmentId ? null : fault("treasury", "it is of another segment");
  const assetId = state.venues.get(venueId)?.spec.settlementAssetId;
  if (assetId === undefined || state.collaterals.has(collateralKey(account.segmentId, assetId))) return null;
  return fault("treasury", `its segment does not take asset ${assetId}`);
}
