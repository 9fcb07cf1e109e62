/**
 * Runs margin methods over a history, price by price, and judges what they required by what was lost.
 *
 * @module
 */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { nonFinitePath } from "@novate/stdx";
import { HistoryError } from "../history/error.ts";
import { lossesOf } from "../history/losses.ts";
import type { History } from "../history/types.ts";
import { METHODS } from "../method/methods.ts";
import type { MarginMethod, MethodTerms } from "../method/types.ts";
import type { RequirementPoint } from "../statistic/procyclicality.ts";
import { type BacktestRow, type JudgedLoss, rowOf } from "./row.ts";
import { stormsOf } from "./storms.ts";

/** What margin promises: no loss beyond it in so many periods. */
export const STANDARD_COVERAGE = 0.995;

export interface BacktestOptions {
  readonly history: History;
  /** All of them when left out. */
  readonly methods?: readonly MarginMethod[];
  /** Fraction of periods in which neither side may lose more than its margin; {@link STANDARD_COVERAGE} when left out. */
  readonly coverage?: number;
  /** {@link defaultMporHours} of the history when left out. */
  readonly mporHours?: number;
  /** Days at the start that are for calibration only; 365 when left out. */
  readonly trainingDays?: number;
  /** Judge only what starts at or after, and ends at or before. Methods still learn from the start of the history. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** One method's row with all that a picture of it needs. */
export interface BacktestTrace {
  readonly row: BacktestRow;
  readonly requirements: readonly RequirementPoint[];
  readonly losses: readonly JudgedLoss[];
}

/**
 * Four hours for bars of less than a day, one day for daily bars.
 *
 * The house finds a breach within a minute and offers the position in sealed auctions of minutes, a backstop behind
 * them; four hours leave a factor of several for a stalled chain, a thin night and the hedging of the lot. Daily bars
 * cannot see less than a day.
 */
export const defaultMporHours = (history: History): number => (history.intervalMs >= DAY_MS ? 24 : 4);

/** The rows of {@link traceBacktest}. Errors: {@link HistoryError}, `FigureNotFinite` for a row that cannot be told. */
export const runBacktest = (options: BacktestOptions): BacktestRow[] =>
  traceBacktest(options).map(({ row }) => {
    const fault = faultOfRow(row);
    if (fault !== undefined) throw fault;
    return row;
  });

/** Why a row cannot be told: a method that required nothing has no ratio of its highest to its lowest. */
export function faultOfRow(row: BacktestRow): HistoryError | undefined {
  const path = nonFinitePath(row);
  return path === undefined
    ? undefined
    : new HistoryError("FigureNotFinite", 0, `${path} of ${row.method} on ${row.history} is not finite`);
}

/** Errors: {@link HistoryError} `OptionMalformed` for a period that the bars cannot show, or nothing left to judge. */
export function traceBacktest(options: BacktestOptions): BacktestTrace[] {
  const { history, methods = METHODS, fromMs = -Infinity, toMs = Infinity } = options;
  const terms = termsOf(options);
  const startMs = Math.max(terms.trainedMs, fromMs);
  const periods = lossesOf(history, terms.mporMs, startMs, toMs);
  if (periods.length === 0) {
    const days = Math.floor((terms.trainedMs - history.points[0]!.timeMs) / DAY_MS);
    const length = Math.floor((history.points.at(-1)!.timeMs - history.points[0]!.timeMs) / DAY_MS);
    const detail = `${history.name} has no period to judge after ${days} days of training: it is ${length} days long`;
    throw new HistoryError("OptionMalformed", 0, `${detail}; give fewer training days`);
  }
  const storms = stormsOf(history.points);
  return methods.map((method) => {
    const required = requirementsOf(method, history, terms);
    const losses = periods.map(
      (period): JudgedLoss => ({ ...period, required: required[period.index]!, isStorm: storms[period.index]! }),
    );
    const requirements = history.points
      .map(({ timeMs }, index) => ({ timeMs, required: required[index]! }))
      .filter(({ timeMs }) => timeMs >= startMs && timeMs <= toMs);
    return { row: rowOf(history, method, terms, requirements, losses), requirements, losses };
  });
}

function termsOf({
  history,
  coverage = STANDARD_COVERAGE,
  mporHours,
  trainingDays = 365,
}: BacktestOptions): MethodTerms {
  const mporMs = (mporHours ?? defaultMporHours(history)) * HOUR_MS;
  const { intervalMs, points } = history;
  if (!(mporMs > 0) || mporMs % intervalMs !== 0) {
    const bar = `${intervalMs / HOUR_MS} h`;
    throw new HistoryError("OptionMalformed", 0, `the margin period of risk must be a multiple of the bar, ${bar}`);
  }
  if (!(coverage > 0.5 && coverage < 1))
    throw new HistoryError("OptionMalformed", 0, "coverage lies between 0.5 and 1");
  if (!(trainingDays >= 0)) throw new HistoryError("OptionMalformed", 0, "trainingDays is not negative");
  return { coverage, mporMs, intervalMs, trainedMs: points[0]!.timeMs + trainingDays * DAY_MS };
}

/** What the method required at each point: an online method is shown one price after the other and nothing else. */
function requirementsOf(method: MarginMethod, history: History, terms: MethodTerms): Float64Array {
  if (method.family === "hindsight") {
    return new Float64Array(history.points.length).fill(method.choose(history, terms));
  }
  const requirement = method.start(terms);
  return Float64Array.from(history.points, (point) => requirement(point));
}
