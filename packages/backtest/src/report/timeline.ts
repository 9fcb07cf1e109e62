/**
 * The picture of a back-test: what was required over what was lost, breaches marked.
 *
 * @module
 */
import { isBreach } from "../run/row.ts";
import type { BacktestTrace } from "../run/run.ts";
import { inBothSizes, type Picture, spaced, svgOf } from "./picture.ts";
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
export const drawTimeline = (lines: readonly TimelineLine[], options: TimelineOptions): string =>
  inBothSizes((picture) => drawPicture(lines, options, picture));

function drawPicture(lines: readonly TimelineLine[], options: TimelineOptions, picture: Picture): string {
  const { title, fromMs, toMs } = options;
  const { left, right, top, bottom, columns } = picture;
  const judged = lines[0]!.trace.losses.filter(({ startMs }) => startMs >= fromMs && startMs <= toMs);
  const thinned = <Point extends { readonly timeMs: number }>(
    points: readonly Point[],
    heightOf: (point: Point) => number,
  ) => columnsOf(points, fromMs, toMs, columns, heightOf);
  const shown = lines.map(({ trace, style }) => ({
    style,
    points: thinned(trace.requirements, ({ required }) => required),
  }));
  const heights = shown.flatMap(({ points }) => points.map(([, height]) => height));
  const highest = Math.max(...judged.map(({ loss }) => loss), ...heights);
  const x = linearScale([fromMs, toMs], [left, right]);
  const y = linearScale([0, highest * 1.06], [bottom, top]);
  const losses = thinned(
    judged.map(({ startMs, loss }) => ({ timeMs: startMs, loss })),
    ({ loss }) => loss,
  );
  const gap = Math.max(12, (3 * (right - left)) / columns);
  const content = [
    axes(picture, x, y, highest, options),
    `<path class="loss" d="${losses.map(([time, loss]) => `M${at(x(time))} ${bottom}V${at(y(loss))}`).join("")}"/>`,
    ...shown.toReversed().map(({ style, points }) => line(style, points, x, y, gap)),
    ...judged.filter(isBreach).map((breach) => dot(breach, x, y)),
  ];
  return svgOf(picture, escapeText(title), content.join("\n"));
}

/** The greatest value of each column of the picture, at the time where it stood. */
function columnsOf<Point extends { readonly timeMs: number }>(
  points: readonly Point[],
  fromMs: number,
  toMs: number,
  count: number,
  heightOf: (point: Point) => number,
): [number, number][] {
  const columns: [number, number][] = [];
  let current = -1;
  for (const point of points) {
    if (point.timeMs < fromMs || point.timeMs > toMs) continue;
    const column = Math.floor(((point.timeMs - fromMs) / (toMs - fromMs)) * count);
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

function axes(picture: Picture, x: Scale, y: Scale, highest: number, { fromMs, toMs }: TimelineOptions): string {
  const { left, right, top, bottom } = picture;
  const rows = roundTicks(highest * 1.04).map(
    (tick) =>
      `<path class="grid" d="M${left} ${at(y(tick))}H${right}"/><text class="tick" x="${left - 6}" y="${at(
        y(tick) + 4,
      )}" text-anchor="end">${+(tick * 100).toFixed(2)} %</text>`,
  );
  const ticks = timeTicks(fromMs, toMs).map(({ timeMs, label }) => ({ label, x: x(timeMs) }));
  const columns = spaced(ticks, picture).map(
    (tick) =>
      `<path class="grid" d="M${at(tick.x)} ${top}V${bottom}"/><text class="tick" x="${at(tick.x)}" y="${
        bottom + 16
      }" text-anchor="middle">${tick.label}</text>`,
  );
  return `${rows.join("")}${columns.join("")}
<text class="axis" x="4" y="11">margin and loss, % of notional</text>
<text class="axis" x="${right}" y="${bottom + 33}" text-anchor="end">start of the period, UTC</text>`;
}
