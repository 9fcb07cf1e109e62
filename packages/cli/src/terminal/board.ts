/**
 * A few lines at the bottom of a terminal that are written over, under lines that stay.
 *
 * Without a terminal the board is printed now and then as a line of its own, so that a log tells the same story.
 *
 * @module
 */
import type { Io } from "./io.ts";

const REDRAW_EVERY_MS = 250;
const LOG_EVERY_MS = 5_000;

export interface Board {
  /** Whether showing now would change anything; reading what to show may be dear. */
  isDue(): boolean;
  show(lines: readonly string[]): void;
  /** Adds a line above the board that stays. */
  say(line: string): void;
  /** Takes the board away. */
  clear(): void;
}

export function createBoard(io: Pick<Io, "err" | "isTerminal" | "columns">): Board {
  const everyMs = io.isTerminal ? REDRAW_EVERY_MS : LOG_EVERY_MS;
  let drawn: readonly string[] = [];
  let drawnAt = -Infinity;

  const erase = (): string => (drawn.length === 0 ? "" : `\x1b[${drawn.length}A\x1b[0J`);
  const draw = (lines: readonly string[]): string => lines.map((line) => `${line.slice(0, io.columns - 1)}\n`).join("");

  return {
    isDue: () => performance.now() - drawnAt >= everyMs,
    show(lines) {
      drawnAt = performance.now();
      if (!io.isTerminal) {
        io.err(`${lines.join(" · ")}\n`);
        return;
      }
      io.err(erase() + draw(lines));
      drawn = lines;
    },
    say(line) {
      io.err(io.isTerminal ? `${erase()}${line}\n${draw(drawn)}` : `${line}\n`);
    },
    clear() {
      if (io.isTerminal) io.err(erase());
      drawn = [];
    },
  };
}
