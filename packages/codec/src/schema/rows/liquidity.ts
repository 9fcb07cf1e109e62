/**
 * Who stands ready to take claims on one vault for claims on another (MOVE).
 *
 * @module
 */
import { atoms, list, ppm, struct, type ValueOf } from "../../field/index.ts";
import { accountId, assetId, segmentId } from "../ids.ts";

/** One account's: what of its balance it still offers, and what it takes of each atom (MOVE-020). */
export const LiquidityOffer = struct("LiquidityOffer", {
  accountId,
  stockAtoms: atoms,
  targetAtoms: atoms,
  basePpm: ppm,
  slopePpm: ppm,
});
export type LiquidityOffer = ValueOf<typeof LiquidityOffer>;

/** All offers of a segment that take `fromAssetId` and give `toAssetId`, by account id; there while there is one. */
export const LiquidityRow = struct("LiquidityRow", {
  segmentId,
  fromAssetId: assetId,
  toAssetId: assetId,
  offers: list(LiquidityOffer, 32),
});
export type LiquidityRow = ValueOf<typeof LiquidityRow>;
