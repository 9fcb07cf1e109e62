/**
 * Fits what there is to say into a width: whole fields or none, and an ellipsis where some are left out.
 *
 * @module
 */
import type { Paint, Painted } from "./paint.ts";

const ELLIPSIS = "…";
const GAP = "  ";

/** One text, cut with an ellipsis. */
export const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}${width > 0 ? ELLIPSIS : ""}`;

/** Fields side by side, as many as the width holds; the first is clipped where not even it fits. */
export function fieldsLine(fields: readonly Painted[], width: number, paint: Paint): string {
  const shown: Painted[] = [];
  let used = 0;
  for (const [index, field] of fields.entries()) {
    const gap = index === 0 ? 0 : GAP.length;
    const isLast = index === fields.length - 1;
    const room = width - used - gap - (isLast ? 0 : GAP.length + 1);
    if (field.text.length > room) {
      if (index === 0) return paint({ ...field, text: clip(field.text, width) });
      return [...shown.map(paint), ELLIPSIS].join(GAP);
    }
    shown.push(field);
    used += gap + field.text.length;
  }
  return shown.map(paint).join(GAP);
}

/** A column: its heading, its side, and its rank: those with the highest leave first where the width has no room. */
export interface ScreenColumn {
  readonly heading: string;
  readonly side: "left" | "right";
  readonly rank: number;
}

/** Lines of a table with its headings, of the columns that the width holds. */
export function screenTable(
  columns: readonly ScreenColumn[],
  rows: readonly (readonly Painted[])[],
  width: number,
  paint: Paint,
): string[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...rows.map((cells) => cells[index]!.text.length)),
  );
  let kept = columns.map((_, index) => index);
  const needed = (): number =>
    kept.reduce((sum, index) => sum + widths[index]!, 0) + GAP.length * Math.max(kept.length - 1, 0);
  while (kept.length > 1 && needed() > width) {
    const last = kept.reduce((worst, index) => (columns[index]!.rank > columns[worst]!.rank ? index : worst));
    kept = kept.filter((index) => index !== last);
  }
  const line = (cells: readonly Painted[]): string =>
    kept
      .map((index) => {
        const { text, tone } = cells[index]!;
        const room = Math.min(widths[index]!, width);
        const cut = clip(text, room);
        return paint({ text: columns[index]!.side === "right" ? cut.padStart(room) : cut.padEnd(room), tone });
      })
      .join(GAP);
  const headings = columns.map(({ heading }): Painted => ({ text: heading, tone: "quiet" }));
  return [headings, ...rows].map(line);
}

/** A bar of so many cells, filled for a part of a whole; a whole of nothing is empty. */
export function bar(part: bigint, whole: bigint, cells: number): string {
  const isNone = whole <= 0n || part <= 0n;
  const filled = isNone ? 0 : Math.min(cells, Math.max(1, Number((part * BigInt(cells)) / whole)));
  return "█".repeat(filled) + "░".repeat(cells - filled);
}
