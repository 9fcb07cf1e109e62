/**
 * Tables of `novate backtest`: one line a method and history, then all histories together, calm and storm apart.
 *
 * @module
 */
import type { BacktestResult } from "@novate/backtest";
import { percent } from "../terminal/figures.ts";
import { tableLines } from "../terminal/table.ts";

export const rowsPage = ({ rows }: BacktestResult): string =>
  tableLines(
    [
      ["HISTORY", "left"],
      ["METHOD", "left"],
      ["COVERAGE", "right"],
      ["IN CALM", "right"],
      ["IN STORM", "right"],
      ["BREACHES", "right"],
      ["KUPIEC P", "right"],
      ["CHRISTOFFERSEN P", "right"],
      ["AVERAGE MARGIN", "right"],
      ["PEAK / TROUGH", "right"],
      ["5-DAY RISE", "right"],
      ["30-DAY RISE", "right"],
    ],
    rows.map((row) => [
      row.history,
      row.method,
      percent(row.coverage, 3),
      maybe(row.calm?.coverage, 3),
      maybe(row.storm?.coverage, 3),
      `${row.breaches} of ${row.observations}`,
      row.kupiecP.toFixed(3),
      row.christoffersenP.toFixed(3),
      percent(row.averageMargin),
      row.peakToTrough.toFixed(2),
      percent(row.maxRise5d, 1),
      percent(row.maxRise30d, 1),
    ]),
  );

type Pooled = BacktestResult["pooled"][number];

/** All histories together: ranges that are forecast, margin that is charged, and whether ours holds. */
export function pooledPage({ pooled, goals, fresh }: BacktestResult): string {
  const charged = pooled.filter(({ family }) => family === "charged");
  const forecast = pooled.filter(({ family }) => family !== "charged");
  const listings =
    fresh === null ? "" : `${fresh.listings} listings of ${fresh.days} days, judged until the sixtieth\n`;
  return [
    pooledTable("ALL HISTORIES: FORECAST", forecast),
    pooledTable("ALL HISTORIES: CHARGED", charged),
    goals
      .map(
        ({ goal, figure, limit, isMet }) =>
          `${isMet ? "holds" : "FAILS"}  ${goal}: ${figure.toFixed(4)}, limit ${limit.toFixed(4)}\n`,
      )
      .join(""),
    listings,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function pooledTable(title: string, rows: readonly Pooled[]): string {
  if (rows.length === 0) return "";
  return tableLines(
    [
      [title, "left"],
      ["STORM", "right"],
      ["BREACHES", "right"],
      ["CALM", "right"],
      ["CALM COST", "right"],
      ["NAMED", "right"],
      ["BREACHES", "right"],
      ["BOOTSTRAP 90 %", "right"],
      ["EXCESS", "right"],
      ["5-DAY RISE", "right"],
      ["30-DAY RISE", "right"],
    ],
    rows.map((row) => [
      row.method,
      maybe(row.storm?.coverage, 2),
      row.storm === null ? "–" : `${row.storm.breaches} of ${row.storm.observations}`,
      maybe(row.calm?.coverage, 2),
      row.calmCost === null ? "–" : row.calmCost.toFixed(3),
      maybe(row.named?.coverage, 2),
      row.named === null ? "–" : `${row.named.breaches} of ${row.named.observations}`,
      bootstrapText(row),
      row.named === null ? "–" : (row.named.excess * 100).toFixed(1),
      percent(row.maxRise5d, 0),
      percent(row.maxRise30d, 0),
    ]),
  );
}

function bootstrapText({ named }: Pooled): string {
  if (named === null) return "–";
  const { low, high, isRejected } = named.bootstrap;
  return `${percent(low, 2)} – ${percent(high, 2)}${isRejected ? " rejects" : ""}`;
}

const maybe = (fraction: number | undefined, digits: number): string =>
  fraction === undefined ? "–" : percent(fraction, digits);
