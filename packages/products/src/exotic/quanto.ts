/**
 * Quanto contracts: paid in another currency at a fixed rate of one.
 *
 * Under the measure of the paying currency the asset drifts at its own rate less its yield less ρ·σ·σ_fx, and cash is
 * discounted at the paying currency's rate. So a quanto is the same contract in an adjusted market.
 *
 * Source: Haug, section 5.16; E. Reiner, "Quanto mechanics", Risk 5 (1992).
 * @module
 */
import type { SpotMarket } from "./spotMarket.ts";

/** The exchange rate that a quanto fixes. */
export interface QuantoTerms {
  /** Rate of the currency that is paid. */
  readonly payingRateAnnual: number;
  readonly fxVolAnnual: number;
  /** Correlation of the asset with the exchange rate (units of paying currency per unit of asset currency). */
  readonly correlation: number;
}

/** The market in which the plain contract has the value of the quanto. `market.rateAnnual` is the asset's own rate. */
export function quantoMarket(market: SpotMarket, terms: QuantoTerms): SpotMarket {
  const { payingRateAnnual, fxVolAnnual, correlation } = terms;
  const drift = market.rateAnnual - market.yieldAnnual - correlation * market.volAnnual * fxVolAnnual;
  return { ...market, rateAnnual: payingRateAnnual, yieldAnnual: payingRateAnnual - drift };
}
