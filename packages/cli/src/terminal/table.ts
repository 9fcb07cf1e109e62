/**
 * Tables for a terminal or a pipe: aligned columns, numbers to the right, no colour.
 *
 * @module
 */

/** A column: its heading, and the side on which its cells stand. */
export type Column = readonly [heading: string, side: "left" | "right"];

/** Lines of a table with its headings. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const headings = columns.map(([heading]) => heading);
  const widths = columns.map((_, index) => Math.max(...[headings, ...rows].map((cells) => cells[index]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) =>
        columns[index]![1] === "right" ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join("  ")
      .trimEnd();
  return `${[headings, ...rows].map(line).join("\n")}\n`;
}

/** Lines of facts, a name and a value each. */
export function factLines(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return `${facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`.trimEnd()).join("\n")}\n`;
}
