/**
 * Does a crisis reject the promise? Breaches of a crisis come together, over hours and over coins, so its three-day blocks
 * are resampled, each with all coins in it: periods alone would take one crash for many.
 *
 * Source: H. Künsch, Annals of Statistics 17 (1989), block resampling; blocks on one grid and joint over the series.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import { createRandom } from "@novate/stdx";

export const BLOCK_MS = 3 * DAY_MS;
const DRAWS = 4_000;
/** One-sided level, each end: the interval between the ends holds nine tenths. */
const LEVEL = 0.05;

/** A judged period: when it began, and whether it was breached. */
export interface BootstrapPeriod {
  readonly startMs: number;
  readonly isBreached: boolean;
}

export interface BootstrapVerdict {
  readonly blocks: number;
  /** Between these nine tenths of the resampled coverages lie. */
  readonly low: number;
  readonly high: number;
  /** Share of resampled coverages that reach the promise. */
  readonly pValue: number;
  /** Whether fewer than a twentieth reach it. */
  readonly isRejected: boolean;
}

/** Judges periods of any number of histories together; null without a period. The same periods give the same verdict. */
export function bootstrapCoverage(periods: readonly BootstrapPeriod[], promised: number): BootstrapVerdict | null {
  const blocks = blocksOf(periods);
  if (blocks.length === 0) return null;
  const random = createRandom("three-day blocks");
  const coverages = Float64Array.from({ length: DRAWS }, () => {
    let [observations, breaches] = [0, 0];
    for (let drawn = 0; drawn < blocks.length; drawn++) {
      const block = blocks[random.nextInt(0, blocks.length - 1)]!;
      observations += block.observations;
      breaches += block.breaches;
    }
    return 1 - breaches / observations;
  }).sort();
  const pValue = coverages.filter((coverage) => coverage >= promised).length / DRAWS;
  return {
    blocks: blocks.length,
    low: coverages[Math.floor(LEVEL * DRAWS)]!,
    high: coverages[Math.ceil((1 - LEVEL) * DRAWS) - 1]!,
    pValue,
    isRejected: pValue < LEVEL,
  };
}

interface Block {
  observations: number;
  breaches: number;
}

/** In order of time, so that the draws depend on no order of histories. */
function blocksOf(periods: readonly BootstrapPeriod[]): Block[] {
  const blocks = new Map<number, Block>();
  for (const { startMs, isBreached } of periods) {
    const number = Math.floor(startMs / BLOCK_MS);
    const block = blocks.get(number) ?? { observations: 0, breaches: 0 };
    block.observations++;
    if (isBreached) block.breaches++;
    blocks.set(number, block);
  }
  return [...blocks].sort(([left], [right]) => left - right).map(([, block]) => block);
}
