/**
 * What happened through trades. Selectors 40–49.
 *
 * @module
 */
import { atoms, bytes32, lots, struct, ticks, timeMs } from "../../field/index.ts";
import { accountId, instrumentId, venueId } from "../ids.ts";
import { Signer } from "../order.ts";
import { Position } from "../rows.ts";

/**
 * One side of a novation and everything it changed. `fundingAtoms`: funding owed up to this trade, folded into the
 * position's cost. `cashAfterAtoms`: the settlement balance after the fee. `notionalAtoms` counts against the limits of
 * the key or mandate that gave authority; under a mandate `orderDigest` is zero and `signer` empty.
 */
export const NovatedLeg = struct("NovatedLeg", {
  accountId,
  positionAfter: Position,
  feeAtoms: atoms,
  fundingAtoms: atoms,
  cashAfterAtoms: atoms,
  notionalAtoms: atoms,
  signer: Signer,
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
