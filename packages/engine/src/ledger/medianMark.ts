/**
 * The second clock: the mark that held for half of the window, so that a wick must last to count (LIQ-017).
 *
 * @module
 */
import type { FeedRow, MarketRow, PricePoint } from "@novate/codec";
import { maxOf, minOf, type Ticks, ticks } from "@novate/num";
import { markTicksOf } from "./mark.ts";
import { totalWeight, weightedMedian } from "./weightedMedian.ts";

/**
 * Median of the mark over `fromMs` … `toMs`, each mark weighted by how long it stood; of two middle ones the lower.
 *
 * A mark stands until the next one. The newest has stood for no time at all when it is set, so that it never decides
 * alone, however rarely a market is marked; before anything has stood, it is all there is.
 */
export function medianMark(market: MarketRow, fromMs: number, toMs: number): Ticks {
  const median = standingMedian(market.recentMarks, fromMs, toMs);
  return median === null ? markTicksOf(market) : ticks(median);
}

/** The lowest and the highest mark that stood at some time since `fromMs`. */
export function marksWithin(market: MarketRow, fromMs: number): { readonly lowest: bigint; readonly highest: bigint } {
  let [lowest, highest]: [bigint, bigint] = [markTicksOf(market), markTicksOf(market)];
  for (const [index, { value }] of market.recentMarks.entries()) {
    if ((market.recentMarks[index + 1]?.timeMs ?? fromMs + 1) <= fromMs) continue; // another one stood by then
    lowest = minOf(lowest, value);
    highest = maxOf(highest, value);
  }
  return { lowest, highest };
}

/** The median of a feed's values; its last one before any has stood. */
export const medianValue = ({ recentValues, value }: FeedRow, fromMs: number, toMs: number): bigint =>
  standingMedian(recentValues, fromMs, toMs) ?? value;

function standingMedian(points: readonly PricePoint[], fromMs: number, toMs: number): bigint | null {
  const stood = points.map(({ timeMs, value }, index) => ({
    value,
    weight: Math.max((points[index + 1]?.timeMs ?? toMs) - Math.max(timeMs, fromMs), 0),
  }));
  return totalWeight(stood) === 0 ? null : weightedMedian(stood);
}

/** The window of a feed's second clock: that of an instrument is its segment's to say. */
export const FEED_WINDOW_MS = 30_000;

/** Slots of the window; two marks in one slot count as the later one, so that the row has room for the whole window. */
const SLOTS = 60;

/** The marks that the window of the next ones needs: those inside it, and the one that stood when it began. */
export function withMark(points: readonly PricePoint[], mark: PricePoint, windowMs: number): PricePoint[] {
  const slotOf = ({ timeMs }: PricePoint) => Math.floor((timeMs * SLOTS) / windowMs);
  const earlier = points.filter((point) => slotOf(point) !== slotOf(mark));
  const isInside = ({ timeMs }: PricePoint) => timeMs > mark.timeMs - windowMs;
  const standing = earlier.findLastIndex((point) => !isInside(point));
  return [...earlier.slice(Math.max(standing, 0)), mark];
}
