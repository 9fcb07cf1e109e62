/**
 * Fresh listings: a history cut as if its coin had been listed on many days, each cut judged while it is young.
 *
 * @module
 */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { lossesOf } from "../history/losses.ts";
import type { History } from "../history/types.ts";
import { methodsNamed } from "../method/methods.ts";
import { type JudgedLoss, type RegimeFigures, regimeOf } from "./row.ts";
import { type BacktestOptions, defaultMporHours, traceBacktest } from "./run.ts";

/** A listing every so many days, judged until it is no longer fresh. */
const STEP_MS = 20 * DAY_MS;
const JUDGED_UNTIL_MS = 60 * DAY_MS;

export interface FreshFigures {
  readonly days: number;
  readonly listings: number;
  /** Storm periods of all listings, by what each listing's own prices told; null where there was none. */
  readonly storm: RegimeFigures | null;
}

/** Judges ours on listings of `days` days. A listing with too few prices to be judged is left out. */
export function judgeFresh(
  histories: readonly History[],
  days: number,
  options: Partial<BacktestOptions>,
): FreshFigures {
  const losses: JudgedLoss[] = [];
  let listings = 0;
  for (const history of histories) {
    for (const cut of cutsOf(history)) {
      const judged = lossesOfCut(cut, days, options);
      if (judged.length > 0) listings++;
      losses.push(...judged.filter(({ isStorm }) => isStorm));
    }
  }
  return { days, listings, storm: regimeOf(losses) };
}

function cutsOf(history: History): History[] {
  const { points } = history;
  const lastMs = points.at(-1)!.timeMs;
  const cuts: History[] = [];
  let from = 0;
  for (let startMs = points[0]!.timeMs; startMs + JUDGED_UNTIL_MS <= lastMs; startMs += STEP_MS) {
    while (points[from]!.timeMs < startMs) from++;
    let to = from;
    while (to < points.length && points[to]!.timeMs <= startMs + JUDGED_UNTIL_MS) to++;
    cuts.push({ ...history, points: points.slice(from, to) });
  }
  return cuts;
}

/** A cut across a hole may have no period to judge: nothing is known of it then. */
function lossesOfCut(cut: History, days: number, options: Partial<BacktestOptions>): readonly JudgedLoss[] {
  const { points } = cut;
  const mporMs = (options.mporHours ?? defaultMporHours(cut)) * HOUR_MS;
  if (points.length === 0 || lossesOf(cut, mporMs, points[0]!.timeMs + days * DAY_MS).length === 0) return [];
  return traceBacktest({ ...options, history: cut, methods: methodsNamed(["novate"]), trainingDays: days })[0]!.losses;
}
