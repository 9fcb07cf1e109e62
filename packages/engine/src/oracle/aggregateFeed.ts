/**
 * Brings one feed up to date: aggregates what is fresh, and holds back a jump until it is confirmed (ORCL-007, ORCL-008, ORCL-028, ORCL-029).
 *
 * Words that are too few to confirm a price may still be right: the last one reaches to them (ORCL-054).
 *
 * "New" and "later" are of the house's own clock, the time of the block that heard a word: publishers' clocks say only how
 * old a word is.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { absOf, MINUTE_MS, maxOf, minOf, mulDivUp, PPM_ONE } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { FEED_WINDOW_MS, withMark } from "../ledger/medianMark.ts";
import { isInSession } from "../ledger/sessions.ts";
import { totalWeight } from "../ledger/weightedMedian.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { aggregateSources } from "./aggregate.ts";
import { jumpBandPpm, outlierMadPpmOf } from "./bands.ts";
import { type Judged, judgeSources, reachOf } from "./judgeSources.ts";
import { freshSources, registeredWeight } from "./weights.ts";

export function aggregateFeed(house: House, feed: FeedRow): void {
  const { state } = house;
  const { timeMs } = houseOf(state);
  if (!isInSession(feed.spec.sessions, timeMs)) return; // what is said of a closed market tells nothing of its opening
  if (!feed.sources.some(({ heardAtMs }) => heardAtMs === timeMs)) return; // nobody has spoken
  const fresh = freshSources(state, feed, timeMs);
  const registered = registeredWeight(state, feed);
  const { feedId, quorum: count } = feed.spec;
  const aggregate = aggregateSources(fresh, { count, registeredWeight: registered }, outlierMadPpmOf(state, feedId));
  if (aggregate === null) {
    widen(house, feed, { fresh, registeredWeight: registered, timeMs });
    return; // no quorum: the last aggregate grows old
  }

  const judged = { aggregate, fresh, registeredWeight: registered, timeMs };
  if (isJump(state, feed, aggregate.value, timeMs) && !isConfirmed(state, feed, judged)) {
    holdBack(house, feed, judged);
    return;
  }
  const { value, confidence, sources } = aggregate;
  const reach = reachOf(judged);
  judgeSources(house, feed, judged);
  const price = { feedId, value, confidence, ...reach, sourceCount: sources.length };
  house.emit({ type: "FeedAggregated", ...price, aggregatedAtMs: timeMs });
}

/** Without a quorum nobody is judged, and the last price reaches to what deep sources say after it, until the next. */
function widen(house: House, feed: FeedRow, heard: Omit<Judged, "aggregate">): void {
  const { feedId } = feed.spec;
  if (feed.aggregatedAtMs === 0) return; // there is no price to reach from
  const { value, confidence } = feed;
  const reach = reachOf({ ...heard, aggregate: { value, confidence, sources: [] } });
  const [low, high] = [minOf(feed.low, reach.low), maxOf(feed.high, reach.high)];
  if (low !== feed.low || high !== feed.high) house.emit({ type: "PriceReachWidened", feedId, low, high });
}

/** A jump waits from its first word on its side; meanwhile the last price reaches to where it would go (ORCL-043). */
function holdBack(house: House, feed: FeedRow, { aggregate, timeMs, ...judged }: Judged): void {
  const { feedId } = feed.spec;
  const { value } = aggregate;
  const reach = reachOf({ ...judged, aggregate, timeMs });
  const [low, high] = [minOf(feed.low, reach.low), maxOf(feed.high, reach.high)];
  const isWaiting = feed.pendingAtMs > 0 && feed.pendingValue > feed.value === value > feed.value;
  if (isWaiting && feed.pendingValue === value && feed.low === low && feed.high === high) return;
  const pendingAtMs = isWaiting ? feed.pendingAtMs : timeMs;
  house.emit({ type: "PriceJumpPending", feedId, value, low, high, pendingAtMs });
}

/** Whether `value` lies outside the band that the time since the last aggregate allows. */
function isJump(state: StateView, feed: FeedRow, value: bigint, timeMs: number): boolean {
  if (feed.aggregatedAtMs === 0) return false;
  const band = jumpBandPpm(state, feed, timeMs - feed.aggregatedAtMs);
  return absOf(value - feed.value) > mulDivUp(feed.value, band, PPM_ONE);
}

/** What half of the fresh weight says so long after it began to wait is confirmed: more than a third holds it back no longer (ORCL-088). */
const LONGEST_HOLD_MS = MINUTE_MS;

/**
 * A jump is confirmed once two thirds of the fresh weight have said it again: heard in a later block than the one in which
 * it began to wait, and outside the band on its side. A minority below a third can neither confirm it nor hold it back; a greater
 * one that has less than half holds it back for a minute. Whoever has half walks a price within its band in any case.
 */
function isConfirmed(state: StateView, feed: FeedRow, { aggregate, fresh, timeMs }: Judged): boolean {
  if (feed.pendingAtMs === 0) return false;
  const isUp = aggregate.value > feed.value;
  if (feed.pendingValue > feed.value !== isUp) return false;
  const again = fresh.filter(
    ({ source: { heardAtMs, value } }) =>
      heardAtMs > feed.pendingAtMs && value > feed.value === isUp && isJump(state, feed, value, timeMs),
  );
  const all = totalWeight(fresh);
  if (3 * totalWeight(again) >= 2 * all) return true;
  const lasting = again.filter(({ source }) => source.heardAtMs - feed.pendingAtMs >= LONGEST_HOLD_MS);
  return 2 * totalWeight(lasting) >= all;
}

export const evolveFeedAggregated: Evolve<"FeedAggregated"> = (state, { type: _, feedId, ...aggregate }) => {
  const feed = mustGet(state.feeds, feedId);
  const point = { timeMs: aggregate.aggregatedAtMs, value: aggregate.value };
  const recentValues = withMark(feed.recentValues, point, FEED_WINDOW_MS);
  state.feeds.put({ ...feed, ...aggregate, recentValues, pendingValue: 0n, pendingAtMs: 0 });
};

export const evolvePriceJumpPending: Evolve<"PriceJumpPending"> = (state, event) => {
  const { feedId, value, low, high, pendingAtMs } = event;
  state.feeds.put({ ...mustGet(state.feeds, feedId), low, high, pendingValue: value, pendingAtMs });
};

export const evolvePriceReachWidened: Evolve<"PriceReachWidened"> = (state, { feedId, low, high }) => {
  state.feeds.put({ ...mustGet(state.feeds, feedId), low, high });
};
