/**
 * How much each publisher counts on a feed: governed depth, which nothing that a publisher says can raise (ORCL-042).
 *
 * A source that is silent too long, or frozen, counts nothing; what counts is measured against all that is registered.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import type { StateView } from "../state/state.ts";
import type { WeightedSource } from "./aggregate.ts";
import { isFresh } from "./observations.ts";

/** A publisher's weight on the feed: the feed's own word if it names sources, else the publisher's; 0 once retired. */
function weightOn(state: StateView, { spec }: FeedRow, publisherId: number): number {
  const own = state.publishers.get(publisherId)?.weight ?? 0;
  if (own === 0 || spec.weights.length === 0) return own;
  return spec.weights.find((source) => source.publisherId === publisherId)?.weight ?? 0;
}

/** The weight of every publisher that may speak on the feed, whether it does or not. */
export function registeredWeight(state: StateView, feed: FeedRow): number {
  let sum = 0;
  for (const { publisherId } of state.publishers.values()) sum += weightOn(state, feed, publisherId);
  return sum;
}

/** How many publishers may speak on the feed with a weight. */
export const registeredSources = (state: StateView, feed: FeedRow): number =>
  [...state.publishers.values()].filter(({ publisherId }) => weightOn(state, feed, publisherId) > 0).length;

/** The sources that count now, by publisher. */
export function freshSources(state: StateView, feed: FeedRow, timeMs: number): WeightedSource[] {
  const fresh: WeightedSource[] = [];
  for (const source of feed.sources) {
    const weight = weightOn(state, feed, source.publisherId);
    if (weight > 0 && isFresh(feed, source, timeMs)) fresh.push({ source, weight });
  }
  return fresh;
}
