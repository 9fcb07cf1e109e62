/**
 * What happened through trades. Selectors 40–49.
 *
 * @module
 */
import { atoms, bytes32, lots, struct, ticks, timeMs } from "../../field/index.ts";
import { accountId, instrumentId, venueId } from "../ids.ts";
import { Signer } from "../order.ts";
import { Position } from "../rows/index.ts";

/**
 * What both kinds of leg record. `cashAfterAtoms`: the settlement balance after price and fee. `notionalAtoms` counts
 * against the limits of the key or mandate that gave authority; under a mandate `orderDigest`, `signer` are zero.
 */
const legFields = {
  accountId,
  feeAtoms: atoms,
  cashAfterAtoms: atoms,
  notionalAtoms: atoms,
  signer: Signer,
  orderDigest: bytes32,
  filledAfterLots: lots,
  orderExpiresAtMs: timeMs,
};

/** One side of a novation. `fundingAtoms`: funding owed up to this trade, folded into the position's cost. */
const NovatedLeg = struct("NovatedLeg", { ...legFields, positionAfter: Position, fundingAtoms: atoms });

/** One side of a delivery against payment. */
const DeliveredLeg = struct("DeliveredLeg", { ...legFields, baseAfterAtoms: atoms });

const tradeFields = {
  venueId,
  reference: bytes32,
  bodyHash: bytes32,
  instrumentId,
  priceTicks: ticks,
  lots,
  venueFeeAtoms: atoms,
  clearingFeeAtoms: atoms,
  forgetAtMs: timeMs,
};

export const novationEvents = {
  PositionNovated: [
    40,
    struct("PositionNovated", { ...tradeFields, buyer: NovatedLeg, seller: NovatedLeg, openLotsAfter: lots }),
  ],
  TradeForgotten: [41, struct("TradeForgotten", { venueId, reference: bytes32 })],
  DeliverySettled: [42, struct("DeliverySettled", { ...tradeFields, buyer: DeliveredLeg, seller: DeliveredLeg })],
  OrderVoided: [43, struct("OrderVoided", { accountId, orderDigest: bytes32, expiresAtMs: timeMs })],
  OrderForgotten: [44, struct("OrderForgotten", { accountId, orderDigest: bytes32 })],
  /** Orders of the account that expire by `voidedToMs` are void (NOV-073). */
  OrdersVoided: [45, struct("OrdersVoided", { accountId, voidedToMs: timeMs })],
} as const;
