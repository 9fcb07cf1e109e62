/**
 * The window of a terminal while something runs: drawn anew from its corner, whatever size it has by then.
 *
 * It is the terminal's second screen, so that a window made narrower leaves no debris, and the first comes back as it was, with
 * what was said meanwhile below. Without a terminal a frame is a line now and then, so that a log tells the same story.
 *
 * @module
 */
import type { Io } from "./io.ts";

const REDRAW_EVERY_MS = 250;
const LOG_EVERY_MS = 5_000;

const ENTER = "\x1b[?1049h\x1b[?25l";
const LEAVE = "\x1b[?25h\x1b[?1049l";
const HOME = "\x1b[H";
const TO_LINE_END = "\x1b[K";
const TO_END = "\x1b[J";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What is to be seen at one moment. */
export interface Frame {
  /** At most so many lines, each at most so wide. */
  draw(size: Size): readonly string[];
  /** The same in one line of a log. */
  readonly line: string;
}

export interface Screen {
  /** Whether showing now would change anything; reading what to show may be dear. */
  isDue(): boolean;
  show(frame: Frame): void;
  /** Adds a line that stays when the screen has gone. */
  say(line: string): void;
  /** Gives the window back. */
  close(): void;
}

export function createScreen(io: Omit<Io, "out" | "stopped" | "pageColumns">): Screen {
  return io.isTerminal ? windowOf(io) : logOf(io);
}

function logOf(io: Pick<Io, "err">): Screen {
  let shownAt = -Infinity;
  return {
    isDue: () => performance.now() - shownAt >= LOG_EVERY_MS,
    show({ line }) {
      shownAt = performance.now();
      io.err(`${line}\n`);
    },
    say: (line) => io.err(`${line}\n`),
    close() {},
  };
}

function windowOf(io: Omit<Io, "out" | "stopped" | "pageColumns">): Screen {
  const said: string[] = [];
  let frame: Frame | undefined;
  let drawnAt = -Infinity;
  let ignoreSize = (): void => {};

  const draw = (): void => {
    if (frame === undefined) return;
    drawnAt = performance.now();
    const { columns, rows } = io;
    // The last line stays free: writing into its corner would scroll.
    const lines = frame.draw({ columns, rows: rows - 1 });
    io.err(HOME + lines.map((line) => `${line}${TO_LINE_END}\r\n`).join("") + TO_END);
  };
  const leave = (): void => io.err(LEAVE);

  return {
    isDue: () => performance.now() - drawnAt >= REDRAW_EVERY_MS,
    show(next) {
      if (frame === undefined) {
        io.err(ENTER);
        ignoreSize = io.onResize(draw);
        process.once("exit", leave);
      }
      frame = next;
      draw();
    },
    say(line) {
      if (frame === undefined) io.err(`${line}\n`);
      else said.push(line);
    },
    close() {
      if (frame === undefined) return;
      frame = undefined;
      ignoreSize();
      process.off("exit", leave);
      leave();
      for (const line of said.splice(0)) io.err(`${line}\n`);
    },
  };
}
