/**
 * The pairs of underlyings that have their credit now, as `risk` takes them (MARG-022).
 *
 * @module
 */
import type { CreditPair } from "@novate/risk";
import type { StateView } from "../state/state.ts";

/** In the order of their rows. */
export const creditsOf = (state: StateView, segmentId: number): CreditPair[] =>
  [...state.creditPairs.values()]
    .filter(({ spec, isHolding }) => spec.segmentId === segmentId && isHolding)
    .map(({ spec }) => ({
      leftUnderlyingId: spec.leftUnderlyingId,
      rightUnderlyingId: spec.rightUnderlyingId,
      creditPpm: Number(spec.creditPpm),
    }));
