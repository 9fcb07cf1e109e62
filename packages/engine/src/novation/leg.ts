/**
 * One leg of a trade: by what authority it stands, and what it does to its account.
 *
 * @module
 */
import {
  type AccountRow,
  type Authority,
  type EventOf,
  type FaultySide,
  type Hex,
  type InstrumentRow,
  KeyScope,
  type MarketRow,
  type OrderRow,
  type Refusal,
  refusal,
  Side,
  type Signer,
  type TradeReport,
  type VenueRow,
} from "@novate/codec";
import { type Atoms, atoms, DAY_MS, type Lots, lots, mulPpmUp, ppm } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Context } from "../command/context.ts";
import type { OrderProof } from "../command/evidence.ts";
import { balanceOf, MAX_POSITIONS, positionOf, withBalance, withPosition } from "../ledger/balances.ts";
import { isReducing, notionalAtoms, tradedPosition } from "../ledger/position.ts";
import { mandateKey, orderKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";

export type NovatedLeg = EventOf<"PositionNovated">["buyer"];

/** How long a trade reference is remembered: longer than any transaction or order lives (NOV-014). */
export const TRADE_MEMORY_MS = 8 * DAY_MS;

/** The trade around a leg, looked up once. */
export interface TradeContext {
  readonly venue: VenueRow;
  readonly instrument: InstrumentRow;
  readonly market: MarketRow;
  readonly settlementAssetId: number;
  readonly clearingFeePpm: bigint;
  readonly maxOrderLifetimeMs: number;
  readonly trade: TradeReport;
}

/** A leg that has authority, with its account before and after. */
export interface Leg {
  readonly before: AccountRow;
  readonly after: AccountRow;
  /** Signed lots held before and after. */
  readonly lotsBefore: Lots;
  readonly lotsAfter: Lots;
  readonly isReducing: boolean;
  readonly minEquityAfterAtoms: Atoms;
  readonly record: NovatedLeg;
}

export type LegVerdict = { readonly ok: true; readonly leg: Leg } | { readonly ok: false; readonly refusal: Refusal };

const NO_SIGNER: Signer = { scheme: 0, key: `0x${"00".repeat(32)}` };
const NO_ORDER: Hex = `0x${"00".repeat(32)}`;

/** Fee of one leg: the venue's and the house's, each rounded up. */
export function feesOf({ venue, clearingFeePpm }: TradeContext, notional: Atoms): { venue: Atoms; clearing: Atoms } {
  return { venue: mulPpmUp(notional, venue.spec.feePpm), clearing: mulPpmUp(notional, ppm(clearingFeePpm)) };
}

/** Judges one leg; `proof` is null for a mandate. Reads only. */
export function judgeLeg(
  state: StateView,
  tradeContext: TradeContext,
  authority: Authority,
  side: number,
  proof: OrderProof | null,
  context: Context,
): LegVerdict {
  const { instrument, market, trade } = tradeContext;
  const accountId = authority.type === "Order" ? authority.order.accountId : authority.accountId;
  const account = state.accounts.get(accountId);
  const faulty = side === Side.buy ? "buyer" : "seller";
  if (account === undefined) return no(refusal("AccountUnknown", { accountId, faulty }));
  if (account.segmentId !== instrument.segmentId) return no(refusal("SegmentMismatch", { accountId, faulty }));
  if (account.role !== 0) return no(refusal("BackstopRestricted", { accountId, faulty }));

  const held = positionOf(account, trade.instrumentId);
  if (held === undefined && account.positions.length >= MAX_POSITIONS)
    return no(refusal("PositionsFull", { accountId, faulty, limit: MAX_POSITIONS }));

  const signedLots = lots(side === Side.buy ? trade.lots : -trade.lots);
  const heldLots = held?.lots ?? lots(0n);
  const reducing = isReducing(heldLots, lots(heldLots + signedLots));
  const notional = notionalAtoms(instrument, trade.lots, trade.priceTicks);

  // An order's key is long: it is looked up once.
  const row = proof === null ? undefined : state.orders.get(orderKey(accountId, proof.digest));
  const fault =
    authority.type === "Order"
      ? faultOfOrder(state, tradeContext, authority, account, row, side, proof, context, reducing, notional)
      : faultOfMandate(state, tradeContext, accountId, faulty, notional, context.timeMs);
  if (fault !== null) return no(fault);

  const { position, fundingAtoms } = tradedPosition(instrument, market, held, signedLots, trade.priceTicks);
  const fees = feesOf(tradeContext, notional);
  const feeAtoms = atoms(fees.venue + fees.clearing);
  const cashAfterAtoms = atoms(balanceOf(account, tradeContext.settlementAssetId) - feeAtoms);
  const record: NovatedLeg = {
    accountId,
    positionAfter: position,
    feeAtoms,
    fundingAtoms,
    cashAfterAtoms,
    notionalAtoms: notional,
    ...(authority.type === "Order"
      ? {
          signer: authority.signer,
          orderDigest: proof!.digest,
          filledAfterLots: lots((row?.filledLots ?? 0n) + trade.lots),
          orderExpiresAtMs: authority.order.expiresAtMs,
        }
      : { signer: NO_SIGNER, orderDigest: NO_ORDER, filledAfterLots: lots(0n), orderExpiresAtMs: 0 }),
  };
  return {
    ok: true,
    leg: {
      before: account,
      lotsBefore: heldLots,
      lotsAfter: position.lots,
      after: withBalance(withPosition(account, position), tradeContext.settlementAssetId, cashAfterAtoms),
      isReducing: reducing,
      minEquityAfterAtoms: authority.type === "Order" ? authority.order.minEquityAfterAtoms : atoms(0n),
      record,
    },
  };
}

// wide: what judgeLeg has read, handed on so that nothing is read twice
function faultOfOrder(
  state: StateView,
  { venue, trade, maxOrderLifetimeMs }: TradeContext,
  { order, signer }: Extract<Authority, { type: "Order" }>,
  account: AccountRow,
  row: OrderRow | undefined,
  side: number,
  proof: OrderProof | null,
  context: Context,
  reducing: boolean,
  notional: Atoms,
): Refusal | null {
  const { timeMs } = context;
  const { accountId } = order;
  const faulty: FaultySide = side === Side.buy ? "buyer" : "seller";
  if (proof === null || !proof.isSigned) return refusal("OrderSignatureInvalid", { accountId, faulty });
  if (order.venueId !== venue.spec.venueId) return refusal("OrderMismatch", { accountId, faulty, field: "venueId" });
  if (order.instrumentId !== trade.instrumentId)
    return refusal("OrderMismatch", { accountId, faulty, field: "instrumentId" });
  if (order.side !== side) return refusal("OrderMismatch", { accountId, faulty, field: "side" });
  if (order.expiresAtMs <= timeMs)
    return refusal("OrderExpired", { accountId, faulty, expiresAtMs: order.expiresAtMs });
  const latestMs = timeMs + maxOrderLifetimeMs;
  if (order.expiresAtMs > latestMs)
    return refusal("OrderLifetimeTooLong", { accountId, faulty, expiresAtMs: order.expiresAtMs, latestMs });

  const authority = authorise(state, account, signer, KeyScope.trade, timeMs, faulty);
  if (!authority.granted) return authority.refusal;
  if (authority.key !== null) {
    const { key } = authority;
    if (key.venueIds.length > 0 && !key.venueIds.includes(venue.spec.venueId)) {
      return refusal("KeyLimitExceeded", { accountId, faulty, limit: "venueIds" });
    }
    if (key.reduceOnly && !reducing) return refusal("KeyLimitExceeded", { accountId, faulty, limit: "reduceOnly" });
    if (notional > key.tradeNotionalAtoms)
      return refusal("KeyLimitExceeded", { accountId, faulty, limit: "tradeNotionalAtoms" });
    if (key.usedNotionalAtoms + notional > key.totalNotionalAtoms) {
      return refusal("KeyLimitExceeded", { accountId, faulty, limit: "totalNotionalAtoms" });
    }
  }

  if (row?.isVoid) return refusal("OrderVoid", { accountId, faulty });
  const filledLots = row?.filledLots ?? lots(0n);
  if (filledLots + trade.lots > order.lots)
    return refusal("OrderOverfilled", { accountId, faulty, orderLots: order.lots, filledLots, tradeLots: trade.lots });
  const isWithinLimit =
    side === Side.buy ? trade.priceTicks <= order.limitPriceTicks : trade.priceTicks >= order.limitPriceTicks;
  if (!isWithinLimit)
    return refusal("LimitPriceBreached", {
      accountId,
      faulty,
      priceTicks: trade.priceTicks,
      limitPriceTicks: order.limitPriceTicks,
    });
  if (venue.spec.feePpm > order.maxFeePpm)
    return refusal("FeeAboveLimit", { accountId, faulty, feePpm: venue.spec.feePpm, maxFeePpm: order.maxFeePpm });
  if (order.reduceOnly && !reducing) return refusal("ReduceOnlyBreached", { accountId, faulty });
  return null;
}

function faultOfMandate(
  state: StateView,
  { venue }: TradeContext,
  accountId: number,
  faulty: FaultySide,
  notional: Atoms,
  timeMs: number,
): Refusal | null {
  const mandate = state.mandates.get(mandateKey(accountId, venue.spec.venueId));
  if (mandate === undefined || timeMs >= mandate.validUntilMs) return refusal("MandateMissing", { accountId, faulty });
  if (notional > mandate.tradeNotionalAtoms)
    return refusal("MandateLimitExceeded", { accountId, faulty, limit: "tradeNotionalAtoms" });
  if (mandate.usedNotionalAtoms + notional > mandate.totalNotionalAtoms)
    return refusal("MandateLimitExceeded", { accountId, faulty, limit: "totalNotionalAtoms" });
  return null;
}

const no = (refusal: Refusal): LegVerdict => ({ ok: false, refusal });
