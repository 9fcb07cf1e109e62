/**
 * The funding rate that follows from the premium sampled so far (SETL-003, SETL-013, SETL-062).
 *
 * @module
 */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import { divUp, maxOf, minOf, type Ppm, ppm } from "@novate/num";
import { mustGet, type StateView } from "../state/state.ts";
import { markTicksOf } from "./mark.ts";
import { notionalAtoms } from "./position.ts";
import { isLearned } from "./premiumSamples.ts";

/** 1 / ln 2 in millionths, rounded up: what fades by half-lives has stood for so many of them altogether. */
const STOOD_E6 = 1_442_696n;

/**
 * What a funding period would cost at the premium sampled so far: of its average, rounded toward nothing, the part that
 * counts, clamped; zero without samples.
 */
export function fundingRatePpm(state: StateView, instrument: InstrumentRow, market: MarketRow): Ppm {
  const { premiumSumE6, premiumSamples } = market;
  if (premiumSamples === 0) return ppm(0n);
  const { fundingClampPpm } = mustGet(state.segments, instrument.segmentId).parameters.clearing;
  const { numerator, denominator } = partOf(state, instrument, market);
  const rate = (premiumSumE6 * numerator) / (BigInt(premiumSamples) * denominator);
  return ppm(maxOf(minOf<bigint>(rate, fundingClampPpm), -fundingClampPpm));
}

/**
 * The part of a premium that counts: all of it from a premium feed; of one that prints have made, as much as keeps what all
 * holders together are paid for a print below the clearing fees of that print, whoever traded with whom (SETL-062).
 *
 * A print of volume V moves the basis by at most V / depth of the band, and fades from there: each slot sampled once, at what stood as
 * it began, it has stood for h / ln 2 and a slot altogether. So it pays holders at most interest · band · V / depth · that time / period; its two sides pay 2 · fee · V.
 */
function partOf(
  state: StateView,
  instrument: InstrumentRow,
  market: MarketRow,
): { readonly numerator: bigint; readonly denominator: bigint } {
  const { spec, segmentId } = instrument;
  const { openLots } = market;
  if (!isLearned(instrument) || openLots === 0n || market.mark === null) return { numerator: 1n, denominator: 1n };
  const { clearing, oracle } = mustGet(state.segments, segmentId).parameters;
  const { depthAtoms } = mustGet(state.underlyings, spec.underlyingId).spec;
  const stoodMs = divUp(BigInt(oracle.basisHalfLifeMs) * STOOD_E6, 1_000_000n);
  const sampledMs = stoodMs + BigInt(clearing.premiumSampleMs);
  const interestAtoms = notionalAtoms(instrument, openLots, markTicksOf(market));
  const numerator = 2n * clearing.clearingFeePpm * BigInt(clearing.fundingPeriodMs) * depthAtoms;
  const denominator = interestAtoms * oracle.priceBandPpm * sampledMs;
  return numerator < denominator ? { numerator, denominator } : { numerator: 1n, denominator: 1n };
}

/**
 * The rate that its payer provides for (MARG-036): that of a premium feed. Of what prints made nothing is, for whoever bends a
 * premium would raise the requirement of all who pay it (MARG-111).
 */
export const providedRatePpm = (state: StateView, instrument: InstrumentRow, market: MarketRow): Ppm =>
  isLearned(instrument) ? ppm(0n) : fundingRatePpm(state, instrument, market);
