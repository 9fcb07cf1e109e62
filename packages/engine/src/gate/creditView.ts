/**
 * The pairs of underlyings that have their credit now, as `risk` takes them (MARG-022).
 *
 * @module
 */
import type { CreditPairRow, SetCreditPair, ValueOf } from "@novate/codec";
import { type CreditPair, creditPpmOf } from "@novate/risk";
import { NOTICE_MS } from "../ledger/notice.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { ppmToNumber } from "./units.ts";

/** In the order of their rows. What was lost counts until its notice is over (MARG-101). */
export const creditsOf = (state: StateView, segmentId: number): CreditPair[] =>
  [...state.creditPairs.values()]
    .filter((row) => row.spec.segmentId === segmentId && (row.isHolding || isLapsing(state, row)))
    .map(({ spec }) => ({
      leftUnderlyingId: spec.leftUnderlyingId,
      rightUnderlyingId: spec.rightUnderlyingId,
      creditPpm: ppmToNumber(spec.creditPpm),
    }));

/** Whether the pair's credit is lost and still counts for what is held. */
export const isLapsing = (state: StateView, { isHolding, lapsesAtMs }: CreditPairRow): boolean =>
  !isHolding && houseOf(state).timeMs < lapsesAtMs;

/** When a credit ends that is judged so now: a notice after it was lost. */
export const lapsesAtMs = (
  before: Pick<CreditPairRow, "isHolding" | "lapsesAtMs">,
  isHolding: boolean,
  atMs: number,
): number => {
  if (isHolding) return 0;
  return before.isHolding ? atMs + NOTICE_MS : before.lapsesAtMs;
};

/** Whether a pair of these limits has its credit at this correlation, given whether it had it before. */
export function isHeldBy(
  { creditPpm, holdAtPpm, breakAtPpm }: ValueOf<typeof SetCreditPair>,
  { correlationPpm, isHolding }: Pick<CreditPairRow, "correlationPpm" | "isHolding">,
): boolean {
  const rule = { creditPpm: ppmToNumber(creditPpm), holdAt: ppmToNumber(holdAtPpm), breakAt: ppmToNumber(breakAtPpm) };
  return creditPpmOf(rule, ppmToNumber(correlationPpm), isHolding) > 0;
}
