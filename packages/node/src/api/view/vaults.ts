/**
 * The vaults of a house, what lies in each, and how many keys open them.
 *
 * @module
 */
import { tables, toJson } from "@novate/codec";
import { type Engine, leastQuorum } from "@novate/engine";
import type { RowJson } from "@novate/wire";

export function vaultsView({ height, state }: Engine) {
  const set = state.validators.values().next().value;
  const locations = [...state.locations.values()];
  return {
    height,
    quorum:
      set === undefined
        ? null
        : {
            epoch: set.epoch.toString(),
            hotSet: set.hotHash,
            keys: set.members.length,
            leastKeys: leastQuorum(set.members),
          },
    custodianChains: [...state.custodians.values()].map(({ chainId }) => chainId),
    vaults: [...state.vaults.values()].map((vault) => ({
      row: toJson(tables.vaults, vault) as unknown as RowJson<"vaults">, // by the table's own field
      assets: locations
        .filter(({ vaultId }) => vaultId === vault.spec.vaultId)
        .map((row) => ({
          row: toJson(tables.locations, row) as unknown as RowJson<"locations">, // as above
          heldAtoms: (state.assets.get(row.assetId)?.escrowAtoms ?? 0n).toString(),
        })),
    })),
  };
}
