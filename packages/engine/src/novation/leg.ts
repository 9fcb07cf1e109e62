/**
 * One leg of a trade: what it does to its account.
 *
 * @module
 */
import {
  type AccountRow,
  type Authority,
  type EventOf,
  type Hex,
  type Refusal,
  refusal,
  Side,
  type Signer,
} from "@novate/codec";
import { type Atoms, atoms, type Lots, lots, mulPpmUp, ppm } from "@novate/num";
import type { Context } from "../command/context.ts";
import type { OrderProof } from "../command/evidence.ts";
import { balanceOf, MAX_POSITIONS, positionOf, withBalance, withPosition } from "../ledger/balances.ts";
import { isReducing, tradedPosition } from "../ledger/position.ts";
import { faultOfOwedCycle } from "../ledger/unsettled.ts";
import { orderKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { faultOfAuthority, type LegFacts } from "./authorityOfLeg.ts";
import { countedNotional, feeNotional } from "./counted.ts";
import type { TradeContext } from "./tradeContext.ts";

export type NovatedLeg = EventOf<"PositionNovated">["buyer"];

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
export function feesOf(tradeContext: TradeContext): { venue: Atoms; clearing: Atoms } {
  const { venue, clearingFeePpm } = tradeContext;
  const notional = feeNotional(tradeContext);
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
  const notional = countedNotional(tradeContext);

  // An order's key is long: it is looked up once.
  const row = proof === null ? undefined : state.orders.get(orderKey(accountId, proof.digest));
  const facts: LegFacts = { account, faulty, side, proof, row, isReducing: reducing, notional };
  const fault = faultOfAuthority(state, tradeContext, authority, facts, context.timeMs);
  if (fault !== null) return no(fault);
  const unsettled = faultOfOwedCycle(state, account, faulty);
  if (unsettled !== null) return no(unsettled);

  const { position, fundingAtoms } = tradedPosition(instrument, market, held, signedLots, trade.priceTicks);
  const fees = feesOf(tradeContext);
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

const no = (refusal: Refusal): LegVerdict => ({ ok: false, refusal });
