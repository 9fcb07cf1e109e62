/**
 * Is the number of breaches what was promised, and do they come alone?
 *
 * Source: P. Kupiec, J. Derivatives 3 (1995), proportion of failures; P. Christoffersen, Int. Economic Review 39
 * (1998), independence and conditional coverage.
 *
 * @module
 */
import { ln } from "@novate/num";
import { chiSquareTail } from "./chiSquare.ts";

export interface LikelihoodTest {
  /** The likelihood ratio −2·ln. */
  readonly statistic: number;
  readonly pValue: number;
}

/** count·ln p, and nothing for nothing. */
const logLikelihood = (count: number, probability: number): number => (count === 0 ? 0 : count * ln(probability));

/** LR of breach probability `allowed` against the observed one: χ² with 1 degree. Two-sided: too few fail as well. */
export function kupiec(observations: number, breaches: number, allowed: number): LikelihoodTest {
  if (observations === 0) return { statistic: 0, pValue: 1 };
  const observed = breaches / observations;
  const kept = observations - breaches;
  const statistic =
    2 *
    (logLikelihood(breaches, observed) +
      logLikelihood(kept, 1 - observed) -
      logLikelihood(breaches, allowed) -
      logLikelihood(kept, 1 - allowed));
  return { statistic, pValue: chiSquareTail(statistic, 1) };
}

/** How often each state followed each: [kept→kept, kept→breach, breach→kept, breach→breach]. */
export function transitionsOf(breached: readonly boolean[]): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (let index = 1; index < breached.length; index++) {
    const transition = ((breached[index - 1] ? 2 : 0) + (breached[index] ? 1 : 0)) as 0 | 1 | 2 | 3;
    counts[transition]++;
  }
  return counts;
}

/** LR of independence against a first-order Markov chain: χ² with 1 degree. */
export function christoffersenIndependence(breached: readonly boolean[]): LikelihoodTest {
  const [kept, started, ended, stayed] = transitionsOf(breached);
  const afterKept = kept + started;
  const afterBreach = ended + stayed;
  if (afterKept === 0 || afterBreach === 0) return { statistic: 0, pValue: 1 };
  const pooled = (started + stayed) / (afterKept + afterBreach);
  const statistic =
    2 *
    (logLikelihood(started, started / afterKept) +
      logLikelihood(kept, kept / afterKept) +
      logLikelihood(stayed, stayed / afterBreach) +
      logLikelihood(ended, ended / afterBreach) -
      logLikelihood(started + stayed, pooled) -
      logLikelihood(kept + ended, 1 - pooled));
  return { statistic, pValue: chiSquareTail(statistic, 1) };
}

/** Conditional coverage: both at once, χ² with 2 degrees. */
export function christoffersen(breached: readonly boolean[], allowed: number): LikelihoodTest {
  const breaches = breached.filter(Boolean).length;
  const statistic =
    kupiec(breached.length, breaches, allowed).statistic + christoffersenIndependence(breached).statistic;
  return { statistic, pValue: chiSquareTail(statistic, 2) };
}
