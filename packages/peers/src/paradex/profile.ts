/**
 * `paradex-pm`: cross and portfolio margin, funding, partial liquidation and loss socialisation of Paradex, as data.
 *
 * Sources: tradeparadex/paradex-docs at commit 9b82a75a (MIT), risk-system pages and their worked examples. The 24
 * scenarios differ by underlying: a portfolio case names its asset, or states its own scenarios.
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

export interface ParadexScenario {
  readonly spotShock: number;
  readonly volShock: number;
  /** Part of the loss that counts; below 1 in the tails. */
  readonly weight: number;
}

/** What differs by underlying. */
export interface ParadexAsset {
  readonly scenarios: readonly ParadexScenario[];
  /** Least upward shock of a volatility, whatever the term makes of it. */
  readonly leastVolShockUp: number;
  readonly unhedgedFactor: number;
  readonly hedgedFactor: number;
}

/** Sixteen ordinary scenarios: the extremes with volatility up alone, the steps between with both. */
function ordinary(largest: number, volUp: number, volDown: number): readonly ParadexScenario[] {
  const steps = [1, 0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1];
  return steps.flatMap((step) =>
    (Math.abs(step) === 1 ? [volUp] : [volUp, volDown]).map((volShock) => ({
      spotShock: step * largest,
      volShock,
      weight: 1,
    })),
  );
}

const TAIL_SHOCKS: readonly number[] = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5];

const tails = (volShock: number, weights: readonly number[]): readonly ParadexScenario[] =>
  TAIL_SHOCKS.map((spotShock, index) => ({ spotShock, volShock, weight: weights[index] ?? 0 }));

const MAJOR: ParadexAsset = {
  scenarios: [...ordinary(0.16, 0.4, -0.22), ...tails(0.4, [0.18, 0.36, 0.24, 0.12, 0.06, 0.04, 0.03, 0.024])],
  leastVolShockUp: 0.4,
  unhedgedFactor: 0.02,
  hedgedFactor: 0.01,
};

const MINOR: ParadexAsset = {
  scenarios: [...ordinary(0.28, 0.64, -0.352), ...tails(0.64, [0.3, 0.5, 0.4, 0.2, 0.1, 0.07, 0.05, 0.04])],
  leastVolShockUp: 0.6,
  unhedgedFactor: 0.03,
  hedgedFactor: 0.015,
};

export const PARADEX_ASSETS: ReadonlyMap<string, ParadexAsset> = new Map([
  ["BTC", MAJOR],
  ["ETH", MAJOR],
  ["HYPE", MINOR],
  ["CL", MINOR],
]);

export const PARADEX_PM: ParadexParameters = {
  term: { shortPower: 0.3, longPower: 0.13, floorDays: 1, pivotDays: 30 },
  maintenanceFactor: 0.5,
  unhedgedFactor: 0.02,
  hedgedFactor: 0.01,
};
