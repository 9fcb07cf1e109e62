/**
 * Cost against procyclicality: one dot a method, down and left is better, hollow where it does not cover.
 *
 * @module
 */
import type { BacktestRow } from "../row.ts";
import { at, escapeText, linearScale, percent, roundTicks } from "./svg.ts";

const WIDTH = 960;
const HEIGHT = 320;
const FRAME = { left: 60, right: 930, top: 16, bottom: 272 };
/** Methods that cost more than so many times ours are left to the table. */
const MOST_COST = 2.6;

export function drawScatter(rows: readonly BacktestRow[]): string {
  const ours = rows.find(({ method }) => method === "novate");
  const shown = rows.filter(
    ({ averageMargin }) => ours === undefined || averageMargin < MOST_COST * ours.averageMargin,
  );
  /** Names of neighbours stand at two heights, so that they can be read. */
  const placed = [...shown]
    .sort((left, right) => left.averageMargin - right.averageMargin)
    .map((row, index) => ({ row, lift: index % 2 === 0 ? 10 : 23 }));
  const mostCost = Math.max(...shown.map(({ averageMargin }) => averageMargin)) * 1.1;
  const leastCost = Math.min(...shown.map(({ averageMargin }) => averageMargin)) * 0.9;
  const mostRise = Math.max(0.1, ...shown.map(({ maxRise5d }) => maxRise5d)) * 1.08;
  const x = linearScale([leastCost, mostCost], [FRAME.left, FRAME.right]);
  /** Square-root height: small rises are where methods differ. */
  const root = linearScale([0, Math.sqrt(mostRise)], [FRAME.bottom, FRAME.top]);
  const y = (rise: number): number => root(Math.sqrt(rise));
  const rowsOfGrid = roundTicks(mostRise).map(
    (tick) =>
      `<path class="grid" d="M${FRAME.left} ${at(y(tick))}H${FRAME.right}"/><text class="tick" x="${FRAME.left - 6}" y="${at(
        y(tick) + 4,
      )}" text-anchor="end">+${+(tick * 100).toFixed(0)} %</text>`,
  );
  const columns = roundTicks(mostCost)
    .filter((tick) => tick >= leastCost)
    .map(
      (tick) =>
        `<path class="grid" d="M${at(x(tick))} ${FRAME.top}V${FRAME.bottom}"/><text class="tick" x="${at(
          x(tick),
        )}" y="${FRAME.bottom + 18}" text-anchor="middle">${+(tick * 100).toFixed(1)} %</text>`,
    );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Average margin against the greatest rise in five days">
${rowsOfGrid.join("")}${columns.join("")}
<text class="tick" x="${FRAME.right}" y="${HEIGHT - 8}" text-anchor="end">average margin →</text>
<text class="tick" x="${FRAME.left}" y="${HEIGHT - 8}">↑ greatest rise in five days · hollow: does not cover</text>
${placed.map(({ row, lift }) => mark(row, x(row.averageMargin), y(row.maxRise5d), lift)).join("\n")}
</svg>`;
}

const mark = (row: BacktestRow, x: number, y: number, lift: number): string =>
  `<g class="${row.family}"><circle class="method${row.covers ? "" : " open"}" cx="${at(x)}" cy="${at(y)}" r="${
    row.method === "novate" ? 7 : 4.5
  }"><title>${escapeText(row.method)}: ${percent(row.averageMargin)}, +${percent(row.maxRise5d, 0)}, coverage ${percent(
    row.coverage,
  )}</title></circle><text class="label" x="${at(x)}" y="${at(y - lift)}" text-anchor="middle">${escapeText(
    row.method,
  )}</text></g>`;
