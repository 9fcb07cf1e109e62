/**
 * The ring of joint samples of a segment's underlyings (FCST-046): what happened to all of them over the same quarters of
 * an hour. Correlations and joint scenarios are made of it.
 *
 * @module
 */
import type { MoveEntry, MoveRow, SegmentRow, UnderlyingRow } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { moveSince } from "../gate/moveView.ts";
import { isFeedFresh } from "../ledger/isFeedFresh.ts";
import { ringIndexOf, sampleAt } from "../ledger/sampleRing.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** A sample is taken this often at most. */
const SAMPLE_MS = 900_000;
/** Underlyings that a sample has room for, those with the least ids. */
const MAX_ENTRIES = 256;

/** Takes the segment's next sample if it is time; returns whether one was taken. Work: the segment's underlyings. */
export function sampleMoves(house: House, segment: SegmentRow): boolean {
  const { state } = house;
  const { timeMs } = houseOf(state);
  if (timeMs < segment.moveSampledAtMs + SAMPLE_MS) return false;
  const before = sampleAt(state, segment.segmentId, segment.moveSequence);
  const entries: MoveEntry[] = [];
  for (const underlying of underlyingsOf(state, segment.segmentId)) {
    const entry = entryOf(state, underlying, before, timeMs);
    if (entry !== null && entries.length < MAX_ENTRIES) entries.push(entry);
  }
  if (entries.length === 0) return false;
  const sequence = segment.moveSequence + 1;
  const place = { segmentId: segment.segmentId, index: ringIndexOf(sequence), sequence };
  house.emit({ type: "MovesSampled", sample: { ...place, sampledAtMs: timeMs, entries } });
  return true;
}

const underlyingsOf = (state: StateView, segmentId: number): UnderlyingRow[] =>
  [...state.underlyings.values()]
    .filter(({ spec }) => spec.segmentId === segmentId)
    .sort((left, right) => left.spec.underlyingId - right.spec.underlyingId);

/** Null without a fresh price: an underlying that nobody quotes has no part in the sample. */
function entryOf(
  state: StateView,
  { spec, volAnnualPpm }: UnderlyingRow,
  before: MoveRow | undefined,
  timeMs: number,
): MoveEntry | null {
  const feed = mustGet(state.feeds, spec.indexFeedId);
  if (!isFeedFresh(feed, timeMs)) return null;
  const { underlyingId } = spec;
  const last = before?.entries.find((entry) => entry.underlyingId === underlyingId);
  const moveE6 =
    last === undefined || before === undefined ? 0n : moveSince(last, before.sampledAtMs, feed.value, timeMs);
  return { underlyingId, value: feed.value, volAnnualPpm, isMove: last !== undefined, moveE6 };
}

export const evolveMovesSampled: Evolve<"MovesSampled"> = (state, { sample }) => {
  const { segmentId, sequence, sampledAtMs } = sample;
  const segment = mustGet(state.segments, segmentId);
  state.moves.put(sample);
  state.segments.put({ ...segment, moveSequence: sequence, moveSampledAtMs: sampledAtMs });
};
