/**
 * The table of a history: one line a method.
 *
 * @module
 */
import type { BacktestRow } from "../run/row.ts";
import { escapeText, percent } from "./svg.ts";

/** A test at 1 %: below it, the number is marked. */
const REJECTED = 0.01;

const COLUMNS: readonly {
  readonly head: string;
  readonly hint: string;
  readonly cell: (row: BacktestRow) => string;
}[] = [
  { head: "coverage", hint: "periods in which neither side lost more than its margin", cell: coverageCell },
  { head: "in calm", hint: "coverage of periods that began outside a storm", cell: ({ calm }) => regimeCell(calm) },
  {
    head: "in storm",
    hint: "coverage of periods that began in a storm, by what was known then",
    cell: ({ storm }) => regimeCell(storm),
  },
  {
    head: "breaches",
    hint: "of long and of short positions",
    cell: (row) => `${row.breachesLong} + ${row.breachesShort}`,
  },
  { head: "worst", hint: "greatest loss beyond margin", cell: (row) => percent(row.worstBreach) },
  {
    head: "Kupiec",
    hint: "p-value: is the number of breaches as promised? Too few fail as well",
    cell: (row) => pValue(row.kupiecP),
  },
  { head: "indep.", hint: "p-value: do breaches come alone?", cell: (row) => pValue(row.independenceP) },
  {
    head: "Christoffersen",
    hint: "p-value of conditional coverage: both at once",
    cell: (row) => pValue(row.christoffersenP),
  },
  { head: "average margin", hint: "mean requirement, of notional", cell: (row) => percent(row.averageMargin) },
  {
    head: "rise in 5 d",
    hint: "greatest relative rise of the requirement within five days",
    cell: (row) => `+${percent(row.maxRise5d, 0)}`,
  },
  {
    head: "in 30 d",
    hint: "greatest relative rise of the requirement within thirty days",
    cell: (row) => `+${percent(row.maxRise30d, 0)}`,
  },
  { head: "peak ÷ trough", hint: "greatest over least requirement", cell: (row) => row.peakToTrough.toFixed(2) },
];

export function drawTable(rows: readonly BacktestRow[]): string {
  const heads = COLUMNS.map(({ head, hint }) => `<th title="${escapeText(hint)}">${head}</th>`).join("");
  const lines = rows.map(
    (row) =>
      `<tr class="${row.family}${row.covers ? "" : " short"}"><th scope="row"><span>${escapeText(
        row.method,
      )}</span><small>${escapeText(row.description)}</small></th>${COLUMNS.map(
        ({ cell }) => `<td>${cell(row)}</td>`,
      ).join("")}</tr>`,
  );
  return `<div class="wide"><table><thead><tr><th></th>${heads}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}

function coverageCell(row: BacktestRow): string {
  return `<b class="${row.covers ? "good" : "bad"}">${row.covers ? "✓" : "✗"} ${percent(row.coverage, 3)}</b>`;
}

const regimeCell = (regime: BacktestRow["calm"]): string => (regime === null ? "–" : percent(regime.coverage));

const pValue = (p: number): string => `<span class="${p < REJECTED ? "bad" : ""}">${p.toFixed(3)}</span>`;
