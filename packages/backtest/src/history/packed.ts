/**
 * The compact form of the bundled histories: closes as whole ticks, each the difference to the one before, with the
 * few steps of time that are not one bar.
 *
 * @module
 */
import { assembleHistory } from "./assemble.ts";
import { HistoryError } from "./error.ts";
import type { History, PricePoint } from "./types.ts";

const FORMAT = "novate-history-1";

/** Prices are ticks / ticksPerUnit. */
interface PackedHistory {
  readonly format: typeof FORMAT;
  readonly name: string;
  readonly underlying: string;
  readonly source: string;
  readonly intervalMs: number;
  readonly ticksPerUnit: number;
  /** Time of the first close. */
  readonly startMs: number;
  /** [index, bars since the point before] wherever that is not one. */
  readonly jumps: readonly (readonly [number, number])[];
  /** The first close in ticks, then differences. */
  readonly ticks: readonly number[];
}

export function packHistory(history: History, ticksPerUnit: number): string {
  const { name, underlying, source, intervalMs, points } = history;
  const closes = points.map(({ price }) => Math.round(price * ticksPerUnit));
  const packed: PackedHistory = {
    format: FORMAT,
    name,
    underlying,
    source,
    intervalMs,
    ticksPerUnit,
    startMs: points[0]!.timeMs,
    jumps: points.flatMap(({ timeMs }, index): [number, number][] => {
      const bars = index === 0 ? 1 : (timeMs - points[index - 1]!.timeMs) / intervalMs;
      return bars === 1 ? [] : [[index, bars]];
    }),
    ticks: closes.map((close, index) => close - (index === 0 ? 0 : closes[index - 1]!)),
  };
  return JSON.stringify(packed);
}

/** Refuses with `NotAHistory` what `packHistory` could not have written. */
export function unpackHistory(text: string): History {
  const packed = parse(text);
  const jumps = new Map(packed.jumps);
  const points: PricePoint[] = [];
  let timeMs = packed.startMs;
  let close = 0;
  for (const [index, step] of packed.ticks.entries()) {
    if (index > 0) timeMs += packed.intervalMs * (jumps.get(index) ?? 1);
    close += step;
    refuseUnless(Number.isSafeInteger(close) && close > 0, `close ${index} is not a positive number of ticks`);
    points.push({ timeMs, price: close / packed.ticksPerUnit });
  }
  const { name, underlying, source } = packed;
  return assembleHistory({ name, underlying, source }, points);
}

function parse(text: string): PackedHistory {
  let packed: Partial<PackedHistory>;
  try {
    packed = JSON.parse(text) as Partial<PackedHistory>;
  } catch {
    throw new HistoryError("NotAHistory", 0, "the file is not JSON");
  }
  refuseUnless(packed?.format === FORMAT, `"format" is not "${FORMAT}"`);
  for (const key of ["name", "underlying", "source"] as const) {
    refuseUnless(typeof packed[key] === "string", `"${key}" is no text`);
  }
  for (const key of ["intervalMs", "ticksPerUnit", "startMs"] as const) {
    refuseUnless(Number.isSafeInteger(packed[key]) && packed[key]! > 0, `"${key}" is no positive whole number`);
  }
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isPositiveWhole);
  refuseUnless(Array.isArray(packed.jumps) && packed.jumps.every(isPair), `"jumps" is no list of pairs`);
  refuseUnless(
    Array.isArray(packed.ticks) && packed.ticks.every(Number.isSafeInteger),
    `"ticks" is no list of numbers`,
  );
  return packed as PackedHistory;
}

const isPositiveWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

function refuseUnless(condition: boolean, message: string): void {
  if (!condition) throw new HistoryError("NotAHistory", 0, message);
}
