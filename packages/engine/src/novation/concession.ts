/**
 * What a trade may give away of an account that fails its margin (NOV-057, NOV-055).
 *
 * Less risky is not enough: a broken account that sells to its owner's other name at the edge of the band needs less
 * margin afterwards, and the fund pays the difference. So it concedes what default management would have conceded.
 *
 * @module
 */
import { type FaultySide, type Refusal, refusal } from "@novate/codec";
import { type Atoms, absOf, atoms, lots, minOf, mulPpmDown } from "@novate/num";
import type { Margin } from "../command/margin.ts";
import { type Health, hasInitialMargin, isInBreach, ratioNeutralAtoms } from "../ledger/health.ts";
import { markTicksOf } from "../ledger/mark.ts";
import { notionalAtoms, valueAtoms } from "../ledger/position.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { Leg } from "./leg.ts";
import type { TradeContext } from "./tradeContext.ts";

/** Equity that the leg gives away: the distance from the mark to its disadvantage, and its fees; exact. */
export function concessionOf(
  { instrument, market, trade }: TradeContext,
  { lotsBefore, lotsAfter, record }: Leg,
): Atoms {
  const size = lots(lotsAfter - lotsBefore);
  const paid = valueAtoms(instrument, size, trade.priceTicks) - valueAtoms(instrument, size, markTicksOf(market));
  return atoms(paid + record.feeAtoms);
}

/**
 * Why the leg concedes too much, or null; `after` is the account's health after the trade.
 *
 * Work: a second margin only where initial margin is missed, or the leg concedes more than a slice's penalty.
 */
export function faultOfConcession(
  state: StateView,
  tradeContext: TradeContext,
  leg: Leg,
  faulty: FaultySide,
  margin: Margin,
  after: Health,
): Refusal | null {
  const concessionAtoms = concessionOf(tradeContext, leg);
  if (concessionAtoms <= 0n) return null;
  const penalty = penaltyOf(state, tradeContext, leg);
  const isMet = hasInitialMargin(after);
  if (isMet && concessionAtoms <= penalty) return null;
  const before = margin.assess(state, leg.before);
  // An account that meets initial margin afterwards gives away what is its own; in breach, its slices have a price.
  const share = isMet ? concessionAtoms : ratioNeutralAtoms(before, after.maintenanceAtoms);
  const limitAtoms = isInBreach(before) ? minOf(penalty, share) : share;
  if (concessionAtoms <= limitAtoms) return null;
  return refusal("ConcessionTooLarge", { accountId: leg.before.accountId, faulty, concessionAtoms, limitAtoms });
}

/** What default management would concede where it closed out as many lots. */
function penaltyOf(state: StateView, { instrument, market }: TradeContext, { lotsBefore, lotsAfter }: Leg): Atoms {
  const { closeOutPenaltyPpm } = mustGet(state.segments, instrument.segmentId).parameters.clearing;
  const size = lots(absOf<bigint>(lotsAfter - lotsBefore));
  return mulPpmDown(notionalAtoms(instrument, size, markTicksOf(market)), closeOutPenaltyPpm);
}

/**
 * Whether the leg is what default management would do for its account (NOV-070): it reduces while initial margin is missed, and
 * concedes no more than a slice would, whether or not margin is met afterwards.
 */
export function isCure(state: StateView, tradeContext: TradeContext, leg: Leg, margin: Margin): boolean {
  if (!leg.isReducing) return false;
  const before = margin.assess(state, leg.before);
  if (hasInitialMargin(before)) return false;
  const share = ratioNeutralAtoms(before, margin.assess(state, leg.after).maintenanceAtoms);
  return concessionOf(tradeContext, leg) <= minOf(penaltyOf(state, tradeContext, leg), share);
}
