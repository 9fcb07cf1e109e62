/**
 * Our own method: the forecast that runs inside consensus, fed with the history price by price.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { createVolState, type ForecastParameters, STANDARD_FORECAST, scanRangeOf, updateVol } from "@novate/risk";
import type { MethodTerms, OnlineMethod, Requirement } from "./types.ts";

function startNovate({ mporMs }: MethodTerms, isNewRisk: boolean): Requirement {
  const parameters: ForecastParameters = { ...STANDARD_FORECAST, mporMs };
  let state = createVolState(parameters);
  return (point) => {
    state = updateVol(state, point, parameters);
    const view = scanRangeOf(state, parameters);
    return (isNewRisk ? view.newRiskScanRangePpm : view.scanRangePpm) / E6;
  };
}

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
