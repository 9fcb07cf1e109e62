/**
 * Brings one feed up to date: aggregates what is fresh, and holds back a jump until it is confirmed (ORCL-007, ORCL-008, ORCL-028, ORCL-029).
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { absOf, mulDivUp, PPM_ONE } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { type Aggregate, aggregateSources, type WeightedSource } from "./aggregate.ts";
import { jumpBandPpm, outlierMadPpmOf } from "./bands.ts";
import { isFresh } from "./observations.ts";

export function aggregateFeed(house: House, feed: FeedRow): void {
  const { state } = house;
  const { timeMs } = houseOf(state);
  const { feedId, quorum } = feed.spec;
  const isNew = feed.sources.some((source) => source.publishedAtMs > Math.max(feed.aggregatedAtMs, feed.pendingAtMs));
  if (!isNew) return;
  const aggregate = aggregateSources(freshSources(state, feed, timeMs), quorum, outlierMadPpmOf(state, feedId));
  if (aggregate === null) return; // no quorum: the last aggregate grows old

  if (isJump(state, feed, aggregate.value, timeMs) && !isConfirmed(state, feed, aggregate, timeMs)) {
    house.emit({ type: "PriceJumpPending", feedId, value: aggregate.value, pendingAtMs: timeMs });
    return;
  }
  const { value, confidence, sources } = aggregate;
  house.emit({
    type: "FeedAggregated",
    feedId,
    value,
    confidence,
    sourceCount: sources.length,
    aggregatedAtMs: timeMs,
  });
}

/** The sources that may count: fresh, and of publishers that are still registered. */
function freshSources(state: StateView, feed: FeedRow, timeMs: number): WeightedSource[] {
  const fresh: WeightedSource[] = [];
  for (const source of feed.sources) {
    const weight = state.publishers.get(source.publisherId)?.weight ?? 0;
    if (weight > 0 && isFresh(feed, source, timeMs)) fresh.push({ source, weight });
  }
  return fresh;
}

/** Whether `value` lies outside the band that the time since the last aggregate allows. */
function isJump(state: StateView, feed: FeedRow, value: bigint, timeMs: number): boolean {
  if (feed.aggregatedAtMs === 0) return false;
  const band = jumpBandPpm(state, feed, timeMs - feed.aggregatedAtMs);
  return absOf(value - feed.value) > mulDivUp(feed.value, band, PPM_ONE);
}

/**
 * A jump is confirmed by a second aggregate on the same side of the last price, if the sources behind it are unanimous
 * that it lies outside the band, and hold two thirds of the fresh weight. One source of two can confirm nothing; one of
 * three that has come apart from the others cannot hold a true price back.
 */
function isConfirmed(state: StateView, feed: FeedRow, aggregate: Aggregate, timeMs: number): boolean {
  if (feed.pendingAtMs <= feed.aggregatedAtMs) return false;
  const isUp = aggregate.value > feed.value;
  if (feed.pendingValue > feed.value !== isUp) return false;
  const fresh = freshSources(state, feed, timeMs);
  if (3 * weightOf(aggregate.sources) < 2 * weightOf(fresh)) return false;
  return aggregate.sources.every(
    ({ source }) => source.value > feed.value === isUp && isJump(state, feed, source.value, timeMs),
  );
}

const weightOf = (sources: readonly WeightedSource[]): number => sources.reduce((sum, { weight }) => sum + weight, 0);

export const evolveFeedAggregated: Evolve<"FeedAggregated"> = (state, event) => {
  const { feedId, value, confidence, sourceCount, aggregatedAtMs } = event;
  const feed = mustGet(state.feeds, feedId);
  state.feeds.put({ ...feed, value, confidence, sourceCount, aggregatedAtMs, pendingValue: 0n, pendingAtMs: 0 });
};

export const evolvePriceJumpPending: Evolve<"PriceJumpPending"> = (state, { feedId, value, pendingAtMs }) => {
  state.feeds.put({ ...mustGet(state.feeds, feedId), pendingValue: value, pendingAtMs });
};
