/**
 * Option margin of one expiry under `derive-srm`: the shorts one by one, or the most the expiry can lose, if less.
 *
 * Amounts are signed as the account sees them: a charge is negative.
 * @module
 */

import { black76Value } from "@novate/risk";
import type { OptionHolding } from "../../core/repricing.ts";
import type { SrmParameters } from "./profile.ts";

export interface Pair {
  readonly initial: number;
  readonly maintenance: number;
}

/** A short option alone: a part of spot and its own value. Longs earn nothing here. */
export function isolatedMargin(rule: SrmParameters["option"], option: OptionHolding, spot: number, mark: number): Pair {
  if (option.amount >= 0) return { initial: 0, maintenance: 0 };
  const outOfTheMoney = Math.max(0, (option.kind === "call" ? option.strike - spot : spot - option.strike) / spot);
  const initialRate = Math.max(rule.minSpot, rule.maxSpot - outOfTheMoney);
  const initial = initialRate * spot * option.amount + mark;
  if (option.kind === "call") return { initial, maintenance: rule.callMaintenance * spot * option.amount + mark };
  const maintenance = Math.min(rule.putMaintenance * spot * option.amount, rule.putMaintenanceOfMark * mark) + mark;
  return { initial: Math.min(initial, maintenance * rule.initialOverMaintenance), maintenance };
}

/** Payoff of the options if the underlying settles at `price`. */
function payoff(options: readonly OptionHolding[], price: number): number {
  let total = 0;
  for (const { kind, strike, amount } of options) {
    total += amount * Math.max(0, kind === "call" ? price - strike : strike - price);
  }
  return total;
}

/** Least payoff at zero and at every strike, none counted as a gain, with a charge on the forward for uncovered calls. */
export function boundedLoss(rule: SrmParameters["option"], options: readonly OptionHolding[], forward: number): Pair {
  const prices = [0, ...options.map((option) => option.strike)];
  const least = prices.reduce((worst, price) => Math.min(worst, payoff(options, price)), 0);
  const netCalls = options.reduce((sum, { kind, amount }) => (kind === "call" ? sum + amount : sum), 0);
  const unpaired = Math.min(0, netCalls) * forward;
  return {
    initial: least + unpaired * rule.unpairedInitial,
    maintenance: least + unpaired * rule.unpairedMaintenance,
  };
}

export interface ExpiryMargin {
  readonly isolated: Pair;
  readonly bounded: Pair;
  readonly required: Pair;
  readonly markToMarket: number;
}

/** The expiry's requirement: the milder of the two, and never a gain. */
export function expiryMargin(
  rule: SrmParameters["option"],
  options: readonly OptionHolding[],
  market: { readonly spot: number; readonly forward: number; readonly rootYears: number },
): ExpiryMargin {
  let markToMarket = 0;
  const isolated = { initial: 0, maintenance: 0 };
  for (const option of options) {
    const mark =
      option.amount * black76Value(option.kind, market.forward, option.strike, option.vol * market.rootYears);
    const own = isolatedMargin(rule, option, market.spot, mark);
    markToMarket += mark;
    isolated.initial += own.initial;
    isolated.maintenance += own.maintenance;
  }
  const bounded = options.length === 0 ? { initial: 0, maintenance: 0 } : boundedLoss(rule, options, market.forward);
  const required = {
    initial: Math.min(0, Math.max(isolated.initial, bounded.initial)),
    maintenance: Math.min(0, Math.max(isolated.maintenance, bounded.maintenance)),
  };
  return { isolated, bounded, required, markToMarket };
}
