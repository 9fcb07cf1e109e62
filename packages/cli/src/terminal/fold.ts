/**
 * Lines of a page that are too long for a window, folded between words: a number or a hash stays in one piece.
 *
 * @module
 */

/** How much deeper than its beginning a line goes on. */
const HANGING = 4;

/** What is longer than a whole line stays one. `null`: nobody's window; the page as it is. */
export const folded = (page: string, columns: number | null): string =>
  columns === null
    ? page
    : page
        .split("\n")
        .map((line) => foldedLine(line, columns))
        .join("\n");

function foldedLine(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const indent = " ".repeat(line.search(/\S/) + HANGING);
  const lines: string[] = [];
  let current = "";
  for (const word of line.match(/ *\S+/g) ?? []) {
    const isFull = current.trim() !== "" && current.length + word.length > columns;
    if (isFull) lines.push(current);
    current = isFull ? indent + word.trimStart() : current + word;
  }
  return [...lines, current].join("\n");
}
