/**
 * Realised correlations of a segment's underlyings, from the joint samples that are kept (MARG-074).
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import { E6, type Ppm, ppm } from "@novate/num";
import { realisedCorrelation } from "@novate/risk";
import { samplesOf } from "../ledger/sampleRing.ts";
import type { StateView } from "../state/state.ts";
import { e6ToNumber } from "./units.ts";

/** A correlation of fewer common moves is none: four hours of them. */
const LEAST_MOVES = 16;

/** Each sample's moves by underlying, in millionths of a deviation. */
export type Moves = readonly ReadonlyMap<number, number>[];

export const movesOf = (state: StateView, segment: SegmentRow): Moves =>
  samplesOf(state, segment).map(
    ({ entries }) =>
      new Map(
        entries.filter(({ isMove }) => isMove).map(({ underlyingId, moveE6 }) => [underlyingId, e6ToNumber(moveE6)]),
      ),
  );

/** Null of too few common moves. */
export function correlationOf(moves: Moves, left: number, right: number): number | null {
  const common = moves.filter((sample) => sample.has(left) && sample.has(right));
  if (common.length < LEAST_MOVES) return null;
  return realisedCorrelation(
    common.map((sample) => sample.get(left)!),
    common.map((sample) => sample.get(right)!),
  );
}

/** In millionths, rounded down: towards no credit. */
export const correlationToPpm = (correlation: number): Ppm => ppm(BigInt(Math.floor(correlation * E6)));
