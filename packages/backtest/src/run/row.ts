/**
 * One line of the table: how well a method covered in calm and in storm, what it cost and how hard it moved.
 *
 * @module
 */
import { HOUR_MS } from "@novate/num";
import type { PeriodLoss } from "../history/losses.ts";
import type { History } from "../history/types.ts";
import type { MarginMethod, MethodFamily, MethodTerms } from "../method/types.ts";
import { christoffersen, christoffersenIndependence, kupiec } from "../statistic/coverageTests.ts";
import { procyclicalityOf, type RequirementPoint } from "../statistic/procyclicality.ts";

/** A period with what had been required for it. */
export interface JudgedLoss extends PeriodLoss {
  readonly required: number;
  /** Whether a storm was on when it began, by what was known then. */
  readonly isStorm: boolean;
}

/** Margins, losses and rises are fractions of notional; p-values are of the null that the method is right. */
export interface BacktestRow {
  readonly underlying: string;
  readonly history: string;
  readonly method: string;
  readonly family: MethodFamily;
  readonly description: string;
  readonly mporHours: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Periods judged; none overlaps another. */
  readonly observations: number;
  /** Periods in which either side lost more than its margin, and of which side. */
  readonly breaches: number;
  readonly breachesLong: number;
  readonly breachesShort: number;
  /** Share of periods in which neither side was in breach: stricter than either side's own. */
  readonly coverage: number;
  readonly coverageLong: number;
  readonly coverageShort: number;
  readonly covers: boolean;
  readonly kupiecP: number;
  /** Independence alone, and conditional coverage (independence and number together). */
  readonly independenceP: number;
  readonly christoffersenP: number;
  /** Loss beyond margin: mean and greatest over the breaches. */
  readonly meanBreach: number;
  readonly worstBreach: number;
  /** Capital cost: the mean requirement over the periods judged. */
  readonly averageMargin: number;
  readonly peakToTrough: number;
  readonly maxRise5d: number;
  readonly maxRise5dPoints: number;
  readonly maxRise30d: number;
  /** Calm and storm apart; null where there was none. */
  readonly calm: RegimeFigures | null;
  readonly storm: RegimeFigures | null;
}

/** What a method did over some of the periods. `excess`: sum over the breaches of what was lost beyond margin. */
export interface RegimeFigures {
  readonly observations: number;
  readonly breaches: number;
  readonly coverage: number;
  readonly averageMargin: number;
  readonly excess: number;
}

export const isBreach = ({ loss, required }: JudgedLoss): boolean => loss > required;

export function rowOf(
  history: History,
  method: MarginMethod,
  { coverage: wanted, mporMs }: MethodTerms,
  requirements: readonly RequirementPoint[],
  losses: readonly JudgedLoss[],
): BacktestRow {
  const observations = losses.length;
  const breached = losses.map(isBreach);
  const excesses = losses.filter(isBreach).map(({ loss, required }) => loss - required);
  const breachesLong = losses.filter((loss) => isBreach(loss) && loss.move < 0).length;
  const breaches = excesses.length;
  const coverage = 1 - breaches / observations;
  return {
    underlying: history.underlying,
    history: history.name,
    method: method.name,
    family: method.family,
    description: method.description,
    mporHours: mporMs / HOUR_MS,
    fromMs: losses[0]!.startMs,
    toMs: losses.at(-1)!.endMs,
    observations,
    breaches,
    breachesLong,
    breachesShort: breaches - breachesLong,
    coverage,
    coverageLong: 1 - breachesLong / observations,
    coverageShort: 1 - (breaches - breachesLong) / observations,
    covers: coverage >= wanted,
    kupiecP: kupiec(observations, breaches, 1 - wanted).pValue,
    independenceP: christoffersenIndependence(breached).pValue,
    christoffersenP: christoffersen(breached, 1 - wanted).pValue,
    meanBreach: meanOf(excesses),
    worstBreach: Math.max(0, ...excesses),
    averageMargin: meanOf(losses.map(({ required }) => required)),
    ...procyclicalityOf(requirements),
    calm: regimeOf(losses.filter(({ isStorm }) => !isStorm)),
    storm: regimeOf(losses.filter(({ isStorm }) => isStorm)),
  };
}

export function regimeOf(losses: readonly JudgedLoss[]): RegimeFigures | null {
  if (losses.length === 0) return null;
  const breached = losses.filter(isBreach);
  return {
    observations: losses.length,
    breaches: breached.length,
    coverage: 1 - breached.length / losses.length,
    averageMargin: meanOf(losses.map(({ required }) => required)),
    excess: breached.reduce((sum, { loss, required }) => sum + (loss - required), 0),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
