/**
 * The picture of a back-test: what was required over what was lost, breaches marked.
 *
 * @module
 */
import { isBreach } from "../row.ts";
import type { BacktestTrace } from "../run.ts";
import {
  at,
  escapeText,
  linearScale,
  minuteOf,
  pathThrough,
  percent,
  roundTicks,
  type Scale,
  timeTicks,
} from "./svg.ts";

const WIDTH = 960;
const HEIGHT = 300;
const FRAME = { left: 46, right: 948, top: 12, bottom: 268 };
const COLUMNS = 600;

export interface TimelineLine {
  readonly trace: BacktestTrace;
  /** Class of the line: `ours`, `newRisk`, `rival`, `model`. */
  readonly style: string;
}

export interface TimelineOptions {
  readonly title: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The first line's losses and breaches are drawn: losses are the same for all, breaches are its own. */
export function drawTimeline(lines: readonly TimelineLine[], { title, fromMs, toMs }: TimelineOptions): string {
  const judged = lines[0]!.trace.losses.filter(({ startMs }) => startMs >= fromMs && startMs <= toMs);
  const shown = lines.map(({ trace, style }) => ({
    style,
    points: columnsOf(trace.requirements, fromMs, toMs, ({ required }) => required),
  }));
  const highest = Math.max(
    ...judged.map(({ loss }) => loss),
    ...shown.flatMap(({ points }) => points.map(([, y]) => y)),
  );
  const x = linearScale([fromMs, toMs], [FRAME.left, FRAME.right]);
  const y = linearScale([0, highest * 1.06], [FRAME.bottom, FRAME.top]);
  const bars = columnsOf(
    judged.map(({ startMs, loss }) => ({ timeMs: startMs, loss })),
    fromMs,
    toMs,
    ({ loss }) => loss,
  );
  const gap = Math.max(12, (3 * (FRAME.right - FRAME.left)) / COLUMNS);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(title)}">
${axes(x, y, highest, fromMs, toMs)}
<path class="loss" d="${bars.map(([time, loss]) => `M${at(x(time))} ${FRAME.bottom}V${at(y(loss))}`).join("")}"/>
${shown
  .toReversed()
  .map(({ style, points }) => line(style, points, x, y, gap))
  .join("\n")}
${judged
  .filter(isBreach)
  .map((breach) => dot(breach, x, y))
  .join("\n")}
</svg>`;
}

/** The greatest value of each column of the picture, at the time where it stood. */
function columnsOf<Point extends { readonly timeMs: number }>(
  points: readonly Point[],
  fromMs: number,
  toMs: number,
  heightOf: (point: Point) => number,
): [number, number][] {
  const columns: [number, number][] = [];
  let current = -1;
  for (const point of points) {
    if (point.timeMs < fromMs || point.timeMs > toMs) continue;
    const column = Math.floor(((point.timeMs - fromMs) / (toMs - fromMs)) * COLUMNS);
    const value = heightOf(point);
    if (column !== current) columns.push([point.timeMs, value]);
    else if (value > columns.at(-1)![1]) columns[columns.length - 1] = [point.timeMs, value];
    current = column;
  }
  return columns;
}

const line = (style: string, points: readonly [number, number][], x: Scale, y: Scale, gap: number): string =>
  `<path class="line ${style}" d="${pathThrough(
    points.map(([time, value]) => [x(time), y(value)] as const),
    gap,
  )}"/>`;

const dot = (breach: BacktestTrace["losses"][number], x: Scale, y: Scale): string =>
  `<circle class="breach" cx="${at(x(breach.startMs))}" cy="${at(y(breach.loss))}" r="3.5"><title>${minuteOf(
    breach.startMs,
  )} UTC: ${breach.move < 0 ? "long" : "short"} lost ${percent(breach.loss)}, margin ${percent(breach.required)}</title></circle>`;

function axes(x: Scale, y: Scale, highest: number, fromMs: number, toMs: number): string {
  const rows = roundTicks(highest * 1.04).map(
    (tick) =>
      `<path class="grid" d="M${FRAME.left} ${at(y(tick))}H${FRAME.right}"/><text class="tick" x="${FRAME.left - 6}" y="${at(
        y(tick) + 4,
      )}" text-anchor="end">${+(tick * 100).toFixed(2)} %</text>`,
  );
  const columns = timeTicks(fromMs, toMs).map(
    ({ timeMs, label }) =>
      `<path class="grid" d="M${at(x(timeMs))} ${FRAME.top}V${FRAME.bottom}"/><text class="tick" x="${at(
        x(timeMs),
      )}" y="${FRAME.bottom + 18}" text-anchor="middle">${label}</text>`,
  );
  return [...rows, ...columns].join("");
}
