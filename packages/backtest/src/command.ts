/**
 * What a command line needs: raw options in, checked; rows, verdicts and the page out.
 *
 * @module
 */
import { HistoryError } from "./history/error.ts";
import { loadHistories } from "./history/load.ts";
import { METHODS, methodsNamed } from "./method/methods.ts";
import { writeReport } from "./report/page.ts";
import type { BacktestRow } from "./run/row.ts";
import { type BacktestOptions, type BacktestTrace, traceBacktest } from "./run/run.ts";
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
  /** Dates or instants, ISO 8601, UTC when without a zone. */
  readonly from?: string;
  readonly to?: string;
}

export interface BacktestResult {
  readonly rows: readonly BacktestRow[];
  /** One for each history in which our method ran. */
  readonly verdicts: readonly Verdict[];
  /** The self-contained page. */
  readonly html: () => string;
}

const DEFAULT_HISTORIES = ["BTC-hourly", "ETH-hourly", "SOL-hourly"];

/** Errors: {@link HistoryError} for a file, a name or an option. Reads files; the rest is pure. */
export async function runBacktestCommand(command: BacktestCommand): Promise<BacktestResult> {
  const names = command.histories?.length ? command.histories : DEFAULT_HISTORIES;
  const options = optionsOf(command);
  const traced: BacktestTrace[][] = [];
  for (const name of names)
    for (const history of await loadHistories(name)) traced.push(traceBacktest({ ...options, history }));
  const rowsByHistory = traced.map((traces) => traces.map(({ row }) => row));
  return {
    rows: rowsByHistory.flat(),
    verdicts: rowsByHistory.filter((rows) => rows.some(({ method }) => method === "novate")).map(verdictOf),
    html: () => writeReport(traced),
  };
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
