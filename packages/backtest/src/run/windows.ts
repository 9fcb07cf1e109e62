/**
 * Crises by name, twenty days each. They were chosen afterwards, by their crash, so they are judged by what chance allows
 * (the bootstrap) and beside another rule, not by a bare count.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";

export interface NamedWindow {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const LENGTH_MS = 20 * DAY_MS;

const windowFrom = (name: string, from: string): NamedWindow => {
  const fromMs = Date.parse(from);
  return { name, fromMs, toMs: fromMs + LENGTH_MS };
};

export const NAMED_WINDOWS: readonly NamedWindow[] = [
  windowFrom("March 2020", "2020-03-05"),
  windowFrom("May 2022", "2022-05-03"),
  windowFrom("March 2023", "2023-03-03"),
  windowFrom("August 2024", "2024-07-29"),
  windowFrom("October 2025", "2025-10-01"),
];

export const isNamed = (startMs: number): boolean =>
  NAMED_WINDOWS.some(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs);
