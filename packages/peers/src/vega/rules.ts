/**
 * Levels from a maintenance margin, and shares of a loss that nobody can pay.
 *
 * @module
 */
import { divDown } from "@novate/num";
import type { Decimal } from "./decimal.ts";
import type { LevelFactors } from "./profile.ts";

export interface Levels {
  readonly search: bigint;
  readonly initial: bigint;
  readonly release: bigint;
}

/** Factors are kept to so many parts of one, truncated. */
const FACTOR_PARTS = 100_000n;

const level = (maintenance: bigint, factor: Decimal): bigint =>
  divDown(maintenance * divDown(factor.num * FACTOR_PARTS, factor.den), FACTOR_PARTS);

/** Levels of a cross-margined party. */
export const crossLevels = (maintenance: bigint, factors: LevelFactors): Levels => ({
  search: level(maintenance, factors.search),
  initial: level(maintenance, factors.initial),
  release: level(maintenance, factors.release),
});

/** Levels of an isolated party: it is neither searched for collateral nor released any. */
export const isolatedLevels = (maintenance: bigint, factors: LevelFactors): Levels => ({
  search: 0n,
  initial: level(maintenance, factors.initial),
  release: 0n,
});

/** Digits of the ratio that gains are paid at. */
const RATIO = 10n ** 16n;

/**
 * Shares of an uncovered loss: each gain is paid at the ratio of what was collected, kept to sixteen digits, and rounded
 * down; what is left is paid to the last, or to `dustTo`.
 */
export function socialise(loss: bigint, gains: readonly bigint[], dustTo = gains.length - 1): readonly bigint[] {
  const total = gains.reduce((sum, gain) => sum + gain, 0n);
  if (total <= 0n || loss <= 0n) return gains.map(() => 0n);
  const collected = loss < total ? total - loss : 0n;
  const ratio = divDown(2n * collected * RATIO + total, 2n * total);
  const paid = gains.map((gain) => divDown(gain * ratio, RATIO));
  const dust = collected - paid.reduce((sum, amount) => sum + amount, 0n);
  return gains.map((gain, index) => gain - (paid[index] ?? 0n) - (index === dustTo ? dust : 0n));
}
