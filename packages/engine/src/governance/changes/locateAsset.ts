/** Says which token of which vault an asset is, for good, while nothing of it is held (CSTD-004, CSTD-005). @module */
import type { Hex } from "@novate/codec";
import { ZERO_ATOMS } from "@novate/num";
import { fault, firstFault } from "../../command/fault.ts";
import type { StateView } from "../../state/state.ts";
import { isEmpty } from "./isEmpty.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS } from "./rule.ts";

const NO_ADDRESS: Hex = `0x${"00".repeat(20)}`;

export const locateAsset: ChangeRule<"LocateAsset"> = {
  faultOf: (state, { assetId, vaultId, token, currency }) =>
    firstFault(
      state.assets.has(assetId) ? null : fault("assetId", `no asset ${assetId}`),
      state.locations.has(assetId) ? fault("assetId", "is located already") : null,
      state.assets.get(assetId)?.escrowAtoms === 0n ? null : fault("assetId", "is held already"),
      state.vaults.has(vaultId) ? null : fault("vaultId", `no vault ${vaultId}`),
      token === NO_ADDRESS ? fault("token", "is nobody") : null,
      assetAt(state, vaultId, token) === null ? null : fault("token", "is another asset"),
      state.assets.has(currency) ? null : fault("currency", `no asset ${currency}`),
    ),

  delayMsOf: (state) => (isEmpty(state) ? IMMEDIATE_MS : ADDING_RISK_MS),

  movesRisk: false, // nobody holds it

  write(state, { assetId, vaultId, token, currency }) {
    const queued = { mainAtoms: ZERO_ATOMS, smallAtoms: ZERO_ATOMS, sentBackAtoms: ZERO_ATOMS };
    state.locations.put({ assetId, vaultId, token, currency, consumedAtoms: ZERO_ATOMS, queued });
  },
};

function assetAt(state: StateView, vaultId: number, token: Hex): number | null {
  for (const row of state.locations.values()) if (row.vaultId === vaultId && row.token === token) return row.assetId;
  return null;
}
