/**
 * Samples of a premium that prints made (SETL-060, SETL-061, SETL-063, SETL-064).
 *
 * @module
 */
import type { EventOf, InstrumentRow, MarketRow } from "@novate/codec";
import { halved, MINUTE_MS, PPM_ONE, ppm } from "@novate/num";
import { mustGet, type StateView } from "../state/state.ts";

/** Time without a sample that pays for nothing but the present slot (SETL-061). */
const SILENCE_MS = 5 * MINUTE_MS;

/** Whether prints make the premium, for want of a feed that says it. */
export const isLearned = ({ spec: { terms } }: InstrumentRow): boolean =>
  !("premiumFeedId" in terms && terms.premiumFeedId !== null);

/**
 * How many slots of the clock began since the last sample, each worth a sample: so that funding does not depend on how
 * often there is a block (SETL-060). After a silence of five minutes only the present one counts.
 */
export function slotsBetween(sampledAtMs: number, timeMs: number, slotMs: number): number {
  const slots = Math.floor(timeMs / slotMs) - Math.floor(sampledAtMs / slotMs);
  return timeMs - sampledAtMs < SILENCE_MS ? slots : Math.min(slots, 1);
}

/**
 * One sample for each slot that began since the last one, at what the mark's premium had faded to as the slot began, with
 * no slot from before the mark; none of a contract with a premium feed. Taken before a mark moves, so that a print is
 * sampled from its own time on and at most once a slot: for h / ln 2 and a slot altogether, whenever there are blocks.
 */
export function learnedSamples(
  state: StateView,
  instrument: InstrumentRow,
  market: MarketRow,
  timeMs: number,
): EventOf<"PremiumSampled">[] {
  const { mark, basisE6, instrumentId } = market;
  if (mark === null || !isLearned(instrument)) return [];
  const { clearing, oracle } = mustGet(state.segments, instrument.segmentId).parameters;
  const { premiumSampleMs: slotMs } = clearing;
  const basisTicks = basisE6 / PPM_ONE;
  const indexTicks = mark.priceTicks; // ORCL-087; a later index may be confirmed already
  if (indexTicks <= 0n) return []; // a part of nothing is no number
  const premium = (basisTicks * PPM_ONE) / indexTicks;
  const last = Math.floor(timeMs / slotMs);
  const first = last - slotsBetween(market.premiumSampledAtMs, timeMs, slotMs) + 1;
  const events: EventOf<"PremiumSampled">[] = [];
  let [premiumSumE6, samples] = [market.premiumSumE6, market.premiumSamples];
  for (let slot = first; slot <= last; slot += 1) {
    const ageMs = slot * slotMs - mark.atMs;
    if (ageMs < 0) continue;
    const premiumPpm = ppm(halved(premium, ageMs, oracle.basisHalfLifeMs));
    premiumSumE6 += premiumPpm;
    samples += 1;
    const sampledAtMs = slot === last ? timeMs : slot * slotMs;
    events.push({ type: "PremiumSampled", instrumentId, premiumPpm, premiumSumE6, samples, sampledAtMs });
  }
  return events;
}
