/**
 * Levels from a maintenance margin, and shares of a loss that nobody can pay.
 *
 * @module
 */
import { divDown } from "@novate/num";
import type { Factor, LevelFactors } from "./profile.ts";

export interface Levels {
  readonly search: bigint;
  readonly initial: bigint;
  readonly release: bigint;
}

const level = (maintenance: bigint, factor: Factor): bigint => divDown(maintenance * factor.num, factor.den);

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

/** Shares of an uncovered loss in proportion to gains, rounded down; the dust is borne by the last who gained. */
export function socialise(loss: bigint, gains: readonly bigint[]): readonly bigint[] {
  const total = gains.reduce((sum, gain) => sum + gain, 0n);
  if (total <= 0n) return gains.map(() => 0n);
  const borne = loss < total ? loss : total;
  const shares = gains.map((gain) => divDown(borne * gain, total));
  const dust = borne - shares.reduce((sum, share) => sum + share, 0n);
  const last = gains.findLastIndex((gain) => gain > 0n);
  return shares.map((share, index) => (index === last ? share + dust : share));
}
