/**
 * `paradex-pm`: cross and portfolio margin, funding, partial liquidation and loss socialisation of Paradex, as data.
 *
 * Sources: tradeparadex/paradex-docs at commit 9b82a75a (MIT), risk-system pages and their worked examples. The 24
 * scenarios differ by underlying and are governed by the venue: a portfolio case states its own.
 * Units: USD and plain fractions.
 * @module
 */
import type { TermShock } from "../core/volShock.ts";

export interface ParadexParameters {
  /** Exponents of the volatility shock by term; its size comes with each scenario. */
  readonly term: Omit<TermShock, "rangeUp" | "rangeDown">;
  /** Part of the scan or delta risk that is maintenance margin. */
  readonly maintenanceFactor: number;
  readonly unhedgedFactor: number;
  readonly hedgedFactor: number;
}

export const PARADEX_PM: ParadexParameters = {
  term: { shortPower: 0.3, longPower: 0.13, floorDays: 1, pivotDays: 30 },
  maintenanceFactor: 0.5,
  unhedgedFactor: 0.02,
  hedgedFactor: 0.01,
};
