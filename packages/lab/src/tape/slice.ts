/**
 * A part of a tape: a span of its time and some of its underlyings (`--from`, `--to`, `--underlyings`).
 *
 * @module
 */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { TapeError } from "./error.ts";
import { formatTime, parseTime } from "./header.ts";
import type { Tape, TapeHeader, TapeStep } from "./types.ts";

export interface TapeSlice {
  /** Keeps steps at or after this instant. Default: the start of the tape. */
  readonly fromMs?: number;
  /** Keeps steps at or before this instant. Default: the end of the tape. */
  readonly toMs?: number;
  /** Keeps the sources of these underlyings, in the order of the tape. Default: all. */
  readonly underlyings?: readonly string[];
}

/**
 * Reads a time flag: `2025-10-10T20:45:00Z`, or `20:45[:00]` meaning the first such UTC time of day at or after the
 * start of the tape.
 *
 * Errors: {@link TapeError} `HeaderFieldMalformed` for any other text.
 */
export function parseTapeTime(text: string, header: TapeHeader): number {
  const whole = parseTime(text);
  if (whole !== undefined) return whole;
  const match = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (match === null) {
    throw new TapeError("HeaderFieldMalformed", 0, `"${text.slice(0, 40)}" is neither 20:45 nor 2025-10-10T20:45:00Z`);
  }
  const dayMs = DAY_MS;
  const ofDayMs = Number(match[1]) * HOUR_MS + Number(match[2]) * 60_000 + Number(match[3] ?? "0") * 1_000;
  const midnightMs = header.fromMs - (header.fromMs % dayMs);
  const timeMs = midnightMs + ofDayMs;
  return timeMs < header.fromMs ? timeMs + dayMs : timeMs;
}

/** Errors: {@link TapeError} `UnderlyingUnknown` or `SliceEmpty`, each saying what the tape has. */
export function sliceTape(tape: Tape, slice: TapeSlice): Tape {
  const { header } = tape;
  const wanted = slice.underlyings ?? header.underlyings.map((one) => one.name);
  const known = header.underlyings.map((one) => one.name);
  for (const name of wanted) {
    if (!known.includes(name))
      throw new TapeError("UnderlyingUnknown", 0, `no ${name} here; it has ${known.join(", ")}`);
  }
  const fromMs = Math.max(slice.fromMs ?? header.fromMs, header.fromMs);
  const toMs = Math.min(slice.toMs ?? header.toMs, header.toMs);
  const columns = header.sources.flatMap((source, index) => (wanted.includes(source.underlying) ? [index] : []));
  const kept = (step: TapeStep): TapeStep => ({
    timeMs: step.timeMs,
    prints: columns.map((column) => step.prints[column]),
  });
  const steps = tape.steps.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs).map(kept);
  const earlier = [...(tape.earlier ?? []), ...tape.steps.filter(({ timeMs }) => timeMs < fromMs)].map(kept);
  if (steps.length === 0 || columns.length === 0 || toMs <= fromMs) {
    const span = `${formatTime(header.fromMs)} to ${formatTime(header.toMs)}`;
    throw new TapeError("SliceEmpty", 0, `nothing is left; the tape runs from ${span}`);
  }
  return {
    // The grid counts from `fromMs`, so the slice starts on it.
    header: {
      ...header,
      fromMs: fromMs - ((fromMs - header.fromMs) % header.gridMs),
      toMs,
      underlyings: header.underlyings.filter((one) => wanted.includes(one.name)),
      sources: columns.map((column) => header.sources[column]!),
    },
    steps,
    ...(earlier.length > 0 && { earlier }),
  };
}
