/**
 * Everything that the forecast of one underlying remembers. Every real number in it lies on the grid of `fixedPoint`,
 * so the state is what its row says, bit for bit.
 *
 * @module
 */
import { assertForecastParameters, type ForecastParameters, STANDARD_FORECAST } from "../rule/parameters.ts";
import { EMPTY_SCHEDULE, type Schedule } from "../rule/schedule.ts";
import type { Counts } from "../tail/histogram.ts";
import type { Learned } from "../tail/outcomes.ts";
import { priorResiduals } from "../tail/residual.ts";
import type { Shocks } from "../tail/shocks.ts";
import { STRESS_BINS } from "../tail/stress.ts";
import type { PerForecaster } from "../variance/forecasters.ts";
import { EQUAL_WEIGHTS } from "../variance/mixture.ts";
import { initialVariances, type Variances } from "../variance/variances.ts";
import { snap } from "./fixedPoint.ts";

/** A price and when it was seen. */
export interface PricePoint {
  readonly timeMs: number;
  readonly lnPrice: number;
}

export interface VolState {
  /** From where the next return is measured; time 0 before the first price. */
  readonly reference: PricePoint;
  /** A price so far away that a second one must confirm it; time 0 when there is none. */
  readonly suspect: PricePoint;
  /** Time for which returns were taken, the prior's included. */
  readonly observedMs: number;
  readonly variances: Variances;
  readonly weights: PerForecaster;
  /** Minutes at each level of the forecast. */
  readonly stress: Counts;
  readonly learned: Learned;
  readonly shocks: Shocks;
  readonly schedule: Schedule;
}

export const NO_PRICE: PricePoint = { timeMs: 0, lnPrice: 0 };

/** The state before the first price. Asserts that the parameters make sense. */
export function createVolState(parameters: ForecastParameters = STANDARD_FORECAST): VolState {
  assertForecastParameters(parameters);
  return snapVolState({
    reference: NO_PRICE,
    suspect: NO_PRICE,
    observedMs: parameters.priorMs,
    variances: initialVariances(parameters),
    weights: EQUAL_WEIGHTS,
    stress: new Array<number>(STRESS_BINS).fill(0),
    learned: { pending: [], residuals: priorResiduals(parameters), feedback: 0 },
    shocks: { anchor: NO_PRICE, intensity: 0 },
    schedule: EMPTY_SCHEDULE,
  });
}

/** Moves every real number of a freshly computed state onto the grid. */
export function snapVolState(state: VolState): VolState {
  const { variances, weights, learned, shocks } = state;
  const [quarter, day, week, month] = variances.har;
  return {
    ...state,
    variances: {
      ewmaFast: snap(variances.ewmaFast),
      ewmaSlow: snap(variances.ewmaSlow),
      har: [snap(quarter), snap(day), snap(week), snap(month)],
      garch: snap(variances.garch),
      longRun: snap(variances.longRun),
    },
    weights: [snap(weights[0]), snap(weights[1]), snap(weights[2]), snap(weights[3])],
    shocks: { ...shocks, intensity: snap(shocks.intensity) },
    learned: {
      ...learned,
      feedback: snap(learned.feedback),
      pending: learned.pending.map((outcome) => ({ ...outcome, requiredVol: snap(outcome.requiredVol) })),
    },
  };
}
