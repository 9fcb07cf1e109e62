/**
 * Whether the correlation that a cross-underlying credit rests on still holds (MARG-023).
 *
 * @module
 */
import { sqrt } from "@novate/num";
import { assert } from "@novate/stdx";

/** When a listed pair gains and loses its credit. */
export interface CorrelationRule {
  /** Credit while the correlation holds, in millionths of the smaller leg at most. */
  readonly creditPpm: number;
  /** A pair without credit gets it at this realised correlation or above. */
  readonly holdAt: number;
  /** A pair with credit loses it, all of it and at once, below this one. */
  readonly breakAt: number;
}

/** Correlation of two aligned series of returns; 0 where one of them does not move or fewer than two are given. */
export function realisedCorrelation(left: readonly number[], right: readonly number[]): number {
  assert(left.length === right.length, "correlation: series of different length");
  const count = left.length;
  if (count < 2) return 0;
  const mean = (series: readonly number[]): number => series.reduce((sum, value) => sum + value, 0) / count;
  const leftMean = mean(left);
  const rightMean = mean(right);
  let product = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  for (const [index, value] of left.entries()) {
    const leftMove = value - leftMean;
    const rightMove = right[index]! - rightMean;
    product += leftMove * rightMove;
    leftSquare += leftMove * leftMove;
    rightSquare += rightMove * rightMove;
  }
  const scale = sqrt(leftSquare) * sqrt(rightSquare);
  return scale > 0 ? product / scale : 0;
}

/** Credit of the pair now, given whether it had credit before: two thresholds, so that noise does not toggle it. */
export function creditPpmOf(rule: CorrelationRule, correlation: number, hadCredit: boolean): number {
  return correlation >= (hadCredit ? rule.breakAt : rule.holdAt) ? rule.creditPpm : 0;
}
