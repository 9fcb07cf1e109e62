/**
 * What a command line needs: raw options in, checked; rows, verdicts and the page out.
 *
 * @module
 */
import { HistoryError } from "./history/error.ts";
import { loadHistories } from "./history/load.ts";
import type { History } from "./history/types.ts";
import { METHODS, methodsNamed } from "./method/methods.ts";
import { writeReport } from "./report/page.ts";
import { type FreshFigures, judgeFresh } from "./run/fresh.ts";
import { type PooledRow, poolOf } from "./run/pooled.ts";
import type { BacktestRow } from "./run/row.ts";
import { type BacktestOptions, type BacktestTrace, faultOfRow, STANDARD_COVERAGE, traceBacktest } from "./run/run.ts";
import { type StormGoal, stormGoalsOf } from "./run/stormVerdict.ts";
import { type Verdict, verdictOf } from "./run/verdict.ts";

/** As typed: names and numbers are still text. */
export interface BacktestCommand {
  /** Bundled names or paths; BTC, ETH and SOL when empty. */
  readonly histories?: readonly string[];
  /** Names of methods; all when empty. */
  readonly methods?: readonly string[];
  readonly coverage?: string;
  readonly mporHours?: string;
  readonly trainingDays?: string;
  /** Judge ours on listings of so many days as well, cut from every history. */
  readonly freshDays?: string;
  /** Dates or instants, ISO 8601, UTC when without a zone. */
  readonly from?: string;
  readonly to?: string;
}

export interface BacktestResult {
  readonly rows: readonly BacktestRow[];
  /** One for each history in which our method ran. */
  readonly verdicts: readonly Verdict[];
  /** Methods over all histories, calm and storm apart. */
  readonly pooled: readonly PooledRow[];
  readonly fresh: FreshFigures | null;
  /** Does ours hold in a storm? */
  readonly goals: readonly StormGoal[];
  /** What could not be judged, by name, in the order asked for; the rest stands. */
  readonly refused: readonly RefusedHistory[];
  /** The self-contained page. */
  readonly html: () => string;
}

/** A history, or a method on one, that could not be judged. */
export interface RefusedHistory {
  /** As asked for, or the market of a tape. */
  readonly history: string;
  readonly error: HistoryError;
}

const DEFAULT_HISTORIES = ["BTC-hourly", "ETH-hourly", "SOL-hourly"];

/**
 * Judges every history that can be judged and names the others. Reads files; the rest is pure.
 * Errors: {@link HistoryError} for an option, and where nothing at all could be judged.
 */
export async function runBacktestCommand(command: BacktestCommand): Promise<BacktestResult> {
  const names = command.histories?.length ? command.histories : DEFAULT_HISTORIES;
  const options = optionsOf(command);
  const freshDays = numberOf("freshDays", command.freshDays);
  const traced: BacktestTrace[][] = [];
  const histories: History[] = [];
  const refused: RefusedHistory[] = [];
  for (const name of names)
    for (const outcome of await loadHistories(name)) {
      const judged = "error" in outcome ? refusedWhole(outcome) : judge({ ...options, history: outcome.history });
      refused.push(...judged.refused);
      if (judged.traces.length === 0 || "error" in outcome) continue;
      traced.push(judged.traces);
      histories.push(outcome.history);
    }
  if (traced.length === 0) throw errorOf(refused);
  const wanted = options.coverage ?? STANDARD_COVERAGE;
  const pooled = poolOf(traced, wanted);
  const fresh = freshDays === undefined ? null : judgeFresh(histories, freshDays, options);
  const goals = stormGoalsOf(pooled, wanted, fresh);
  const rowsByHistory = traced.map((traces) => traces.map(({ row }) => row));
  return {
    rows: rowsByHistory.flat(),
    verdicts: rowsByHistory
      .filter((rows) => rows.some(({ method }) => method === "novate"))
      .map((rows) => verdictOf(rows, wanted)),
    pooled,
    fresh,
    goals,
    refused,
    html: () => writeReport(traced, pooled, goals),
  };
}

interface Judged {
  readonly traces: BacktestTrace[];
  readonly refused: readonly RefusedHistory[];
}

const refusedWhole = ({ name, error }: { readonly name: string; readonly error: HistoryError }): Judged => ({
  traces: [],
  refused: [{ history: name, error }],
});

/** The methods of one history; one whose row is no number is refused alone. */
function judge(options: BacktestOptions): Judged {
  const { name } = options.history;
  try {
    const refused: RefusedHistory[] = [];
    const traces = traceBacktest(options).filter(({ row }) => {
      const error = faultOfRow(row);
      if (error !== undefined) refused.push({ history: name, error });
      return error === undefined;
    });
    return { traces, refused };
  } catch (error) {
    if (error instanceof HistoryError) return refusedWhole({ name, error });
    throw error;
  }
}

/** One error for all: the only one as it is, several by their names. */
export function errorOf(refused: readonly RefusedHistory[]): HistoryError {
  const [first, ...others] = refused;
  if (first !== undefined && others.length === 0) return first.error;
  const each = refused.map(({ history, error }) => `${history} (${error.message})`);
  return new HistoryError("HistoriesRefused", 0, `${refused.length} could not be judged: ${each.join("; ")}`);
}

function optionsOf(command: BacktestCommand): Omit<BacktestOptions, "history"> {
  const coverage = numberOf("coverage", command.coverage);
  const mporHours = numberOf("mporHours", command.mporHours);
  const trainingDays = numberOf("trainingDays", command.trainingDays);
  const fromMs = instantOf("from", command.from);
  const toMs = instantOf("to", command.to);
  return {
    methods: command.methods?.length ? methodsNamed(command.methods) : METHODS,
    ...(coverage === undefined ? {} : { coverage }),
    ...(mporHours === undefined ? {} : { mporHours }),
    ...(trainingDays === undefined ? {} : { trainingDays }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  };
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text))
    throw new HistoryError("OptionMalformed", 0, `${option} "${text}" is no number`);
  return Number(text);
}

function instantOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?Z?$/.test(text);
  const timeMs = match ? Date.parse(text.includes("T") && !text.endsWith("Z") ? `${text}Z` : text) : Number.NaN;
  if (!Number.isFinite(timeMs)) {
    throw new HistoryError(
      "OptionMalformed",
      0,
      `${option} "${text}" is no date such as 2025-10-10 or 2025-10-10T21:00Z`,
    );
  }
  return timeMs;
}
