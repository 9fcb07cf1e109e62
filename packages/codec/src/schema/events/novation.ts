/**
 * What happened through trades. Selectors 40–49.
 *
 * @module
 */
import { atoms, bytes32, lots, struct, ticks, timeMs } from "../../field/index.ts";
import { accountId, instrumentId, venueId } from "../ids.ts";
import { Position } from "../rows.ts";

/**
 * One side of a novation and everything it changed. `orderDigest` is zero under a mandate. `fundingAtoms` settles the
 * position's funding up to this trade (positive: received). `cashAfterAtoms` is the settlement balance after all of it.
 */
export const NovatedLeg = struct("NovatedLeg", {
  accountId,
  positionAfter: Position,
  feeAtoms: atoms,
  fundingAtoms: atoms,
  cashAfterAtoms: atoms,
  orderDigest: bytes32,
  filledAfterLots: lots,
  orderExpiresAtMs: timeMs,
});

export const novationEvents = {
  PositionNovated: [
    40,
    struct("PositionNovated", {
      venueId,
      reference: bytes32,
      bodyHash: bytes32,
      instrumentId,
      priceTicks: ticks,
      lots,
      buyer: NovatedLeg,
      seller: NovatedLeg,
      venueFeeAtoms: atoms,
      clearingFeeAtoms: atoms,
      openLotsAfter: lots,
      forgetAtMs: timeMs,
    }),
  ],
  TradeForgotten: [41, struct("TradeForgotten", { venueId, reference: bytes32 })],
} as const;
