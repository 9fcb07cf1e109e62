/**
 * Whether the correlation holds that a credit between underlyings rests on (MARG-023).
 *
 * @module
 */
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { correlationOf, correlationToPpm, movesOf } from "../gate/correlation.ts";
import { isHeldBy, lapsesAtMs } from "../gate/creditView.ts";
import { pairKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Judges every pair of the segment by the samples that are kept. Work: pairs times samples. */
export function judgeCreditPairs(house: House, segmentId: number): void {
  const { state } = house;
  const pairs = [...state.creditPairs.values()].filter(({ spec }) => spec.segmentId === segmentId);
  if (pairs.length === 0) return;
  const moves = movesOf(state, mustGet(state.segments, segmentId));
  for (const pair of pairs) {
    const { leftUnderlyingId, rightUnderlyingId } = pair.spec;
    const correlation = correlationOf(moves, leftUnderlyingId, rightUnderlyingId) ?? 0; // unknown is no ground for credit
    const correlationPpm = correlationToPpm(correlation);
    const isHolding = isHeldBy(pair.spec, { correlationPpm, isHolding: pair.isHolding });
    const { timeMs } = houseOf(state);
    house.emit({
      type: "CreditPairJudged",
      segmentId,
      leftUnderlyingId,
      rightUnderlyingId,
      correlationPpm,
      isHolding,
      lapsesAtMs: lapsesAtMs(pair, isHolding, timeMs),
      judgedAtMs: timeMs,
    });
  }
}

export const evolveCreditPairJudged: Evolve<"CreditPairJudged"> = (state, event) => {
  const { type: _, segmentId, leftUnderlyingId, rightUnderlyingId, ...judgement } = event;
  const row = mustGet(state.creditPairs, pairKey(segmentId, leftUnderlyingId, rightUnderlyingId));
  state.creditPairs.put({ ...row, ...judgement });
};
