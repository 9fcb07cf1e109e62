/**
 * Reads bars from CSV strictly: a header with `ts_ms` (open of the bar, UTC) and `close`, other columns ignored,
 * times increasing, prices positive. The first fault refuses the file and says its line.
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

export function readHistoryCsv(text: string, name: HistoryName): History {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const columns = readHeader(lines[0] ?? "");
  const opens: PricePoint[] = [];
  for (let index = 1; index < lines.length; index++) {
    opens.push(readRow(lines[index]!, index + 1, columns, opens.at(-1)));
  }
  const { intervalMs } = assembleHistory(name, opens, (index) => index + 2);
  const closes = opens.map(({ timeMs, price }) => ({ timeMs: timeMs + intervalMs, price }));
  return assembleHistory(name, closes);
}

interface Columns {
  readonly count: number;
  readonly time: number;
  readonly price: number;
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
  return { count: names.length, time: at(TIME_COLUMN), price: at(PRICE_COLUMN) };
}

function readRow(line: string, number: number, columns: Columns, before: PricePoint | undefined): PricePoint {
  const cells = line.split(",");
  if (cells.length !== columns.count) {
    throw new HistoryError("CellCountWrong", number, `${cells.length} cells under ${columns.count} columns`);
  }
  const timeText = cells[columns.time]!;
  const timeMs = Number(timeText);
  if (!INTEGER.test(timeText) || timeMs < EARLIEST_MS || timeMs > LATEST_MS) {
    throw new HistoryError("TimeMalformed", number, `"${timeText}" is no time in milliseconds UTC`);
  }
  if (before !== undefined && timeMs <= before.timeMs) {
    throw new HistoryError("TimeNotIncreasing", number, `${timeMs} after ${before.timeMs}: sort, and drop repeats`);
  }
  const priceText = cells[columns.price]!;
  if (!DECIMAL.test(priceText)) throw new HistoryError("PriceMalformed", number, `"${priceText}" is no decimal number`);
  const price = Number(priceText);
  if (!(price > 0)) throw new HistoryError("PriceNotPositive", number, `"${priceText}": drop the row to leave a gap`);
  return { timeMs, price };
}
