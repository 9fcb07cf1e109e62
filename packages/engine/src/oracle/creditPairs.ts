/**
 * Whether the correlation holds that a credit between underlyings rests on (MARG-023).
 *
 * @module
 */
import type { CreditPairRow, SetCreditPair, ValueOf } from "@novate/codec";
import { ppm } from "@novate/num";
import { creditPpmOf } from "@novate/risk";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../house.ts";
import { pairKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { correlationOf, movesOf } from "./correlation.ts";

const MILLION = 1_000_000;

/** Judges every pair of the segment by the samples that are kept. Work: pairs times samples. */
export function judgeCreditPairs(house: House, segmentId: number): void {
  const { state } = house;
  const pairs = [...state.creditPairs.values()].filter(({ spec }) => spec.segmentId === segmentId);
  if (pairs.length === 0) return;
  const moves = movesOf(state, mustGet(state.segments, segmentId));
  for (const pair of pairs) {
    const { leftUnderlyingId, rightUnderlyingId } = pair.spec;
    const correlation = correlationOf(moves, leftUnderlyingId, rightUnderlyingId) ?? 0; // unknown is no ground for credit
    const correlationPpm = ppm(BigInt(Math.floor(correlation * MILLION)));
    house.emit({
      type: "CreditPairJudged",
      segmentId,
      leftUnderlyingId,
      rightUnderlyingId,
      correlationPpm,
      isHolding: isHeldBy(pair.spec, { correlationPpm, isHolding: pair.isHolding }),
      judgedAtMs: houseOf(state).timeMs,
    });
  }
}

/** Whether a pair of these limits has its credit at this correlation, given whether it had it before. */
export function isHeldBy(
  { creditPpm, holdAtPpm, breakAtPpm }: ValueOf<typeof SetCreditPair>,
  { correlationPpm, isHolding }: Pick<CreditPairRow, "correlationPpm" | "isHolding">,
): boolean {
  const rule = { creditPpm: Number(creditPpm), holdAt: Number(holdAtPpm), breakAt: Number(breakAtPpm) };
  return creditPpmOf(rule, Number(correlationPpm), isHolding) > 0;
}

export const evolveCreditPairJudged: Evolve<"CreditPairJudged"> = (state, event) => {
  const { type: _, segmentId, leftUnderlyingId, rightUnderlyingId, ...judgement } = event;
  const row = mustGet(state.creditPairs, pairKey(segmentId, leftUnderlyingId, rightUnderlyingId));
  state.creditPairs.put({ ...row, ...judgement });
};
