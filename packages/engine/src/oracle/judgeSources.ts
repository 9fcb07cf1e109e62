/**
 * How far an aggregate reaches to sources that stand apart from it, and for how long (ORCL-045 … ORCL-049).
 *
 * Whoever holds a fifth of the weight may be the one who is right, so the price reaches to its word. Where those apart on
 * a side hold a third of the weight or less, that lasts ten minutes; an hour of agreement restores it. Who agrees and leans to a
 * side counts for a tenth of what agrees. So one publisher can delay what depends on the price, but not block it.
 *
 * @module
 */
import type { FeedRow, FeedSource } from "@novate/codec";
import { absOf, HOUR_MS, MINUTE_MS, maxOf, minOf, mulDivUp, PPM_ONE } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { totalWeight } from "../ledger/weightedMedian.ts";
import { mustGet } from "../state/state.ts";
import type { Aggregate, WeightedSource } from "./aggregate.ts";

/** How long a price reaches to a lone source. */
const LONE_REACH_MS = 10 * MINUTE_MS;
/** How long it must agree until it is reached to again. */
const AGREEMENT_MS = HOUR_MS;
/** A source this near, or within the confidence, agrees. */
const AGREEMENT_PPM = 10_000n;
/** What agrees and is farther leans. */
const LEAN_PPM = 1_000n;

/** What the sources of a feed are judged by. */
export interface Judged {
  readonly aggregate: Aggregate;
  readonly fresh: readonly WeightedSource[];
  readonly registeredWeight: number;
  readonly timeMs: number;
}

export interface Reach {
  readonly low: bigint;
  readonly high: bigint;
}

/** The confidence, and the word of each source with a fifth of the registered weight whose reach has not run out. */
export function reachOf(judged: Judged): Reach {
  const { aggregate, fresh, registeredWeight } = judged;
  let low = aggregate.value - aggregate.confidence;
  let high = aggregate.value + aggregate.confidence;
  for (const { source, weight } of fresh) {
    if (5 * weight < registeredWeight || !isReached(judged, source)) continue;
    const word = countedWordOf(judged, source);
    low = minOf(low, word);
    high = maxOf(high, word);
  }
  return { low: maxOf(low, 0n), high };
}

function isReached(judged: Judged, source: FeedSource): boolean {
  if (isNear(judged.aggregate, source)) return true;
  const { apartSinceMs } = judgementOf(judged, source);
  return judged.timeMs - apartSinceMs <= LONE_REACH_MS || !isLone(judged, source);
}

/** A part of the price, or the confidence where that is more. */
const nearness = ({ value, confidence }: Aggregate, partPpm: bigint): bigint =>
  maxOf(confidence, mulDivUp(value, partPpm, PPM_ONE));

const isNear = (aggregate: Aggregate, source: FeedSource): boolean =>
  absOf(source.value - aggregate.value) <= nearness(aggregate, AGREEMENT_PPM);

/**
 * How far a reached source counts: its whole word, or a thousandth of the price where a clear majority says against it that it leans (ORCL-068).
 * A lean within what agrees uses no reach up; whole, it would shield whom it helps for ever.
 */
function countedWordOf(judged: Judged, source: FeedSource): bigint {
  const { value } = judged.aggregate;
  if (!isNear(judged.aggregate, source) || !isOutvoted(judged, source)) return source.value;
  const most = nearness(judged.aggregate, LEAN_PPM);
  return minOf(maxOf(source.value, value - most), value + most);
}

/** Whether those who lean to the source's side hold a third of the registered weight or less, and the others heard more than half. */
function isOutvoted({ aggregate, fresh, registeredWeight }: Judged, { value }: FeedSource): boolean {
  const isAbove = value > aggregate.value;
  const most = nearness(aggregate, LEAN_PPM);
  const leaning = totalWeight(
    fresh.filter(
      ({ source }) => absOf(source.value - aggregate.value) > most && source.value > aggregate.value === isAbove,
    ),
  );
  return 3 * leaning <= registeredWeight && 2 * (totalWeight(fresh) - leaning) > registeredWeight;
}

/** Whether those who stand apart on the source's side hold a third of the registered weight or less. */
function isLone({ aggregate, fresh, registeredWeight }: Judged, { value }: FeedSource): boolean {
  const isAbove = value > aggregate.value;
  const beside = fresh.filter(({ source }) => !isNear(aggregate, source) && source.value > aggregate.value === isAbove);
  return 3 * totalWeight(beside) <= registeredWeight;
}

type Judgement = Pick<FeedSource, "apartSinceMs" | "agreesSinceMs">;

/** What is to be remembered of a source now: since when it stands apart, and since when it agrees again. */
function judgementOf({ aggregate, fresh, timeMs }: Judged, source: FeedSource): Judgement {
  const { apartSinceMs, agreesSinceMs } = source;
  const isFresh = fresh.some((one) => one.source.publisherId === source.publisherId);
  const isOwing = apartSinceMs > 0;
  const isRestored = isOwing && agreesSinceMs > 0 && timeMs - agreesSinceMs >= AGREEMENT_MS;
  if (isFresh && isNear(aggregate, source)) {
    if (!isOwing || isRestored) return { apartSinceMs: 0, agreesSinceMs: 0 };
    return { apartSinceMs, agreesSinceMs: agreesSinceMs > 0 ? agreesSinceMs : timeMs };
  }
  if (!isFresh) return { apartSinceMs, agreesSinceMs: 0 }; // silence is no agreement
  return { apartSinceMs: isOwing && !isRestored ? apartSinceMs : timeMs, agreesSinceMs: 0 };
}

/** Remembers of each source what has changed. */
export function judgeSources(house: House, feed: FeedRow, judged: Judged): void {
  const { feedId } = feed.spec;
  for (const source of feed.sources) {
    const next = judgementOf(judged, source);
    if (next.apartSinceMs === source.apartSinceMs && next.agreesSinceMs === source.agreesSinceMs) continue;
    house.emit({ type: "SourceJudged", feedId, publisherId: source.publisherId, ...next });
  }
}

export const evolveSourceJudged: Evolve<"SourceJudged"> = (state, { type: _, feedId, publisherId, ...judgement }) => {
  const feed = mustGet(state.feeds, feedId);
  const sources = feed.sources.map((source) =>
    source.publisherId === publisherId ? { ...source, ...judgement } : source,
  );
  state.feeds.put({ ...feed, sources });
};
