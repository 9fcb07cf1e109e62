/**
 * By what authority a leg stands: a signed order within its key's limits, or a mandate to the venue (NOV-002, NOV-003).
 *
 * @module
 */
import {
  type AccountRow,
  type Authority,
  type FaultySide,
  type KeyRow,
  KeyScope,
  type OrderRow,
  type Refusal,
  refusal,
  Side,
} from "@novate/codec";
import { type Atoms, lots, ppm } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { OrderProof } from "../command/evidence.ts";
import { mandateKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import type { TradeContext } from "./tradeContext.ts";

/** What the leg is to its account, looked up once. */
export interface LegFacts {
  readonly account: AccountRow;
  readonly faulty: FaultySide;
  readonly side: number;
  /** Null for a mandate. */
  readonly proof: OrderProof | null;
  /** Fills of the order so far, if there were any. */
  readonly row: OrderRow | undefined;
  readonly isReducing: boolean;
  readonly notional: Atoms;
}

/** Why the leg has no authority, or null; the checks stand in their order of precedence. */
export function faultOfAuthority(
  state: StateView,
  tradeContext: TradeContext,
  authority: Authority,
  facts: LegFacts,
  timeMs: number,
): Refusal | null {
  return authority.type === "Order"
    ? (faultOfOrder(tradeContext, authority.order, facts, timeMs) ??
        faultOfSigner(state, tradeContext, authority, facts, timeMs) ??
        faultOfFill(tradeContext, authority.order, facts))
    : faultOfMandate(state, tradeContext, facts, timeMs);
}

type SignedOrder = Extract<Authority, { type: "Order" }>;
type Order = SignedOrder["order"];

/** Is it signed, is it about this trade, is it of this time. */
function faultOfOrder(
  { venue, trade, maxOrderLifetimeMs }: TradeContext,
  order: Order,
  { faulty, side, proof }: LegFacts,
  timeMs: number,
): Refusal | null {
  const { accountId, expiresAtMs } = order;
  if (proof === null || !proof.isSigned) return refusal("OrderSignatureInvalid", { accountId, faulty });
  if (order.venueId !== venue.spec.venueId) return refusal("OrderMismatch", { accountId, faulty, field: "venueId" });
  if (order.instrumentId !== trade.instrumentId)
    return refusal("OrderMismatch", { accountId, faulty, field: "instrumentId" });
  if (order.side !== side) return refusal("OrderMismatch", { accountId, faulty, field: "side" });
  if (expiresAtMs <= timeMs) return refusal("OrderExpired", { accountId, faulty, expiresAtMs });
  const latestMs = timeMs + maxOrderLifetimeMs;
  return expiresAtMs > latestMs ? refusal("OrderLifetimeTooLong", { accountId, faulty, expiresAtMs, latestMs }) : null;
}

/** May its signer trade for the account, and so much, here. */
function faultOfSigner(
  state: StateView,
  tradeContext: TradeContext,
  { signer }: SignedOrder,
  facts: LegFacts,
  timeMs: number,
): Refusal | null {
  const authority = authorise(state, facts.account, signer, KeyScope.trade, timeMs, facts.faulty);
  if (!authority.granted) return authority.refusal;
  return authority.key === null ? null : faultOfKey(authority.key, tradeContext, facts);
}

function faultOfKey(key: KeyRow, { venue }: TradeContext, { faulty, isReducing, notional }: LegFacts): Refusal | null {
  const { accountId } = key;
  if (key.venueIds.length > 0 && !key.venueIds.includes(venue.spec.venueId)) {
    return refusal("KeyLimitExceeded", { accountId, faulty, limit: "venueIds" });
  }
  if (key.reduceOnly && !isReducing) return refusal("KeyLimitExceeded", { accountId, faulty, limit: "reduceOnly" });
  if (notional > key.tradeNotionalAtoms)
    return refusal("KeyLimitExceeded", { accountId, faulty, limit: "tradeNotionalAtoms" });
  return key.usedNotionalAtoms + notional > key.totalNotionalAtoms
    ? refusal("KeyLimitExceeded", { accountId, faulty, limit: "totalNotionalAtoms" })
    : null;
}

/** Does the order want this fill: what is left of it, its price, fee and direction. */
function faultOfFill({ venue, trade, clearingFeePpm }: TradeContext, order: Order, facts: LegFacts): Refusal | null {
  const { row, side, faulty, isReducing } = facts;
  const { accountId, limitPriceTicks } = order;
  if (row?.isVoid) return refusal("OrderVoid", { accountId, faulty });
  if (order.expiresAtMs <= facts.account.voidedToMs) return refusal("OrderVoid", { accountId, faulty });
  const filledLots = row?.filledLots ?? lots(0n);
  if (filledLots + trade.lots > order.lots)
    return refusal("OrderOverfilled", { accountId, faulty, orderLots: order.lots, filledLots, tradeLots: trade.lots });
  const { priceTicks } = trade;
  const isWithinLimit = side === Side.buy ? priceTicks <= limitPriceTicks : priceTicks >= limitPriceTicks;
  if (!isWithinLimit) return refusal("LimitPriceBreached", { accountId, faulty, priceTicks, limitPriceTicks });
  const feePpm = ppm(venue.spec.feePpm + clearingFeePpm); // what the account pays (NOV-019)
  if (feePpm > order.maxFeePpm)
    return refusal("FeeAboveLimit", { accountId, faulty, feePpm, maxFeePpm: order.maxFeePpm });
  return order.reduceOnly && !isReducing ? refusal("ReduceOnlyBreached", { accountId, faulty }) : null;
}

function faultOfMandate(
  state: StateView,
  { venue }: TradeContext,
  { account: { accountId }, faulty, notional }: LegFacts,
  timeMs: number,
): Refusal | null {
  const mandate = state.mandates.get(mandateKey(accountId, venue.spec.venueId));
  if (mandate === undefined || timeMs >= mandate.validUntilMs) return refusal("MandateMissing", { accountId, faulty });
  if (notional > mandate.tradeNotionalAtoms)
    return refusal("MandateLimitExceeded", { accountId, faulty, limit: "tradeNotionalAtoms" });
  return mandate.usedNotionalAtoms + notional > mandate.totalNotionalAtoms
    ? refusal("MandateLimitExceeded", { accountId, faulty, limit: "totalNotionalAtoms" })
    : null;
}
