/**
 * Cost against procyclicality: one dot a method, down and left is better, hollow where it does not cover.
 *
 * @module
 */
import type { BacktestRow } from "../run/row.ts";
import { type Placed, placeLabels } from "./labels.ts";
import { FAMILY_NAMES, inBothSizes, type Picture, spaced, svgOf } from "./picture.ts";
import { at, escapeText, linearScale, percent, roundTicks, type Scale } from "./svg.ts";

/** Methods that cost more than so many times ours are left to the table. */
const MOST_COST = 2.2;

export function drawScatter(rows: readonly BacktestRow[]): string {
  const ours = rows.find(({ method }) => method === "novate");
  const shown = rows
    .filter(({ averageMargin }) => ours === undefined || averageMargin < MOST_COST * ours.averageMargin)
    .sort((left, right) => Number(right.method === "novate") - Number(left.method === "novate"));
  return inBothSizes((picture) => drawPicture(shown, picture)) + drawLegend(shown);
}

function drawPicture(shown: readonly BacktestRow[], picture: Picture): string {
  const { left, right, top, bottom } = picture;
  const costs = shown.map(({ averageMargin }) => averageMargin);
  const [leastCost, mostCost] = [Math.min(...costs) * 0.9, Math.max(...costs) * 1.06];
  const mostRise = Math.max(0.1, ...shown.map(({ maxRise5d }) => maxRise5d)) * 1.08;
  const x = linearScale([leastCost, mostCost], [left + 8, right]);
  /** Square-root height: small rises are where methods differ. */
  const root = linearScale([0, Math.sqrt(mostRise)], [bottom - 10, top]);
  const y = (rise: number): number => root(Math.sqrt(rise));
  const dots = shown.map(({ method, averageMargin, maxRise5d }) => ({
    x: x(averageMargin),
    y: y(maxRise5d),
    radius: method === "novate" ? 7 : 4.5,
    name: method,
  }));
  const labels = placeLabels(dots, { left, right, top: 14, bottom });
  const marks = shown.map((row, index) => mark(row, dots[index]!, labels[index]));
  return svgOf(
    picture,
    "Average margin against the greatest rise in five days",
    `${grid(picture, x, y, mostCost, mostRise)}\n${marks.toReversed().join("\n")}`,
  );
}

function grid(picture: Picture, x: Scale, y: Scale, mostCost: number, mostRise: number): string {
  const { left, right, top, bottom, height } = picture;
  const rows = roundTicks(mostRise)
    .filter((tick, index, ticks) => index === 0 || y(ticks[index - 1]!) - y(tick) >= 11)
    .map(
      (tick) =>
        `<path class="grid" d="M${left} ${at(y(tick))}H${right}"/><text class="tick" x="${left - 6}" y="${at(
          y(tick) + 4,
        )}" text-anchor="end">+${+(tick * 100).toFixed(0)} %</text>`,
    );
  const ticks = roundTicks(mostCost).map((tick) => ({ tick, x: x(tick) }));
  const columns = spaced(
    ticks.filter((tick) => tick.x >= left),
    picture,
  ).map(
    (tick) =>
      `<path class="grid" d="M${at(tick.x)} ${top}V${bottom}"/><text class="tick" x="${at(tick.x)}" y="${
        bottom + 16
      }" text-anchor="middle">${+(tick.tick * 100).toFixed(1)} %</text>`,
  );
  return `${rows.join("")}${columns.join("")}
<text class="axis" x="4" y="11">greatest rise of the requirement in 5 days</text>
<text class="axis" x="${right}" y="${height - 4}" text-anchor="end">average margin, % of notional</text>`;
}

function mark(row: BacktestRow, dot: { x: number; y: number; radius: number }, label: Placed): string {
  const name = escapeText(row.method);
  const hint = `${name}: ${percent(row.averageMargin)}, +${percent(row.maxRise5d, 0)}, coverage ${percent(row.coverage)}`;
  const text = label === undefined ? "" : `<text class="label" x="${at(label.x)}" y="${at(label.y)}">${name}</text>`;
  return `<g class="${row.family}"><circle class="method${row.covers ? "" : " open"}" cx="${at(dot.x)}" cy="${at(
    dot.y,
  )}" r="${dot.radius}"><title>${hint}</title></circle>${text}</g>`;
}

function drawLegend(shown: readonly BacktestRow[]): string {
  const families = [...new Set(shown.map(({ family }) => family))];
  const entries = families.map((family) => `<span><i class="spot ${family}"></i>${FAMILY_NAMES[family]}</span>`);
  return `<div class="legend">${entries.join("")}<span><i class="spot open"></i>hollow: does not cover</span></div>`;
}
