/**
 * Where a segment's joint samples are kept: the last so many, each in the place of the one that many before it (FCST-074).
 *
 * @module
 */
import type { MoveRow, SegmentRow } from "@novate/codec";
import { moveKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { NOTICE_MS } from "./notice.ts";

/** Sixty-four hours of quarters of an hour. */
const RING = 256;

export const ringIndexOf = (sequence: number): number => sequence % RING;

/** The sample of a sequence number that is still kept, if there is one. */
export const sampleAt = (state: StateView, segmentId: number, sequence: number): MoveRow | undefined =>
  state.moves.get(moveKey(segmentId, ringIndexOf(sequence)));

/** The segment's samples, the oldest first. */
export const samplesOf = (state: StateView, { segmentId, moveSequence }: SegmentRow): MoveRow[] =>
  samplesUpTo(state, segmentId, moveSequence, RING);

/**
 * The last sample that was taken a notice ago: what is made of the samples before it and of it binds what is held (MARG-102).
 *
 * The one after it, if there is one, is known already, and so is which one leaves then: nothing comes unannounced.
 */
export function lastBinding(state: StateView, { segmentId, moveSequence }: SegmentRow): number {
  const last = sampleAt(state, segmentId, moveSequence);
  const isOld = last !== undefined && last.sampledAtMs + NOTICE_MS <= houseOf(state).timeMs;
  return isOld ? moveSequence : Math.max(moveSequence - 1, 0);
}

/** The samples that bind once `sequence` is the last of them, the oldest first; one fewer than are kept. */
export const bindingSamples = (state: StateView, segmentId: number, sequence: number): MoveRow[] =>
  samplesUpTo(state, segmentId, sequence, RING - 1);

function samplesUpTo(state: StateView, segmentId: number, last: number, count: number): MoveRow[] {
  const samples: MoveRow[] = [];
  for (let sequence = Math.max(1, last - count + 1); sequence <= last; sequence += 1)
    samples.push(mustGet(state.moves, moveKey(segmentId, ringIndexOf(sequence))));
  return samples;
}
