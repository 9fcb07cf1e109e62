/**
 * The sizes that every picture is drawn in: one for a screen, one for a telephone, of which the page shows one.
 *
 * A picture scaled down to a narrow screen has letters that nobody can read, so the narrow one is drawn anew.
 * @module
 */
import type { BacktestRow } from "../run/row.ts";

export interface Picture {
  readonly style: "onWide" | "onNarrow";
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Points that a line over the whole width is thinned to. */
  readonly columns: number;
  /** Least distance between two labels of the horizontal axis. */
  readonly tickGap: number;
}

const WIDE: Picture = {
  style: "onWide",
  width: 960,
  height: 310,
  left: 54,
  right: 948,
  top: 26,
  bottom: 272,
  columns: 600,
  tickGap: 60,
};

const NARROW: Picture = {
  style: "onNarrow",
  width: 340,
  height: 250,
  left: 50,
  right: 334,
  top: 26,
  bottom: 212,
  columns: 210,
  tickGap: 46,
};

/** The drawing in both sizes; the style sheet hides the one that does not fit. */
export const inBothSizes = (draw: (picture: Picture) => string): string => `${draw(WIDE)}${draw(NARROW)}`;

/** An SVG of the picture's size. `title` is what a screen reader says. */
export const svgOf = ({ style, width, height }: Picture, title: string, content: string): string =>
  `<svg class="${style}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">\n${content}\n</svg>`;

/** Those of the ticks that have room, from the first on. */
export function spaced<Tick extends { readonly x: number }>(ticks: readonly Tick[], { tickGap }: Picture): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) if (kept.length === 0 || tick.x - kept.at(-1)!.x >= tickGap) kept.push(tick);
  return kept;
}

/** What the legend calls the families of methods. */
export const FAMILY_NAMES: Readonly<Record<BacktestRow["family"], string>> = {
  ours: "ours",
  charged: "what is charged",
  static: "static rule",
  dynamic: "moving rule",
  hindsight: "chosen with the future known",
};
