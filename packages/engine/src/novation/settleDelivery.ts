/**
 * A spot trade: delivery against payment in one event, leaving no position (NOV-009).
 *
 * @module
 */

import {
  type AccountRow,
  AccountStatus,
  type EventOf,
  type FaultySide,
  type Refusal,
  refusal,
  Side,
} from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { assert } from "@novate/stdx";
import { accountCapExceeded } from "../collateral/caps.ts";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { outflowFault } from "../collateral/payable.ts";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Context } from "../command/context.ts";
import { accept, type Decision, refuse, refused } from "../command/decision.ts";
import type { TradeProof } from "../command/evidence.ts";
import type { Evolve } from "../command/evolver.ts";
import type { Delivery } from "../instrument/rule.ts";
import { ruleOf } from "../instrument/rules.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { notionalAtoms } from "../ledger/position.ts";
import { exitFault } from "../ledger/vaultExit.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { feesOf, judgeLeg } from "./leg.ts";
import { faultOfOwnTrade } from "./ownTrade.ts";
import { recordTrade } from "./record.ts";
import type { TradeContext } from "./tradeContext.ts";
import { forgottenAtMs } from "./tradeWindow.ts";

export function decideDelivery(
  state: StateView,
  tradeContext: TradeContext,
  { baseAssetId, lotBaseAtoms }: Delivery,
  proof: TradeProof,
  context: Context,
): Decision {
  const { trade, instrument, venue, settlementAssetId } = tradeContext;

  const buyer = judgeLeg(state, tradeContext, trade.buyer, Side.buy, proof.buyer, context);
  if (!buyer.ok) return refused(buyer.refusal);
  const seller = judgeLeg(state, tradeContext, trade.seller, Side.sell, proof.seller, context);
  if (!seller.ok) return refused(seller.refusal);
  const [payer, deliverer] = [buyer.leg.before, seller.leg.before];
  if (payer.accountId === deliverer.accountId) return refuse("SelfTrade", { accountId: payer.accountId });
  for (const [{ accountId, status }, faulty] of [
    [payer, "buyer"],
    [deliverer, "seller"],
  ] as const) {
    if (status === AccountStatus.managed) return refuse("AccountUnderManagement", { accountId, faulty });
  }
  const collateral = state.collaterals.get(collateralKey(instrument.segmentId, baseAssetId));
  if (collateral === undefined)
    return refuse("AssetNotEligible", { segmentId: instrument.segmentId, assetId: baseAssetId });
  const leaving = exitFault(state, baseAssetId);
  if (leaving !== null) return refused(leaving);
  const owed = ownerOwes(state, context.owing, payer, "buyer") ?? ownerOwes(state, context.owing, deliverer, "seller");
  if (owed !== null) return refused(owed);

  const payment = notionalAtoms(instrument, trade.lots, trade.priceTicks);
  const delivery = atoms(trade.lots * lotBaseAtoms);
  const payable = atoms(payment + buyer.leg.record.feeAtoms);
  const lack = lackOf(deliverer, baseAssetId, delivery, "seller") ?? lackOf(payer, settlementAssetId, payable, "buyer");
  if (lack !== null) return refused(lack);
  const payerCash = atoms(balanceOf(payer, settlementAssetId) - payable);
  const delivererCash = atoms(balanceOf(deliverer, settlementAssetId) + payment - seller.leg.record.feeAtoms);
  const payerBase = atoms(balanceOf(payer, baseAssetId) + delivery);
  const delivererBase = atoms(balanceOf(deliverer, baseAssetId) - delivery);
  const cash = state.collaterals.get(collateralKey(instrument.segmentId, settlementAssetId));
  const cap =
    accountCapExceeded(collateral, payerBase) ?? (cash === undefined ? null : accountCapExceeded(cash, delivererCash));
  if (cap !== null) return refuse("CollateralCapExceeded", cap);

  const afterOf = (account: AccountRow, cash: Atoms, base: Atoms) =>
    withBalance(withBalance(account, settlementAssetId, cash), baseAssetId, base);
  const payerAfter = afterOf(payer, payerCash, payerBase);
  const delivererAfter = afterOf(deliverer, delivererCash, delivererBase);
  for (const [after, faulty] of [
    [payerAfter, "buyer"],
    [delivererAfter, "seller"],
  ] as const) {
    const fault = outflowFault(state, after, context, faulty);
    if (fault !== null) return refused(fault);
  }
  const offMark = faultOfOwnTrade(state, tradeContext, buyer.leg, seller.leg);
  if (offMark !== null) return refused(offMark);

  // From here on delivery and payment happen together.
  const fees = feesOf(tradeContext);
  const sideOf = (leg: typeof buyer.leg, cashAfterAtoms: typeof payerCash, baseAfterAtoms: typeof payerBase) => {
    const { positionAfter: _none, fundingAtoms: _zero, ...record } = leg.record;
    return { ...record, cashAfterAtoms, baseAfterAtoms };
  };
  const settled: EventOf<"DeliverySettled"> = {
    type: "DeliverySettled",
    venueId: venue.spec.venueId,
    reference: trade.reference,
    bodyHash: proof.bodyHash,
    instrumentId: trade.instrumentId,
    priceTicks: trade.priceTicks,
    lots: trade.lots,
    buyer: sideOf(buyer.leg, payerCash, payerBase),
    seller: sideOf(seller.leg, delivererCash, delivererBase),
    venueFeeAtoms: atoms(2n * fees.venue),
    clearingFeeAtoms: atoms(2n * fees.clearing),
    forgetAtMs: forgottenAtMs(trade.reference),
  };
  return accept(settled, ...debtsCounted(state, context.margin, payerAfter, delivererAfter));
}

/** That the side holds less of the asset than it must give, or null. */
function lackOf(account: AccountRow, assetId: number, neededAtoms: Atoms, faulty: FaultySide): Refusal | null {
  const balanceAtoms = balanceOf(account, assetId);
  if (balanceAtoms >= neededAtoms) return null;
  return refusal("BalanceTooLow", { accountId: account.accountId, assetId, balanceAtoms, neededAtoms, faulty });
}

export const evolveDeliverySettled: Evolve<"DeliverySettled"> = (state, event) => {
  const instrument = mustGet(state.instruments, event.instrumentId);
  const { terms } = instrument.spec;
  const delivery = ruleOf(terms).deliveryOf(terms);
  assert(delivery !== null, `delivery: instrument ${event.instrumentId} hands nothing over`);
  const { settlementAssetId } = mustGet(state.segments, instrument.segmentId);
  for (const leg of [event.buyer, event.seller]) {
    const account = mustGet(state.accounts, leg.accountId);
    const paid = rebalanced(state, account, settlementAssetId, leg.cashAfterAtoms);
    state.accounts.put(rebalanced(state, paid, delivery.baseAssetId, leg.baseAfterAtoms));
  }
  recordTrade(state, event);
};
