/**
 * Where a segment's joint samples are kept: the last so many, each in the place of the one that many before it (FCST-074).
 *
 * @module
 */
import type { MoveRow, SegmentRow } from "@novate/codec";
import { moveKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Sixty-four hours of quarters of an hour. */
const RING = 256;

export const ringIndexOf = (sequence: number): number => sequence % RING;

/** The sample of a sequence number that is still kept, if there is one. */
export const sampleAt = (state: StateView, segmentId: number, sequence: number): MoveRow | undefined =>
  state.moves.get(moveKey(segmentId, ringIndexOf(sequence)));

/** The segment's samples, the oldest first. */
export function samplesOf(state: StateView, { segmentId, moveSequence }: SegmentRow): MoveRow[] {
  const samples: MoveRow[] = [];
  for (let sequence = Math.max(1, moveSequence - RING + 1); sequence <= moveSequence; sequence += 1)
    samples.push(mustGet(state.moves, moveKey(segmentId, ringIndexOf(sequence))));
  return samples;
}
