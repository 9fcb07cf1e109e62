/**
 * Portfolio margin of Paradex: the worst weighted scenario or the least delta risk, with provisions.
 *
 * @module
 */
import { powReal } from "@novate/num";
import { type ExpiryHolding, type LinearHolding, markValues, scenarioProfit, worstIndexOf } from "../core/repricing.ts";
import type { ParadexParameters, ParadexScenario } from "./profile.ts";
import { deltaRisk } from "./rules.ts";

export interface ParadexExpiry extends ExpiryHolding {
  readonly days: number;
}

export interface ParadexPortfolio {
  readonly spot: number;
  readonly scenarios: readonly ParadexScenario[];
  /** Least upward shock of a volatility; zero for none. */
  readonly leastVolShockUp: number;
  readonly expiries: readonly ParadexExpiry[];
  readonly linear: readonly LinearHolding[];
  readonly deltas: readonly number[];
  readonly fundingProvision: number;
  readonly feeProvision: number;
}

/** Volatility factor of a scenario at a term: up by the least shock at least, never below zero. */
export function volFactor(term: ParadexParameters["term"], volShock: number, days: number, leastUp = 0): number {
  const power = days < term.pivotDays ? term.shortPower : term.longPower;
  const shock = volShock * powReal(term.pivotDays / Math.max(term.floorDays, days), power);
  return Math.max(0, 1 + (volShock > 0 ? Math.max(shock, leastUp) : shock));
}

/** Requirements of a portfolio. Work: scenarios × options. */
export function evaluateParadex(parameters: ParadexParameters, portfolio: ParadexPortfolio) {
  const marks = markValues(portfolio);
  const profits = portfolio.scenarios.map(({ spotShock, volShock, weight }) => {
    const profit = scenarioProfit(portfolio, marks, 1 + spotShock, {
      volOf: ({ days }) => {
        const factor = volFactor(parameters.term, volShock, days, portfolio.leastVolShockUp);
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
