/**
 * What-if margin in this process: no node, the same code, the same bytes.
 *
 * @module
 */
import { simulateMargin } from "@novate/whatif";

/** Answers what a portfolio and its market would require. */
export const margin = {
  /**
   * The requirement of a portfolio document with every number explained, or the field that is at fault. Never throws for data.
   *
   * @example
   * const result = margin.simulate({
   *   profile: "standard",
   *   method: "cross",
   *   detail: "requirement",
   *   timeMs: 1_760_000_000_000,
   *   equityAtoms: "15000000000",
   *   underlyings: [
   *     { underlyingId: 1, spot: 60_000, volAnnual: 0.6, forwards: [], surface: null, depth: { deltaAtoms: 1e12, vegaAtoms: 0 } },
   *   ],
   *   instruments: [{ instrumentId: 10, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
   *   positions: [{ instrumentId: 10, lots: 1000 }],
   * });
   * if (result.ok) console.log(result.answer.requirement.initialMarginAtoms); // settlement atoms
   */
  simulate: simulateMargin,
} as const;
