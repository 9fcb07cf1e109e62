/**
 * What happened to claims that move from vault to vault, and to who stands ready for it. Selectors 200–219.
 *
 * @module
 */
import { atoms, struct } from "../../field/index.ts";
import { accountId, assetId, segmentId } from "../ids.ts";
import { LiquidityOffer } from "../rows/index.ts";

export const liquidityEvents = {
  /** An account's offer stands so, in the place of what it offered before. */
  LiquidityOffered: [
    200,
    struct("LiquidityOffered", { segmentId, fromAssetId: assetId, toAssetId: assetId, offer: LiquidityOffer }),
  ],
  /** It stands no more: taken back, or another has its place (MOVE-006). */
  LiquidityWithdrawn: [
    201,
    struct("LiquidityWithdrawn", { accountId, segmentId, fromAssetId: assetId, toAssetId: assetId }),
  ],
  /** The account gave `amountAtoms` of one claim for as many of the other less the fee, which is the volunteer's. */
  ClaimMoved: [
    202,
    struct("ClaimMoved", {
      accountId,
      volunteerAccountId: accountId,
      fromAssetId: assetId,
      toAssetId: assetId,
      amountAtoms: atoms,
      feeAtoms: atoms,
      fromAfterAtoms: atoms,
      toAfterAtoms: atoms,
      volunteerFromAfterAtoms: atoms,
      volunteerToAfterAtoms: atoms,
    }),
  ],
} as const;
