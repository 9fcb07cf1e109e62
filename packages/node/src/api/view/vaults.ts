/**
 * The vaults of a house, what lies in each, and how many keys open them.
 *
 * @module
 */
import { ExitPhase, tables, toJson, type VaultRow } from "@novate/codec";
import { type Engine, leastQuorum } from "@novate/engine";
import type { RowJson } from "@novate/wire";

type View = Pick<Engine, "height" | "state">;

export function vaultsView({ height, state }: View) {
  const set = state.validators.values().next().value;
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
    vaults: [...state.vaults.values()].map((vault) => withAssets(state, vault)),
  };
}

/** One of them; null where there is none. */
export function vaultView({ height, state }: View, vaultId: number) {
  const vault = state.vaults.get(vaultId);
  return vault === undefined ? null : { height, ...withAssets(state, vault) };
}

/** How far it is on its way into exit, and how far what it pays is booked; null of one that was shown nowhere near it. */
function exitOf({ vaultExits, exitBooks }: View["state"], vaultId: number) {
  const row = vaultExits.get(vaultId);
  if (row === undefined || row.phase === ExitPhase.none) return null;
  const book = exitBooks.get(vaultId);
  return {
    row: toJson(tables.vaultExits, row) as unknown as RowJson<"vaultExits">, // as below
    book: book === undefined ? null : (toJson(tables.exitBooks, book) as unknown as RowJson<"exitBooks">),
  };
}

const withAssets = (state: View["state"], vault: VaultRow) => ({
  row: toJson(tables.vaults, vault) as unknown as RowJson<"vaults">, // by the table's own field
  exit: exitOf(state, vault.spec.vaultId),
  assets: [...state.locations.values()]
    .filter(({ vaultId }) => vaultId === vault.spec.vaultId)
    .map((row) => ({
      row: toJson(tables.locations, row) as unknown as RowJson<"locations">, // as above
      heldAtoms: (state.assets.get(row.assetId)?.escrowAtoms ?? 0n).toString(),
    })),
});
