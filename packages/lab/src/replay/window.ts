/**
 * Which part of a tape is played: what was asked for, or the hours of the bundled tape that matter.
 *
 * @module
 */
import { parseTapeTime, sliceTape } from "../tape/slice.ts";
import type { Tape } from "../tape/types.ts";

/** The hours around the crash, with a lead-in in which positions build up. */
const WINDOWS: ReadonlyMap<string, readonly [from: string, to: string]> = new Map([["2025-10-10", ["18:00", "23:00"]]]);

export interface Window {
  /** `20:45`, or `2025-10-10T20:45:00Z`. */
  readonly from?: string;
  readonly to?: string;
  readonly underlyings?: readonly string[];
}

/** Errors: `TapeError` for a time that is none, an unknown underlying, or a window with nothing in it. */
export function cutTape(tape: Tape, { from, to, underlyings }: Window): Tape {
  const { header } = tape;
  const [defaultFrom, defaultTo] = WINDOWS.get(header.name) ?? [];
  const timeOf = (asked: string | undefined, usual: string | undefined): number | undefined => {
    const text = asked ?? usual;
    return text === undefined ? undefined : parseTapeTime(text, header);
  };
  const fromMs = timeOf(from, defaultFrom);
  const toMs = timeOf(to, defaultTo);
  // One end alone may lie beyond the other's usual place: then the tape runs to its own end.
  const isCrossed = fromMs !== undefined && toMs !== undefined && fromMs >= toMs;
  const keepsFrom = fromMs !== undefined && !(isCrossed && from === undefined);
  const keepsTo = toMs !== undefined && !(isCrossed && to === undefined);
  return sliceTape(tape, {
    ...(keepsFrom && { fromMs }),
    ...(keepsTo && { toMs }),
    ...(underlyings !== undefined && { underlyings }),
  });
}
