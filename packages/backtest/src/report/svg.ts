/**
 * Small parts of SVG: scales, ticks, paths, text made safe.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";

/** From a value of the data to a coordinate of the picture. */
export type Scale = (value: number) => number;

export function linearScale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const slope = (to[1] - to[0]) / (from[1] - from[0] || 1);
  return (value) => to[0] + (value - from[0]) * slope;
}

/** Round values from zero to at most `most`: at least three of them, at most seven. */
export function roundTicks(most: number): number[] {
  const rough = most / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough)!;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

/** Firsts of January, or of months, or days between two instants: about four to eight. */
export function timeTicks(fromMs: number, toMs: number): { timeMs: number; label: string }[] {
  const days = (toMs - fromMs) / DAY_MS;
  const months = days > 900 ? 12 : days > 450 ? 6 : days > 120 ? 2 : 0;
  const ticks: { timeMs: number; label: string }[] = [];
  if (months === 0) {
    const step = Math.max(1, Math.round(days / 6)) * DAY_MS;
    for (let timeMs = Math.ceil(fromMs / step) * step; timeMs <= toMs; timeMs += step) {
      ticks.push({ timeMs, label: dateOf(timeMs).slice(5) });
    }
    return ticks;
  }
  const first = new Date(fromMs);
  for (let month = 0; ; month += months) {
    const timeMs = Date.UTC(first.getUTCFullYear(), month, 1);
    if (timeMs > toMs) return ticks;
    if (timeMs >= fromMs) ticks.push({ timeMs, label: dateOf(timeMs).slice(0, months === 12 ? 4 : 7) });
  }
}

export const dateOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

export const minuteOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");

/** 0.0475 → "4.75 %". */
export const percent = (fraction: number, digits = 2): string => `${(fraction * 100).toFixed(digits)} %`;

export const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Tenths of a pixel are finer than any screen shows. */
export const at = (coordinate: number): string => coordinate.toFixed(1);

/** A path through points; a jump in time beyond `gap` breaks it. */
export function pathThrough(points: readonly (readonly [number, number])[], gap = Infinity): string {
  let path = "";
  for (const [index, [x, y]] of points.entries()) {
    const isBroken = index === 0 || x - points[index - 1]![0] > gap;
    path += `${isBroken ? "M" : "L"}${at(x)} ${at(y)}`;
  }
  return path;
}
