/**
 * The writer: one tape has exactly one text.
 *
 * @module
 */
import { formatCell } from "./cell.ts";
import { formatHeader } from "./header.ts";
import type { Tape, TapeHeader, TapeStep } from "./types.ts";

function formatStep(header: TapeHeader, step: TapeStep): string {
  return [String(step.timeMs - header.fromMs), ...step.prints.map(formatCell)].join(",");
}

/** The whole text of a tape, ending with a line end. */
export function formatTape(tape: Tape): string {
  const lines = formatHeader(tape.header);
  for (const step of tape.steps) lines.push(formatStep(tape.header, step));
  lines.push(`end ${tape.steps.length}`, "");
  return lines.join("\n");
}
