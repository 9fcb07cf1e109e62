/**
 * The pairs of underlyings that have their credit now, as `risk` takes them (MARG-022).
 *
 * @module
 */
import type { CreditPairRow, SetCreditPair, ValueOf } from "@novate/codec";
import { type CreditPair, creditPpmOf } from "@novate/risk";
import type { StateView } from "../state/state.ts";
import { ppmToNumber } from "./units.ts";

/** In the order of their rows. */
export const creditsOf = (state: StateView, segmentId: number): CreditPair[] =>
  [...state.creditPairs.values()]
    .filter(({ spec, isHolding }) => spec.segmentId === segmentId && isHolding)
    .map(({ spec }) => ({
      leftUnderlyingId: spec.leftUnderlyingId,
      rightUnderlyingId: spec.rightUnderlyingId,
      creditPpm: ppmToNumber(spec.creditPpm),
    }));

/** Whether a pair of these limits has its credit at this correlation, given whether it had it before. */
export function isHeldBy(
  { creditPpm, holdAtPpm, breakAtPpm }: ValueOf<typeof SetCreditPair>,
  { correlationPpm, isHolding }: Pick<CreditPairRow, "correlationPpm" | "isHolding">,
): boolean {
  const rule = { creditPpm: ppmToNumber(creditPpm), holdAt: ppmToNumber(holdAtPpm), breakAt: ppmToNumber(breakAtPpm) };
  return creditPpmOf(rule, ppmToNumber(correlationPpm), isHolding) > 0;
}
