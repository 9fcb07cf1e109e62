/**
 * Scan ranges under other rules: where today's would stand, since parameters reach a range through its forecast only later.
 *
 * @module
 */
import type { MarginParameters, UnderlyingRow } from "@novate/codec";
import { maxOf, mulDivUp, type Ppm, ppm } from "@novate/num";
import { rangeAtRestPpm } from "./forecastView.ts";

/** An underlying with its segment's margin parameters. */
export interface RangeRules {
  readonly underlying: UnderlyingRow;
  readonly margin: MarginParameters;
}

/** The ranges of `before`, moved as the rules of `after` move the place that they rest at; null where they do not. */
export function rangesUnder(
  before: RangeRules,
  after: RangeRules,
): Pick<UnderlyingRow, "scanRangePpm" | "newRiskRangePpm"> | null {
  const [from, to] = [before, after].map(({ underlying, margin }) => rangeAtRestPpm(underlying, margin)) as [Ppm, Ppm];
  if (from === to) return null;
  const moved = (range: Ppm): Ppm => maxOf(mulDivUp(range, to, from) as Ppm, ppm(1n));
  const { scanRangePpm, newRiskRangePpm } = before.underlying;
  return { scanRangePpm: moved(scanRangePpm), newRiskRangePpm: moved(newRiskRangePpm) };
}
