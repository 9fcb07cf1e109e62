/**
 * Premiums that prints made: what is left of one, and the part that counts.
 *
 * @module
 */
import type { InstrumentTerms, MarketRow } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { abs, ceil, floor, least } from "../sums.ts";
import { lotsValueOf } from "../worth.ts";

/** Whether no feed says the premium of the contract, so that its prints make it. */
export const isLearned = (terms: InstrumentTerms): boolean =>
  !("premiumFeedId" in terms && terms.premiumFeedId !== null);

/** What was left at a time of the premium that prints had made in the mark; off by a millionth at most. */
export function standingAt(ledger: Ledger, { mark, basisE6 }: MarketRow, segmentId: number, atMs: number): bigint {
  check("SETL-064", mark !== null && mark.atMs <= atMs, () => "a premium was sampled before there was a mark");
  const basis = Math.trunc(Number(basisE6) / 1e6); // less than a tick is none
  const { basisHalfLifeMs } = ledger.must("segments", segmentId).parameters.oracle;
  const left = (basis / Number(mark.priceTicks)) * 2 ** ((mark.atMs - atMs) / basisHalfLifeMs);
  return BigInt(Math.trunc(left * 1e6));
}

/** 1 / ln 2, from above. */
const STOOD_E6 = 1_442_696n;

/**
 * The average premium, and of one without a feed no more than its prints pay for: the two fees of a volume of one depth, over
 * what all holders would be paid for the band that it moves, while that fades.
 */
export function rateOf(ledger: Ledger, market: MarketRow, clampPpm: bigint): bigint {
  const { premiumSumE6, premiumSamples, openLots, mark, instrumentId } = market;
  if (premiumSamples === 0) return 0n;
  const { spec, segmentId } = ledger.must("instruments", instrumentId);
  const { clearing, oracle } = ledger.must("segments", segmentId).parameters;
  let [part, whole] = [1n, 1n];
  if (isLearned(spec.terms) && openLots > 0n && mark !== null) {
    const stoodMs = ceil(BigInt(oracle.basisHalfLifeMs) * STOOD_E6, PPM_ONE) + BigInt(clearing.premiumSampleMs);
    const interest = abs(lotsValueOf(ledger, instrumentId, openLots, mark.priceTicks));
    const { depthAtoms } = ledger.must("underlyings", spec.underlyingId).spec;
    const paid = 2n * depthAtoms * clearing.clearingFeePpm * BigInt(clearing.fundingPeriodMs);
    const owed = interest * oracle.priceBandPpm * stoodMs;
    if (paid < owed) [part, whole] = [paid, owed];
  }
  const rate = least(floor(abs(premiumSumE6) * part, BigInt(premiumSamples) * whole), clampPpm);
  return premiumSumE6 < 0n ? -rate : rate;
}
