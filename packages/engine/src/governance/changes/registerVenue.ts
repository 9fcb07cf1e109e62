/** Registers a venue that may report trades, or moves its key, its fee and its standing. @module */
import { SignatureScheme } from "@novate/codec";
import { ZERO_ATOMS } from "@novate/num";
import { fault, firstFault, outside } from "../../command/fault.ts";
import { signerKey } from "../../state/keys.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS } from "./rule.ts";

export const registerVenue: ChangeRule<"RegisterVenue"> = {
  faultOf(state, { venueId, name, signer, feePpm, settlementAssetId }) {
    const before = state.venues.get(venueId)?.spec;
    return firstFault(
      name === "" ? fault("name", "is empty") : null,
      outside("signer.scheme", signer.scheme, SignatureScheme.eip712, SignatureScheme.ed25519),
      outside("feePpm", feePpm, 0n, 10_000n),
      state.assets.has(settlementAssetId) ? null : fault("settlementAssetId", `no asset ${settlementAssetId}`),
      before !== undefined && before.settlementAssetId !== settlementAssetId
        ? fault("settlementAssetId", "is fixed at registration")
        : null,
    );
  },

  /** Stopping a venue only stops its reports. */
  delayMsOf(state, change) {
    const before = state.venues.get(change.venueId)?.spec;
    const isStopped =
      before !== undefined &&
      !change.isActive &&
      change.feePpm <= before.feePpm &&
      signerKey(change.signer) === signerKey(before.signer);
    return isStopped ? IMMEDIATE_MS : ADDING_RISK_MS;
  },

  movesRisk: false, // fees of trades to come

  write(state, { type: _, ...spec }) {
    const row = state.venues.get(spec.venueId);
    state.venues.put({
      spec,
      guaranteeAtoms: row?.guaranteeAtoms ?? ZERO_ATOMS,
      feesAtoms: row?.feesAtoms ?? ZERO_ATOMS,
      treasuryAccountId: row?.treasuryAccountId ?? 0,
    });
  },
};
