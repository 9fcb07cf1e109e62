/**
 * What came in through a vault's inbox is held from then on, whoever it is for (INV-001).
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import { mustGet, type WritableState } from "../state/state.ts";

export function consumed(state: WritableState, assetId: number, amountAtoms: Atoms): void {
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + amountAtoms) });
  const location = mustGet(state.locations, assetId);
  state.locations.put({ ...location, consumedAtoms: atoms(location.consumedAtoms + amountAtoms) });
}
