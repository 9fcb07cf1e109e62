/**
 * The three anti-procyclicality tools of EMIR, each on top of filtered historical simulation.
 *
 * Source: Commission Delegated Regulation (EU) No 153/2013, Article 28(1)(a)–(c); how they are laid over a risk-based
 * model: D. Murphy, M. Vasios, N. Vause, Bank of England Financial Stability Paper 29 (2014).
 *
 * @module
 */
import { DAY_MS, exp, YEAR_MS } from "@novate/num";
import { startFiltered } from "./filtered.ts";
import { startHistorical } from "./historical.ts";
import type { OnlineMethod } from "./types.ts";

const BUFFER = 0.25;
const STRESS_WEIGHT = 0.25;
const STRESS_WINDOW_MS = 90 * DAY_MS;

/** (a) A buffer of 25 % that is used up while the model's answer is above its own yearly mean, never below the model. */
export const emirBuffer: OnlineMethod = {
  name: "emir-buffer",
  family: "dynamic",
  description: "filtered historical plus a buffer of 25 %, released as the model rises above its yearly mean",
  start(terms) {
    const modelAt = startFiltered(terms);
    const weight = 1 - exp(-terms.intervalMs / YEAR_MS);
    let mean: number | undefined;
    return (point) => {
      const model = modelAt(point);
      mean = mean === undefined ? model : mean + weight * (model - mean);
      return Math.max(model, Math.min((1 + BUFFER) * model, (1 + BUFFER) * mean));
    };
  },
};

/** (b) A quarter of the weight to stress: the worst quarter of a year seen so far. */
export const emirStress: OnlineMethod = {
  name: "emir-stress",
  family: "dynamic",
  description: "three quarters filtered historical, one quarter the quantile of the worst 90 days so far",
  start(terms) {
    const modelAt = startFiltered(terms);
    const quarterAt = startHistorical(terms, STRESS_WINDOW_MS);
    let worst = 0;
    return (point) => {
      const model = modelAt(point);
      const quarter = quarterAt(point);
      if (quarter < 1) worst = Math.max(worst, quarter);
      return (1 - STRESS_WEIGHT) * model + STRESS_WEIGHT * Math.max(worst, model);
    };
  },
};

/** (c) Never below what volatility estimated over ten years would require. */
export const emirFloor: OnlineMethod = {
  name: "emir-floor",
  family: "dynamic",
  description: "filtered historical, floored by the quantile of the last ten years",
  start(terms) {
    const modelAt = startFiltered(terms);
    const floorAt = startHistorical(terms, 10 * YEAR_MS);
    return (point) => Math.max(modelAt(point), floorAt(point));
  },
};
