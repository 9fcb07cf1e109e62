/**
 * Whether the correlation holds that a credit between underlyings rests on (MARG-023).
 *
 * @module
 */
import type { CreditPairRow, MoveRow, SetCreditPair, ValueOf } from "@novate/codec";
import { type Ppm, ppm } from "@novate/num";
import { creditPpmOf, realisedCorrelation } from "@novate/risk";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../house.ts";
import { pairKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { samplesOf } from "./sampleRing.ts";

const MILLION = 1_000_000;
/** A correlation of fewer common moves is none: four hours of them. */
const LEAST_MOVES = 16;

/** Judges every pair of the segment by the samples that are kept. Work: pairs times samples. */
export function judgeCreditPairs(house: House, segmentId: number): void {
  const { state } = house;
  const pairs = [...state.creditPairs.values()].filter(({ spec }) => spec.segmentId === segmentId);
  if (pairs.length === 0) return;
  const moves = movesOf(samplesOf(state, mustGet(state.segments, segmentId)));
  for (const pair of pairs) {
    const { leftUnderlyingId, rightUnderlyingId } = pair.spec;
    const correlationPpm = correlationOf(moves, leftUnderlyingId, rightUnderlyingId);
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

/** Each sample's moves by underlying. */
type Moves = readonly ReadonlyMap<number, number>[];

const movesOf = (samples: readonly MoveRow[]): Moves =>
  samples.map(
    ({ entries }) =>
      new Map(entries.filter(({ isMove }) => isMove).map(({ underlyingId, moveE6 }) => [underlyingId, Number(moveE6)])),
  );

/** Realised correlation in millionths, rounded down; 0 of too few common moves. */
function correlationOf(moves: Moves, left: number, right: number): Ppm {
  const common = moves.filter((sample) => sample.has(left) && sample.has(right));
  if (common.length < LEAST_MOVES) return ppm(0n);
  const correlation = realisedCorrelation(
    common.map((sample) => sample.get(left)!),
    common.map((sample) => sample.get(right)!),
  );
  return ppm(BigInt(Math.floor(correlation * MILLION)));
}

export const evolveCreditPairJudged: Evolve<"CreditPairJudged"> = (state, event) => {
  const { type: _, segmentId, leftUnderlyingId, rightUnderlyingId, ...judgement } = event;
  const row = mustGet(state.creditPairs, pairKey(segmentId, leftUnderlyingId, rightUnderlyingId));
  state.creditPairs.put({ ...row, ...judgement });
};
