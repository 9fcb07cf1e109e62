/**
 * Rows of venues, orders and trade references.
 *
 * @module
 */
import { atoms, bool, bytes32, lots, struct, timeMs, u32, type ValueOf } from "../../field/index.ts";
import { RegisterVenue } from "../change.ts";
import { accountId, venueId } from "../ids.ts";

/** A venue: its registration, its guarantee, and the fees that wait for its treasury. */
export const VenueRow = struct("VenueRow", {
  spec: RegisterVenue,
  guaranteeAtoms: atoms,
  feesAtoms: atoms,
  treasuryAccountId: accountId,
});
export type VenueRow = ValueOf<typeof VenueRow>;

/** Fills of one signed order so far; kept until the order expires. */
export const OrderRow = struct("OrderRow", {
  digest: bytes32,
  accountId,
  filledLots: lots,
  isVoid: bool,
  expiresAtMs: timeMs,
});
export type OrderRow = ValueOf<typeof OrderRow>;

/** An accepted trade's reference; the same body again changes nothing, another body is a conflict (NOV-005, NOV-029). */
export const TradeRow = struct("TradeRow", {
  venueId,
  reference: bytes32,
  bodyHash: bytes32,
  height: u32,
  forgetAtMs: timeMs,
});
export type TradeRow = ValueOf<typeof TradeRow>;
