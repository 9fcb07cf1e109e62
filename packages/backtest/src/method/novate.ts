/**
 * Our own method: the forecast that runs inside consensus, fed with the history price by price; and what the house
 * charges because of it.
 *
 * @module
 */
import { E6 } from "@novate/num";
import {
  createVolState,
  type ForecastParameters,
  STANDARD_FORECAST,
  STANDARD_PARAMETERS,
  scanRangeOf,
  updateVol,
} from "@novate/risk";
import type { MethodTerms, OnlineMethod, Requirement } from "./types.ts";

function startNovate({ mporMs }: MethodTerms, isNewRisk: boolean, changes?: Partial<ForecastParameters>): Requirement {
  const parameters: ForecastParameters = { ...STANDARD_FORECAST, mporMs, ...changes };
  let state = createVolState(parameters);
  return (point) => {
    state = updateVol(state, point, parameters);
    const view = scanRangeOf(state, parameters);
    return (isNewRisk ? view.newRiskScanRangePpm : view.scanRangePpm) / E6;
  };
}

/** The house's parameters: its own margin period, multiple and floor, whatever period the range is judged over. */
function startCharged(): Requirement {
  const { mporMs, rangeMultiplePpm, rangeFloorPpm, maintenanceFactorPpm } = STANDARD_PARAMETERS;
  const parameters: ForecastParameters = {
    ...STANDARD_FORECAST,
    mporMs,
    leastMultiple: Number(rangeMultiplePpm) / E6,
    rangeFloor: Number(rangeFloorPpm) / E6,
  };
  const factor = Number(maintenanceFactorPpm) / E6;
  let state = createVolState(parameters);
  return (point) => {
    state = updateVol(state, point, parameters);
    return (factor * scanRangeOf(state, parameters).scanRangePpm) / E6;
  };
}

/** Maintenance margin of one unit: what stands between a breach and a loss while a position is closed out. */
export const novateCharged: OnlineMethod = {
  name: "novate-charged",
  family: "charged",
  description: "what is charged: maintenance margin, 0.8 of the house's one-day range with its floor of 4 %",
  start: startCharged,
};

export const novate: OnlineMethod = {
  name: "novate",
  family: "ours",
  description: "what existing positions pay: the forecast range as far as its published schedule has come",
  start: (terms) => startNovate(terms, false),
};

export const novateNewRisk: OnlineMethod = {
  name: "novate-new-risk",
  family: "ours",
  description: "what a trade of this moment pays: the forecast range at once",
  start: (terms) => startNovate(terms, true),
};

/** What existing positions would pay under other numbers: for choosing them. */
export const novateWith = (name: string, changes: Partial<ForecastParameters>): OnlineMethod => ({
  name,
  family: "ours",
  description: "the forecast under other numbers",
  start: (terms) => startNovate(terms, false, changes),
});
