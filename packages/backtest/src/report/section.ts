/**
 * One history on the page: the answer first, then the pictures, then the table.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import { isBreach } from "../run/row.ts";
import type { BacktestTrace } from "../run/run.ts";
import { type Verdict, verdictOf } from "../run/verdict.ts";
import { drawScatter } from "./scatter.ts";
import { dateOf, escapeText, percent } from "./svg.ts";
import { drawTable } from "./table.ts";
import { drawTimeline, type TimelineLine, type TimelineOptions } from "./timeline.ts";

/** A crisis is shown with so much before and after its worst period. */
const BEFORE_MS = 8 * DAY_MS;
const AFTER_MS = 7 * DAY_MS;
const CRISES = 3;

export function drawSection(traces: readonly BacktestTrace[]): string {
  const rows = traces.map(({ row }) => row);
  const { history, mporHours, fromMs, toMs, observations } = rows[0]!;
  const verdict = rows.some(({ method }) => method === "novate") ? verdictOf(rows) : undefined;
  const lines = linesOf(traces, verdict);
  const crises = crisesOf(traces[0]!).map((timeMs) => {
    const title = `Around ${dateOf(timeMs)}: ${percent(worstLossOf(traces[0]!, timeMs), 1)} lost in ${mporHours} h`;
    const options = { title, fromMs: timeMs - BEFORE_MS, toMs: timeMs + AFTER_MS };
    return `<h3>${title}</h3><figure>${drawTimeline(lines, options)}${drawLegend(lines, options)}</figure>`;
  });
  const title = `${history}, ${dateOf(fromMs)} to ${dateOf(toMs)}`;
  return `<section><h2>${escapeText(history)}</h2>
<p class="soft">${dateOf(fromMs)} to ${dateOf(toMs)}, ${observations} periods of ${mporHours} h, back to back.</p>
${verdict === undefined ? "" : drawVerdict(verdict)}
<h3>Required and lost</h3>
<figure>${drawTimeline(lines, { title, fromMs, toMs })}${drawLegend(lines, { title, fromMs, toMs })}</figure>
<p class="soft note">A column shows the greatest value of the time that it stands for. Where a line breaks, the history has no prices.</p>
${crises.join("\n")}
<h3>Cost and procyclicality</h3>
<figure>${drawScatter(rows)}</figure>
<h3>All methods</h3>
${drawTable(rows)}</section>`;
}

/** Ours, or whatever was run first, above the cheapest static rule that covers and the plain risk-based model. */
function linesOf(traces: readonly BacktestTrace[], verdict: Verdict | undefined): TimelineLine[] {
  const named = (name: string | undefined) => traces.find(({ row }) => row.method === name);
  const wanted = [
    ["ours", verdict === undefined ? traces[0] : named("novate")],
    ["newRisk", named("novate-new-risk")],
    ["rival", named(verdict?.staticRivals[0]?.method)],
    ["model", named("filtered-historical")],
  ] as const;
  return wanted.flatMap(([style, trace]) => (trace === undefined ? [] : [{ style, trace }]));
}

/** Starts of the worst periods, no two within one picture, in order of time. */
function crisesOf({ losses }: BacktestTrace): number[] {
  const chosen: number[] = [];
  for (const { startMs } of [...losses].sort((left, right) => right.loss - left.loss)) {
    if (chosen.length === CRISES) break;
    if (chosen.every((other) => Math.abs(other - startMs) > BEFORE_MS + AFTER_MS)) chosen.push(startMs);
  }
  return chosen.sort((left, right) => left - right);
}

const worstLossOf = ({ losses }: BacktestTrace, timeMs: number): number =>
  losses.find(({ startMs }) => startMs === timeMs)?.loss ?? 0;

function drawLegend(lines: readonly TimelineLine[], { fromMs, toMs }: TimelineOptions): string {
  const entries = lines.map(
    ({ style, trace }) => `<span><i class="stroke ${style}"></i>${escapeText(trace.row.method)}</span>`,
  );
  const { losses, row } = lines[0]!.trace;
  const breaches = losses.filter((loss) => isBreach(loss) && loss.startMs >= fromMs && loss.startMs <= toMs).length;
  const noun = breaches === 1 ? "breach" : "breaches";
  return `<div class="legend">${entries.join("")}<span><i class="stroke lost"></i>loss of the losing side</span><span><i class="spot missed"></i>${breaches} ${noun} of ${escapeText(
    row.method,
  )}</span></div>`;
}

function drawVerdict({
  ours,
  coversStorms,
  staticRivals,
  movingRivals,
  hindsight,
  isCheaper,
  isCalmer,
}: Verdict): string {
  const cheapest = staticRivals[0];
  const calmest = movingRivals[0];
  const cards = [
    card(
      percent(ours.coverage, 3),
      ours.covers ? "coverage: as promised" : "coverage: short of the promise",
      ours.covers,
    ),
    ours.storm === null
      ? ""
      : card(
          percent(ours.storm.coverage),
          `coverage of ${ours.storm.observations} periods in storms`,
          coversStorms === true,
        ),
    card(
      percent(ours.averageMargin),
      cheapest === undefined
        ? "average margin; no static rule covers"
        : `average margin; ${cheapest.method} ${percent(cheapest.averageMargin)}`,
      isCheaper,
    ),
    card(
      `+${percent(ours.maxRise5d, 0)}`,
      calmest === undefined
        ? "greatest rise in five days"
        : `greatest rise in five days; ${calmest.method} +${percent(calmest.maxRise5d, 0)}`,
      isCalmer,
    ),
    hindsight === undefined
      ? ""
      : card(percent(hindsight.averageMargin), "the least fixed percentage that would have covered, known only today"),
  ];
  return `<div class="cards">${cards.join("")}</div>`;
}

const card = (figure: string, text: string, isGood?: boolean): string =>
  `<div class="card"><b class="${isGood === undefined ? "" : isGood ? "good" : "bad"}">${figure}</b><small>${escapeText(
    text,
  )}</small></div>`;
