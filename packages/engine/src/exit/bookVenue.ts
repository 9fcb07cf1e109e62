/**
 * What a venue holds is its treasury's in X: paid by the vault, it leaves the venue, and is no debt of who was paid (EXIT-128).
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import { atoms, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { mustGet, type StateView } from "../state/state.ts";

interface ToTreasury {
  readonly vaultId: number;
  readonly accountId: number;
  readonly assetId: number;
  readonly paidAtoms: bigint;
}

/** Of venues that named the account, by id: the guarantee first, then fees; no more than they hold. Work: venues. */
export function venuesBooked(state: StateView, { paidAtoms, ...to }: ToTreasury): EventOf<"ExitVenueBooked">[] {
  let left = paidAtoms;
  return [...state.venues.values()]
    .filter(
      ({ spec, treasuryAccountId }) => treasuryAccountId === to.accountId && spec.settlementAssetId === to.assetId,
    )
    .sort((one, other) => one.spec.venueId - other.spec.venueId)
    .flatMap(({ spec: { venueId }, guaranteeAtoms, feesAtoms }) => {
      const guarantee = minOf<bigint>(guaranteeAtoms, left);
      const fees = minOf<bigint>(feesAtoms, left - guarantee);
      if (guarantee + fees === 0n) return [];
      left -= guarantee + fees;
      const after = { guaranteeAfterAtoms: atoms(guaranteeAtoms - guarantee), feesAfterAtoms: atoms(feesAtoms - fees) };
      return [{ type: "ExitVenueBooked" as const, venueId, ...to, paidAtoms: atoms(guarantee + fees), ...after }];
    });
}

export const evolveExitVenueBooked: Evolve<"ExitVenueBooked"> = (state, event) => {
  const { venueId, assetId, paidAtoms, guaranteeAfterAtoms, feesAfterAtoms } = event;
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms - paidAtoms) });
  const exit = mustGet(state.exitAssets, assetId);
  state.exitAssets.put({ ...exit, claimsAtoms: atoms(exit.claimsAtoms + paidAtoms) });
  const venue = mustGet(state.venues, venueId);
  state.venues.put({ ...venue, guaranteeAtoms: guaranteeAfterAtoms, feesAtoms: feesAfterAtoms });
};
