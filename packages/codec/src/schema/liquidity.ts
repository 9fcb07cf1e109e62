/**
 * Commands that move claims on one currency from vault to vault (MOVE).
 *
 * @module
 */
import { atoms, ppm, struct } from "../field/index.ts";
import { accountId, assetId } from "./ids.ts";

/**
 * Stands ready to take claims on one asset and give those on another of its currency, atom for atom less a price (MOVE-001). What it
 * takes of each atom is `basePpm` + `slopePpm` · max(0, 1 − stock / target)². No target takes the offer back.
 */
export const OfferLiquidity = struct("OfferLiquidity", {
  accountId,
  fromAssetId: assetId,
  toAssetId: assetId,
  stockAtoms: atoms,
  targetAtoms: atoms,
  basePpm: ppm,
  slopePpm: ppm,
});

/** Gives `amountAtoms` of a claim for one on another vault, against the cheapest offers; refused below `minimumAtoms` (MOVE-010). */
export const MoveClaim = struct("MoveClaim", {
  accountId,
  fromAssetId: assetId,
  toAssetId: assetId,
  amountAtoms: atoms,
  minimumAtoms: atoms,
});
