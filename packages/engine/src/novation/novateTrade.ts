/**
 * Novates one reported trade: the house becomes buyer to the seller and seller to the buyer (NOV).
 *
 * @module
 */
import {
  AccountStatus,
  type EventOf,
  type FaultySide,
  type Hex,
  type InstrumentRow,
  InstrumentStatus,
  MarketMode,
  type MarketRow,
  type Refusal,
  refusal,
  Side,
  type TradeReport,
  type VenueRow,
} from "@novate/codec";
import { absOf, atoms, type Lots, lots, maxOf, mulDivUp, PPM_ONE, type Ppm, type Ticks } from "@novate/num";
import { debtsCounted } from "../collateral/countedDebts.ts";
import type { Context } from "../command/context.ts";
import { accept, type Decision, refuse, refused } from "../command/decision.ts";
import type { TradeProof } from "../command/evidence.ts";
import type { Evolve } from "../command/evolver.ts";
import type { Margin } from "../command/margin.ts";
import { datedOf, isPrice, ruleOf } from "../instrument/rules.ts";
import { withBalance, withPosition } from "../ledger/balances.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { hasInitialMargin, isLessRisky } from "../ledger/health.ts";
import { markTicksOf } from "../ledger/mark.ts";
import { notionalAtoms } from "../ledger/position.ts";
import { endingFault } from "../ledger/windUp.ts";
import { tradeKey } from "../state/keys.ts";
import { forkState, mustGet, type StateView } from "../state/state.ts";
import { concessionOf, faultOfConcession } from "./concession.ts";
import { faultOfDebts } from "./debts.ts";
import { feesOf, judgeLeg, type Leg } from "./leg.ts";
import { faultOfOwnTrade } from "./ownTrade.ts";
import { recordTrade } from "./record.ts";
import { decideDelivery } from "./settleDelivery.ts";
import type { TradeContext } from "./tradeContext.ts";
import { faultOfReference, forgottenAtMs } from "./tradeWindow.ts";

/** What is worth nothing can still be bought back. */
const LEAST_BAND_TICKS = 1n;

export function decideNovateTrade(
  state: StateView,
  venue: VenueRow,
  trade: TradeReport,
  proof: TradeProof,
  context: Context,
): Decision {
  const { instrumentId, reference } = trade;
  const { venueId } = venue.spec;

  const answered = answerOfReference(state, venueId, trade, proof.bodyHash, context.timeMs);
  if (answered !== null) return answered;
  const instrument = state.instruments.get(instrumentId);
  if (instrument === undefined) return refuse("InstrumentUnknown", { instrumentId });
  if (trade.lots <= 0n) return refuse("QuantityNotPositive", { lots: trade.lots });
  const rule = ruleOf(instrument.spec.terms);
  if (!isPrice(rule, trade.priceTicks)) return refuse("PriceNotPositive", { priceTicks: trade.priceTicks });
  const market = mustGet(state.markets, instrumentId);
  const closed = endingFault(state, instrument.segmentId) ?? faultOfClosed(state, instrument, market, context.timeMs);
  if (closed !== null) return refused(closed);
  if (market.mark === null) return refuse("NoMark", { instrumentId });

  const segment = mustGet(state.segments, instrument.segmentId);
  // A venue's fees are kept in its own settlement asset: it clears in segments that settle in the same.
  if (venue.spec.settlementAssetId !== segment.settlementAssetId)
    return refuse("VenueAssetMismatch", { venueId, segmentId: instrument.segmentId });
  const { clearing, oracle } = segment.parameters;
  const tradeContext: TradeContext = {
    venue,
    instrument,
    market,
    settlementAssetId: segment.settlementAssetId,
    clearingFeePpm: clearing.clearingFeePpm,
    maxOrderLifetimeMs: clearing.maxOrderLifetimeMs,
    ...bandOf(rule.bandBaseTicks(instrument.spec.terms, market.mark.priceTicks), oracle.priceBandPpm),
    trade,
  };
  const stray = faultOfPrice(tradeContext, market.mark.priceTicks);
  if (stray !== null) return refused(stray);
  const delivery = rule.deliveryOf(instrument.spec.terms);
  if (delivery !== null) return decideDelivery(state, tradeContext, delivery, proof, context);

  const buyer = judgeLeg(state, tradeContext, trade.buyer, Side.buy, proof.buyer, context);
  if (!buyer.ok) return refused(buyer.refusal);
  const seller = judgeLeg(state, tradeContext, trade.seller, Side.sell, proof.seller, context);
  if (!seller.ok) return refused(seller.refusal);
  if (buyer.leg.before.accountId === seller.leg.before.accountId) {
    return refuse("SelfTrade", { accountId: buyer.leg.before.accountId });
  }

  const openLotsAfter = lots(market.openLots + longChange(buyer.leg) + longChange(seller.leg));
  const after = withOpenLots(state, market, openLotsAfter);
  const fault =
    faultOfLooks(context, buyer.leg, seller.leg) ??
    faultOfMarket(state, tradeContext, openLotsAfter, [buyer.leg, seller.leg], context.margin) ??
    faultOfLeg(after, tradeContext, buyer.leg, "buyer", context) ??
    faultOfLeg(after, tradeContext, seller.leg, "seller", context) ??
    faultOfOwnTrade(state, tradeContext, buyer.leg, seller.leg) ??
    faultOfDebts(state, tradeContext, buyer.leg, seller.leg, context.margin);
  if (fault !== null) return refused(fault);

  // From here on the trade is novated.
  const fees = feesOf(tradeContext);
  const novated: EventOf<"PositionNovated"> = {
    type: "PositionNovated",
    venueId,
    reference,
    bodyHash: proof.bodyHash,
    instrumentId,
    priceTicks: trade.priceTicks,
    lots: trade.lots,
    buyer: buyer.leg.record,
    seller: seller.leg.record,
    venueFeeAtoms: atoms(2n * fees.venue),
    clearingFeeAtoms: atoms(2n * fees.clearing),
    openLotsAfter,
    forgetAtMs: forgottenAtMs(reference),
  };
  return accept(novated, ...debtsCounted(state, context.margin, buyer.leg.after, seller.leg.after));
}

/** That the block has looked at a side's positions often enough (INV-034). */
function faultOfLooks({ looks }: Context, ...legs: readonly [buyer: Leg, seller: Leg]): Refusal | null {
  const busy = legs.findIndex(({ after }) => !looks.take(after.accountId, after.positions.length));
  if (busy < 0) return null;
  return refusal("AccountBusy", { accountId: legs[busy]!.after.accountId, faulty: busy === 0 ? "buyer" : "seller" });
}

/** How far from the mark a price may be; what is worth nothing has a band of a tick (NOV-049). */
const bandOf = (bandBaseTicks: bigint, bandPpm: Ppm) => ({
  bandBaseTicks,
  bandTicks: maxOf(mulDivUp(bandBaseTicks, bandPpm, PPM_ONE), LEAST_BAND_TICKS),
});

/** That the price is further from the mark than the band (NOV-037). */
function faultOfPrice({ trade, bandTicks }: TradeContext, markTicks: Ticks): Refusal | null {
  const { instrumentId, priceTicks } = trade;
  if (absOf<bigint>(priceTicks - markTicks) <= bandTicks) return null;
  return refusal("PriceOutsideBand", { instrumentId, priceTicks, markTicks });
}

/** What the reference alone decides: too old or too early, or taken before; null for one that is new (NOV-005, NOV-051). */
function answerOfReference(
  state: StateView,
  venueId: number,
  { reference }: TradeReport,
  bodyHash: Hex,
  timeMs: number,
): Decision | null {
  const untimely = faultOfReference(reference, timeMs);
  if (untimely !== null) return refused(untimely);
  const known = state.trades.get(tradeKey(venueId, reference));
  if (known === undefined) return null;
  return known.bodyHash === bodyHash ? accept() : refuse("TradeConflict", { reference });
}

/** What forbids every trade of the contract: its end, from which on nothing trades (NOV-060), or a halt. */
function faultOfClosed(state: StateView, instrument: InstrumentRow, market: MarketRow, timeMs: number): Refusal | null {
  const { instrumentId } = instrument.spec;
  const dated = datedOf(instrument);
  if (dated !== null && timeMs >= dated.expiryMs)
    return refusal("InstrumentExpired", { instrumentId, expiryMs: dated.expiryMs });
  const restriction = restrictionOf(state, instrument, market);
  const isClosed = market.status !== InstrumentStatus.listed || restriction.mode === MarketMode.halted;
  return isClosed ? refusal("MarketRestricted", restriction) : null;
}

/**
 * What a trade that raises open interest leaves of it, for initial margin follows it (MARG-033). One that lowers it is judged
 * at the interest before.
 */
function withOpenLots(state: StateView, market: MarketRow, openLots: Lots): StateView {
  if (openLots <= market.openLots) return state;
  const after = forkState(state);
  after.markets.put({ ...market, openLots });
  return after;
}

const longChange = ({ lotsBefore, lotsAfter }: Leg): bigint =>
  (lotsAfter > 0n ? lotsAfter : 0n) - (lotsBefore > 0n ? lotsBefore : 0n);

/**
 * What of a market forbids a trade. While a tear-up passes in laps nothing changes hands, so that nobody leaves its part to
 * others (NOV-062). The mode is the stricter of its own and its underlying's: a halt of either leaves a
 * mark that nobody vouches for, and a band around it protects neither side.
 */
const restrictionOf = (state: StateView, { spec }: InstrumentRow, { status, mode, tearUp }: MarketRow) => ({
  instrumentId: spec.instrumentId,
  status,
  mode: tearUp === null ? Math.max(mode, mustGet(state.underlyings, spec.underlyingId).mode) : MarketMode.halted,
});

/** Margin counts lots in float64, exactly so far. */
const MOST_LOTS = BigInt(Number.MAX_SAFE_INTEGER);

/** What the market as a whole forbids: new risk while restricted, more open interest than its cap. */
function faultOfMarket(
  state: StateView,
  { instrument, market }: TradeContext,
  openLotsAfter: Lots,
  legs: readonly Leg[],
  margin: Margin,
): Refusal | null {
  const { instrumentId, underlyingId } = instrument.spec;
  const underlying = mustGet(state.underlyings, underlyingId);
  const isOpen = market.mode === MarketMode.open && underlying.mode === MarketMode.open;
  if (!isOpen && !legs.every((leg) => leg.isReducing)) {
    return refusal("MarketRestricted", restrictionOf(state, instrument, market));
  }
  if (openLotsAfter <= market.openLots) return null;
  const added = notionalAtoms(instrument, lots(openLotsAfter - market.openLots), markTicksOf(market));
  const interestAtoms = atoms(margin.openInterestOf(state, underlyingId) + added);
  const capAtoms = underlying.spec.openInterestCapAtoms;
  return interestAtoms > capAtoms || openLotsAfter > MOST_LOTS
    ? refusal("OpenInterestCapExceeded", { instrumentId, interestAtoms, capAtoms })
    : null;
}

/** What an account's own state forbids, as it would be after the trade. */
function faultOfLeg(
  state: StateView,
  tradeContext: TradeContext,
  leg: Leg,
  faulty: FaultySide,
  { margin, owing }: Context,
): Refusal | null {
  const { before, after, isReducing } = leg;
  const { accountId } = before;
  if (before.status === AccountStatus.managed && !isReducing) {
    return refusal("AccountUnderManagement", { accountId, faulty });
  }
  const owed = ownerOwes(state, owing, before, faulty);
  // At the mark or better: else a friend has what others go without (EXIT-134).
  const keepsAll = isReducing && concessionOf(tradeContext, leg) <= leg.record.feeAtoms;
  if (owed !== null && !keepsAll) return owed;
  const health = margin.assess(state, after);
  const headroomAtoms = atoms(health.initialEquityAtoms - health.initialAtoms);
  const judged = margin.assessNewRisk(state, after, health);
  if (!isReducing) {
    const { minimumCollateralAtoms } = mustGet(state.segments, before.segmentId).parameters.clearing;
    const poorest = judged.find(({ settledEquityAtoms }) => settledEquityAtoms < minimumCollateralAtoms);
    if (poorest !== undefined) {
      return refusal("MinimumCollateralMissing", {
        accountId,
        faulty,
        equityAtoms: poorest.settledEquityAtoms,
        minimumAtoms: minimumCollateralAtoms,
      });
    }
  }
  if (!judged.every(hasInitialMargin)) {
    const standing = margin.assessNewRisk(state, before);
    const riskier = judged.find((each, rules) => !hasInitialMargin(each) && !isLessRisky(standing[rules]!, each));
    if (riskier !== undefined) {
      return refusal("InitialMarginBreached", {
        accountId,
        requiredAtoms: riskier.initialAtoms,
        equityAtoms: riskier.initialEquityAtoms,
        faulty,
      });
    }
  }
  const conceded = faultOfConcession(state, tradeContext, leg, faulty, margin, health);
  if (conceded !== null) return conceded;
  if (leg.minEquityAfterAtoms > 0n && headroomAtoms < leg.minEquityAfterAtoms) {
    return refusal("MinimumEquityBreached", {
      accountId,
      faulty,
      headroomAtoms,
      minimumAtoms: leg.minEquityAfterAtoms,
    });
  }
  return null;
}

export const evolvePositionNovated: Evolve<"PositionNovated"> = (state, event) => {
  const { segmentId } = mustGet(state.instruments, event.instrumentId);
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  for (const leg of [event.buyer, event.seller]) {
    const account = mustGet(state.accounts, leg.accountId);
    state.accounts.put(withBalance(withPosition(account, leg.positionAfter), settlementAssetId, leg.cashAfterAtoms));
  }
  const market = mustGet(state.markets, event.instrumentId);
  state.markets.put({ ...market, openLots: event.openLotsAfter });
  recordTrade(state, event);
};
