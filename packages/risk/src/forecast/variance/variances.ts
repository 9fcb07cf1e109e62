/**
 * The running variances that the forecasters are made of. All are annual: a squared log return over its time in years.
 *
 * @module
 */
import { exp } from "@novate/num";
import type { ForecastParameters } from "../rule/parameters.ts";

export interface Variances {
  readonly ewmaFast: number;
  readonly ewmaSlow: number;
  readonly har: readonly [number, number, number, number];
  readonly garch: number;
  readonly longRun: number;
}

const LEAST = 1e-4;
const MOST = 2500;

/** Between 1 % and 5,000 % of volatility: what the grid of the state holds with room to spare. */
const boundVariance = (variance: number): number => Math.min(Math.max(variance, LEAST), MOST);

export function initialVariances(parameters: ForecastParameters): Variances {
  const variance = boundVariance(parameters.initialVolAnnual * parameters.initialVolAnnual);
  const har = [variance, variance, variance, variance] as const;
  return { ewmaFast: variance, ewmaSlow: variance, har, garch: variance, longRun: variance };
}

/**
 * Takes in one realised variance that lasted `elapsedMs`, after `observedMs` of earlier ones.
 *
 * A memory m gives it the weight 1 − e^(−elapsed/m), or its share of all time observed while that is greater: a plain
 * mean until the memory is filled. GARCH(1,1) in continuous time: a shock is taken in, then the distance to the
 * long-run variance decays; sampled every h it has α + β = e^(−h/reversion), ω = (1 − α − β)·long-run.
 * Source: T. Bollerslev, J. Econometrics 31 (1986); F. Corsi, J. Fin. Econometrics 7 (2009) for the components.
 */
export function advanceVariances(
  variances: Variances,
  realised: number,
  elapsedMs: number,
  observedMs: number,
  parameters: ForecastParameters,
): Variances {
  const share = elapsedMs / (observedMs + elapsedMs);
  const toward = (variance: number, memoryMs: number): number => {
    const weight = Math.max(1 - exp(-elapsedMs / memoryMs), share);
    return boundVariance(variance + weight * (realised - variance));
  };
  const [quarter, day, week, month] = variances.har;
  const [quarterMs, dayMs, weekMs, monthMs] = parameters.harMs;
  const shocked = toward(variances.garch, parameters.garchReactionMs);
  const kept = exp(-elapsedMs / parameters.garchReversionMs);
  return {
    ewmaFast: toward(variances.ewmaFast, parameters.ewmaFastMs),
    ewmaSlow: toward(variances.ewmaSlow, parameters.ewmaSlowMs),
    har: [toward(quarter, quarterMs), toward(day, dayMs), toward(week, weekMs), toward(month, monthMs)],
    garch: boundVariance(variances.longRun + (shocked - variances.longRun) * kept),
    longRun: toward(variances.longRun, parameters.longRunMs),
  };
}

/** After a gap nothing is known of the time between: no variance stays below the long-run one, none falls. */
export function bridgeVariances(variances: Variances): Variances {
  const raised = (variance: number): number => Math.max(variance, variances.longRun);
  const [quarter, day, week, month] = variances.har;
  return {
    ewmaFast: raised(variances.ewmaFast),
    ewmaSlow: raised(variances.ewmaSlow),
    har: [raised(quarter), raised(day), raised(week), raised(month)],
    garch: raised(variances.garch),
    longRun: variances.longRun,
  };
}
