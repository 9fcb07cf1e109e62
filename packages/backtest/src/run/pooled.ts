/**
 * One method over all histories together: calm and storm apart, the named crises, and its hardest moves.
 *
 * @module
 */
import { type BootstrapVerdict, bootstrapCoverage } from "../statistic/blockBootstrap.ts";
import { isBreach, type JudgedLoss, type RegimeFigures, regimeOf } from "./row.ts";
import type { BacktestTrace } from "./run.ts";
import { isNamed } from "./windows.ts";

/** Cost is told against this rule: static enough to be calm, and known to everybody. */
const YARDSTICK = "historical-var";

export interface PooledRow {
  readonly method: string;
  readonly family: BacktestTrace["row"]["family"];
  readonly histories: number;
  readonly calm: RegimeFigures | null;
  readonly storm: RegimeFigures | null;
  /** Mean over the histories of the calm average over that of `historical-var`; null where that was not run. */
  readonly calmCost: number | null;
  /** The periods of the named crises; null where no history has one. */
  readonly named: NamedFigures | null;
  /** The greatest of all histories. */
  readonly maxRise5d: number;
  readonly maxRise30d: number;
}

export interface NamedFigures extends RegimeFigures {
  readonly bootstrap: BootstrapVerdict;
}

/** A row for each method that ran, in the order of the first history. `wanted` is the promised coverage. */
export function poolOf(traced: readonly (readonly BacktestTrace[])[], wanted: number): PooledRow[] {
  const methods = [...new Set(traced.flatMap((traces) => traces.map(({ row }) => row.method)))];
  return methods.map((method) => {
    const own = traced.flatMap((traces) => traces.filter(({ row }) => row.method === method));
    const losses = own.flatMap((trace) => trace.losses);
    return {
      method,
      family: own[0]!.row.family,
      histories: own.length,
      calm: regimeOf(losses.filter(({ isStorm }) => !isStorm)),
      storm: regimeOf(losses.filter(({ isStorm }) => isStorm)),
      calmCost: calmCostOf(traced, method),
      named: namedOf(losses, wanted),
      maxRise5d: Math.max(...own.map(({ row }) => row.maxRise5d)),
      maxRise30d: Math.max(...own.map(({ row }) => row.maxRise30d)),
    };
  });
}

function calmCostOf(traced: readonly (readonly BacktestTrace[])[], method: string): number | null {
  const ratios = traced.flatMap((traces) => {
    const calm = (name: string) => traces.find(({ row }) => row.method === name)?.row.calm?.averageMargin;
    const [own, yardstick] = [calm(method), calm(YARDSTICK)];
    return own === undefined || yardstick === undefined ? [] : [own / yardstick];
  });
  return ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

function namedOf(losses: readonly JudgedLoss[], wanted: number): NamedFigures | null {
  const named = losses.filter(({ startMs }) => isNamed(startMs));
  const figures = regimeOf(named);
  const bootstrap = bootstrapCoverage(
    named.map((loss) => ({ startMs: loss.startMs, isBreached: isBreach(loss) })),
    wanted,
  );
  return figures === null || bootstrap === null ? null : { ...figures, bootstrap };
}
