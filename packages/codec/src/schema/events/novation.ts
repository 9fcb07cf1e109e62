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
  /** A trade was cleared: the house stands between buyer and seller (NOV). */
  PositionNovated: [
    40,
    struct("PositionNovated", { ...tradeFields, buyer: NovatedLeg, seller: NovatedLeg, openLotsAfter: lots }),
  ],
  /** The reference of a trade is no row any more: too old to be reported again. */
  TradeForgotten: [41, struct("TradeForgotten", { venueId, reference: bytes32 })],
  /** A spot trade was settled: the asset against its price, at once (NOV-009). */
  DeliverySettled: [42, struct("DeliverySettled", { ...tradeFields, buyer: DeliveredLeg, seller: DeliveredLeg })],
  /** The rest of a signed order is void (NOV-004). */
  OrderVoided: [43, struct("OrderVoided", { accountId, orderDigest: bytes32, expiresAtMs: timeMs })],
  /** An order that has expired is no row any more. */
  OrderForgotten: [44, struct("OrderForgotten", { accountId, orderDigest: bytes32 })],
  /** Orders of the account that expire by `voidedToMs` are void (NOV-073). */
  OrdersVoided: [45, struct("OrdersVoided", { accountId, voidedToMs: timeMs })],
} as const;
