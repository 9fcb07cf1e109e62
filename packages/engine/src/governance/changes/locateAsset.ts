/** Says which token of which vault an asset is, for good, while nothing of it is held (CSTD-004, CSTD-005). @module */
import type { ChangeOf, Hex } from "@novate/codec";
import { ZERO_ATOMS } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import type { StateView } from "../../state/state.ts";
import { isEmpty } from "./isEmpty.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS } from "./rule.ts";

const NO_ADDRESS: Hex = `0x${"00".repeat(20)}`;

/** Vaults hold amounts in 96 bits. */
const LEAST_END = 1n << 96n;

export const locateAsset: ChangeRule<"LocateAsset"> = {
  faultOf: (state, spec) =>
    firstFault(
      state.assets.has(spec.assetId) ? null : fault("assetId", `no asset ${spec.assetId}`),
      faultOfPlace(state, spec),
      outside("leastAtoms", spec.leastAtoms, 0n, LEAST_END - 1n),
    ),

  delayMsOf: (state) => (isEmpty(state) ? IMMEDIATE_MS : ADDING_RISK_MS),

  movesRisk: false, // nobody holds it, or nothing but the least changes

  write(state, { assetId, vaultId, token, currency, leastAtoms }) {
    const queued = { mainAtoms: ZERO_ATOMS, smallAtoms: ZERO_ATOMS, sentBackAtoms: ZERO_ATOMS };
    const place = { assetId, vaultId, token, currency, consumedAtoms: ZERO_ATOMS, keptAtoms: ZERO_ATOMS, queued };
    state.locations.put({ ...(state.locations.get(assetId) ?? place), leastAtoms });
  },
};

type Spec = ChangeOf<"LocateAsset">;

function faultOfPlace(state: StateView, { assetId, vaultId, token, currency }: Omit<Spec, "type">): Fault | null {
  const row = state.locations.get(assetId);
  if (row !== undefined) {
    const isSame = row.vaultId === vaultId && row.token === token && row.currency === currency;
    return isSame ? null : fault("assetId", "is located already");
  }
  return firstFault(
    state.assets.get(assetId)?.escrowAtoms === 0n ? null : fault("assetId", "is held already"),
    state.vaults.has(vaultId) ? null : fault("vaultId", `no vault ${vaultId}`),
    token === NO_ADDRESS ? fault("token", "is nobody") : null,
    assetAt(state, vaultId, token) === null ? null : fault("token", "is another asset"),
    state.assets.has(currency) ? null : fault("currency", `no asset ${currency}`),
  );
}

function assetAt(state: StateView, vaultId: number, token: Hex): number | null {
  for (const row of state.locations.values()) if (row.vaultId === vaultId && row.token === token) return row.assetId;
  return null;
}
