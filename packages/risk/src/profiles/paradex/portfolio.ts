/**
 * Portfolio margin of Paradex: the worst weighted scenario or the least delta risk, with provisions.
 *
 * @module
 */
import { powReal } from "@novate/num";
import { type ExpiryHolding, type LinearHolding, markValues, scenarioProfit, worstIndexOf } from "../core/repricing.ts";
import type { ParadexParameters } from "./profile.ts";
import { deltaRisk } from "./rules.ts";

export interface ParadexScenario {
  readonly spotShock: number;
  readonly volShock: number;
  /** Part of the loss that counts; below 1 in the tails. */
  readonly weight: number;
}

export interface ParadexExpiry extends ExpiryHolding {
  readonly days: number;
}

export interface ParadexPortfolio {
  readonly spot: number;
  readonly scenarios: readonly ParadexScenario[];
  readonly expiries: readonly ParadexExpiry[];
  readonly linear: readonly LinearHolding[];
  readonly deltas: readonly number[];
  readonly fundingProvision: number;
  readonly feeProvision: number;
}

/** Volatility factor of a scenario at a term. */
export function volFactor(term: ParadexParameters["term"], volShock: number, days: number): number {
  const power = days < term.pivotDays ? term.shortPower : term.longPower;
  return 1 + volShock * powReal(term.pivotDays / Math.max(term.floorDays, days), power);
}

/** Requirements of a portfolio. Work: scenarios × options. */
export function evaluateParadex(parameters: ParadexParameters, portfolio: ParadexPortfolio) {
  const marks = markValues(portfolio);
  const profits = portfolio.scenarios.map(({ spotShock, volShock, weight }) => {
    const profit = scenarioProfit(portfolio, marks, 1 + spotShock, {
      volOf: ({ days }) => {
        const factor = volFactor(parameters.term, volShock, days);
        return (option) => option.vol * factor;
      },
      profitOf: (value, mark) => value - mark,
    });
    return profit * weight;
  });
  const binding = worstIndexOf(profits);
  const scanRisk = Math.max(0, -(profits[binding] ?? 0));
  const delta = deltaRisk(portfolio.deltas, portfolio.spot, parameters.unhedgedFactor, parameters.hedgedFactor);
  const risk = Math.max(scanRisk, delta.minDeltaRisk);
  const provisions = portfolio.fundingProvision + portfolio.feeProvision;
  return {
    scenarioPnls: profits,
    bindingScenario: binding,
    scanRisk,
    ...delta,
    imr: risk + provisions,
    mmr: parameters.maintenanceFactor * risk + provisions,
  };
}
