/**
 * Reads bars from CSV strictly: a header with `ts_ms` (open of the bar, UTC) and `close`, other columns ignored,
 * times increasing, prices positive. A tape of several markets names them in `symbol`, and in `venue` where one symbol
 * trades on several: each becomes a history of its own. The first fault of a market refuses it and says the line; a header
 * or a row that names no market refuses the file.
 *
 * @module
 */
import { assembleHistory, type HistoryName } from "./assemble.ts";
import { HistoryError } from "./error.ts";
import type { History, PricePoint } from "./types.ts";

const TIME_COLUMN = "ts_ms";
const PRICE_COLUMN = "close";
/** 2200-01-01: later times are seconds or microseconds taken for milliseconds. */
const LATEST_MS = 7_258_118_400_000;
/** 1990-01-01. */
const EARLIEST_MS = 631_152_000_000;
const INTEGER = /^\d{1,16}$/;
const DECIMAL = /^-?\d{1,15}(\.\d{1,18})?([eE][+-]?\d{1,2})?$/;

/** A history, or why the market of that name has none. */
export type HistoryOutcome =
  | { readonly name: string; readonly history: History }
  | { readonly name: string; readonly error: HistoryError };

/** Runs one input among several: its own fault is its outcome, and a fault of the program stays one. */
export function outcomeOf(name: string, read: () => History): HistoryOutcome {
  try {
    return { name, history: read() };
  } catch (error) {
    if (error instanceof HistoryError) return { name, error };
    throw error;
  }
}

/** The markets of a file, in the order in which they first appear; a single one keeps the name of the file. */
export function readHistoriesCsv(text: string, name: HistoryName): HistoryOutcome[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const columns = readHeader(lines[0] ?? "");
  const markets = new Map<string, Market>();
  for (let index = 1; index < lines.length; index++) readRow(lines[index]!, index + 1, columns, markets);
  if (markets.size === 0) return [outcomeOf(name.name, () => assembleHistory(name, []))];
  return [...markets].map(([key, market]) => {
    const named = markets.size === 1 ? name : { ...name, name: `${name.name} ${key}`, underlying: market.symbol };
    return outcomeOf(named.name, () => historyOf(named, market));
  });
}

function historyOf(named: HistoryName, { opens, lines, fault }: Market): History {
  if (fault !== undefined) throw fault;
  const { intervalMs } = assembleHistory(named, opens, (index) => lines[index]!);
  const closes = opens.map(({ timeMs, price }) => ({ timeMs: timeMs + intervalMs, price }));
  return assembleHistory(named, closes);
}

/** One market of a tape: its bars by their opening time, and the lines that they stood on. */
interface Market {
  readonly symbol: string;
  readonly opens: PricePoint[];
  readonly lines: number[];
  /** The first of its rows that could not be read; those after it are not looked at. */
  fault: HistoryError | undefined;
}

interface Columns {
  readonly count: number;
  readonly time: number;
  readonly price: number;
  /** −1 where the file has none. */
  readonly symbol: number;
  readonly venue: number;
}

function readHeader(line: string): Columns {
  const names = line.replace(/^\uFEFF/, "").split(",");
  const at = (column: string): number => {
    const index = names.indexOf(column);
    if (index < 0) {
      const found = line.length > 80 ? `${line.slice(0, 80)}…` : line;
      throw new HistoryError("HeaderWrong", 1, `no column "${column}" in "${found}"; wanted ts_ms,…,close,…`);
    }
    if (names.lastIndexOf(column) !== index) throw new HistoryError("ColumnRepeated", 1, `"${column}" stands twice`);
    return index;
  };
  const count = names.length;
  return {
    count,
    time: at(TIME_COLUMN),
    price: at(PRICE_COLUMN),
    symbol: names.indexOf("symbol"),
    venue: names.indexOf("venue"),
  };
}

function readRow(line: string, number: number, columns: Columns, markets: Map<string, Market>): void {
  const cells = line.split(",");
  if (cells.length !== columns.count) {
    throw new HistoryError("CellCountWrong", number, `${cells.length} cells under ${columns.count} columns`);
  }
  const market = marketOf(cells, columns, markets);
  if (market.fault !== undefined) return;
  try {
    addBar(market, cells, number, columns);
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    market.fault = error;
  }
}

function addBar({ opens, lines }: Market, cells: readonly string[], number: number, columns: Columns): void {
  const timeMs = readTime(cells[columns.time]!, number);
  const before = opens.at(-1);
  if (before !== undefined && timeMs <= before.timeMs) {
    throw new HistoryError("TimeNotIncreasing", number, `${timeMs} after ${before.timeMs}: sort, and drop repeats`);
  }
  opens.push({ timeMs, price: readPrice(cells[columns.price]!, number) });
  lines.push(number);
}

function marketOf(cells: readonly string[], { symbol, venue }: Columns, markets: Map<string, Market>): Market {
  const name = [cells[venue], cells[symbol]].filter((cell) => cell !== undefined).join(" ");
  const known = markets.get(name);
  if (known !== undefined) return known;
  const fresh = { symbol: cells[symbol] ?? name, opens: [], lines: [], fault: undefined };
  markets.set(name, fresh);
  return fresh;
}

function readTime(text: string, number: number): number {
  const timeMs = Number(text);
  if (!INTEGER.test(text) || timeMs < EARLIEST_MS || timeMs > LATEST_MS) {
    throw new HistoryError("TimeMalformed", number, `"${text}" is no time in milliseconds UTC`);
  }
  return timeMs;
}

function readPrice(text: string, number: number): number {
  if (!DECIMAL.test(text)) throw new HistoryError("PriceMalformed", number, `"${text}" is no decimal number`);
  const price = Number(text);
  if (!(price > 0)) throw new HistoryError("PriceNotPositive", number, `"${text}": drop the row to leave a gap`);
  return price;
}
