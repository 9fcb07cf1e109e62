/**
 * All histories together on the page: the goals, then calm and storm apart, what is charged apart from what is forecast.
 *
 * @module
 */
import type { PooledRow } from "../run/pooled.ts";
import type { StormGoal } from "../run/stormVerdict.ts";
import { escapeText, percent } from "./svg.ts";

const COLUMNS: readonly {
  readonly head: string;
  readonly hint: string;
  readonly cell: (row: PooledRow) => string;
}[] = [
  { head: "storm", hint: "coverage of periods that began in a storm, by what was known then", cell: stormCell },
  { head: "storm margin", hint: "mean requirement in storms", cell: ({ storm }) => maybe(storm?.averageMargin) },
  { head: "calm", hint: "coverage of all other periods", cell: ({ calm }) => maybe(calm?.coverage) },
  { head: "calm margin", hint: "mean requirement in calm", cell: ({ calm }) => maybe(calm?.averageMargin) },
  {
    head: "calm cost",
    hint: "mean over the histories of the calm margin over that of historical-var",
    cell: ({ calmCost }) => (calmCost === null ? "–" : calmCost.toFixed(2)),
  },
  { head: "named", hint: "coverage of the named crises", cell: ({ named }) => maybe(named?.coverage) },
  {
    head: "bootstrap",
    hint: "nine tenths of the resampled coverages of the named crises, three-day blocks of all histories together",
    cell: bootstrapCell,
  },
  {
    head: "excess",
    hint: "points lost beyond margin in the named crises, all breaches together",
    cell: ({ named }) => (named === null ? "–" : (named.excess * 100).toFixed(1)),
  },
  { head: "rise in 5 d", hint: "greatest of all histories", cell: (row) => `+${percent(row.maxRise5d, 0)}` },
  { head: "rise in 30 d", hint: "greatest of all histories", cell: (row) => `+${percent(row.maxRise30d, 0)}` },
];

/** Charged margin is judged by its own table: it is no range, and its horizon is what close-out takes. */
export function drawPooled(pooled: readonly PooledRow[], goals: readonly StormGoal[]): string {
  const charged = pooled.filter(({ family }) => family === "charged");
  const forecast = pooled.filter(({ family }) => family !== "charged");
  return `<section><h2>Calm and storm</h2>
<p class="soft">A storm is on while the volatility of the last day is at least 1.5 times its median of thirty days, or for a day after
a move beyond four of the month's standard deviations: known at the time, whatever came of it.</p>
${drawGoals(goals)}
${forecast.length === 0 ? "" : `<h3>Ranges that are forecast</h3>${drawRows(forecast)}`}
${charged.length === 0 ? "" : `<h3>Margin that is charged</h3>${drawRows(charged)}`}</section>`;
}

function drawGoals(goals: readonly StormGoal[]): string {
  const cards = goals.map(
    ({ goal, figure, limit, isMet }) =>
      `<div class="card"><b class="${isMet ? "good" : "bad"}">${figure.toFixed(4)}</b><small>${escapeText(goal)}; ${limit.toFixed(4)}</small></div>`,
  );
  return cards.length === 0 ? "" : `<div class="cards">${cards.join("")}</div>`;
}

function drawRows(rows: readonly PooledRow[]): string {
  const heads = COLUMNS.map(({ head, hint }) => `<th title="${escapeText(hint)}">${head}</th>`).join("");
  const lines = rows.map(
    (row) =>
      `<tr class="${row.family}"><th scope="row"><span>${escapeText(row.method)}</span></th>${COLUMNS.map(
        ({ cell }) => `<td>${cell(row)}</td>`,
      ).join("")}</tr>`,
  );
  return `<div class="wide"><table><thead><tr><th></th>${heads}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}

function stormCell({ storm }: PooledRow): string {
  return storm === null ? "–" : `<b>${percent(storm.coverage)}</b> of ${storm.observations}`;
}

function bootstrapCell({ named }: PooledRow): string {
  if (named === null) return "–";
  const { low, high, isRejected } = named.bootstrap;
  const range = `${percent(low)} to ${percent(high)}`;
  return `<span class="${isRejected ? "bad" : ""}">${range}${isRejected ? ", rejects" : ""}</span>`;
}

const maybe = (fraction: number | undefined): string => (fraction === undefined ? "–" : percent(fraction));
