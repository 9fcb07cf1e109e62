/**
 * The strict line-by-line reader of a tape: the same code for a file that streams and for a text in memory.
 *
 * @module
 */
import { parseCell } from "./cell.ts";
import { TapeError } from "./error.ts";
import { createHeaderReader } from "./header.ts";
import type { TapeHeader, TapeStep } from "./types.ts";

/** Takes lines without their `\n`; answers a step where the line held one. Throws {@link TapeError}. */
export interface TapeParser {
  take(text: string): TapeStep | undefined;
  /** The header, from the line after `data` on. */
  header(): TapeHeader | undefined;
  /** To be called once after the last line: a tape without its `end` line is truncated. */
  finish(): void;
}

export function createTapeParser(): TapeParser {
  const headerReader = createHeaderReader();
  let header: TapeHeader | undefined;
  let line = 0;
  let stepCount = 0;
  let lastOffsetMs = 0;
  let ended = false;

  const takeStep = (text: string, within: TapeHeader): TapeStep => {
    const cells = text.split(",");
    const offsetText = cells[0]!;
    if (!/^(0|[1-9]\d{0,14})$/.test(offsetText)) {
      throw new TapeError("StepMalformed", line, "a step starts with its milliseconds since `from`");
    }
    const offsetMs = Number(offsetText);
    const timeMs = within.fromMs + offsetMs;
    if (stepCount > 0 && offsetMs <= lastOffsetMs) {
      throw new TapeError("TimeNotIncreasing", line, `${offsetMs} ms does not come after ${lastOffsetMs} ms`);
    }
    if (offsetMs % within.gridMs !== 0) {
      throw new TapeError("TimeOffGrid", line, `${offsetMs} ms is no multiple of the grid, ${within.gridMs} ms`);
    }
    if (timeMs > within.toMs) throw new TapeError("TimeOutsideRange", line, `${offsetMs} ms lies after \`to\``);
    if (cells.length !== within.sources.length + 1) {
      const [got, want] = [cells.length - 1, within.sources.length];
      throw new TapeError("CellCountWrong", line, `${got} cells for ${want} sources`);
    }
    stepCount += 1;
    lastOffsetMs = offsetMs;
    return { timeMs, prints: cells.slice(1).map((cell) => parseCell(cell, line)) };
  };

  const takeEnd = (text: string): void => {
    if (text !== `end ${stepCount}`) {
      throw new TapeError(
        "StepCountWrong",
        line,
        `${stepCount} steps were read; the last line says "${text.slice(0, 40)}"`,
      );
    }
    if (stepCount === 0) throw new TapeError("TapeEmpty", line, "the tape has no step");
    ended = true;
  };

  return {
    take(text) {
      line += 1;
      if (/\p{Cc}/u.test(text)) {
        throw new TapeError("TextMalformed", line, "a control character; lines end with one line feed and no return");
      }
      if (ended) throw new TapeError("ContentAfterEnd", line, "nothing may follow the `end` line");
      if (header === undefined) {
        if (headerReader.take(text, line)) header = headerReader.finish(line);
        return undefined;
      }
      if (text.startsWith("end")) {
        takeEnd(text);
        return undefined;
      }
      return takeStep(text, header);
    },
    header: () => header,
    finish() {
      if (line === 0) throw new TapeError("NotATape", 0, "the file is empty");
      if (!ended) throw new TapeError("Truncated", line, "the file ends without its `end` line");
    },
  };
}
