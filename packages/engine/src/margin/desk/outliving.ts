/**
 * What of a portfolio is left when a closed market opens again: contracts that end before that hedge nothing of its gap (MARG-112).
 *
 * @module
 */
import type { Position } from "@novate/codec";

/**
 * The instants after which what still lives may stand alone in a gap: the gap's own, and each end whose average may be fixed in
 * part by then. With several ends after one gap the later ones move more than the earlier, so that any mixture of what is
 * fixed lies between these. Ascending.
 */
export function endsAround(gapsAtMs: readonly number[], endsMs: readonly number[], windowMs: number): number[] {
  const isFixing = (endMs: number) => gapsAtMs.some((gapMs) => gapMs < endMs && endMs <= gapMs + windowMs);
  return [...new Set([...gapsAtMs, ...endsMs.filter(isFixing)])].sort((left, right) => left - right);
}

/** The positions that end after `afterMs`. */
export const outliving = (
  positions: readonly Position[],
  afterMs: number,
  endOf: (instrumentId: number) => number,
): readonly Position[] => positions.filter(({ instrumentId }) => endOf(instrumentId) > afterMs);
