/**
 * What most of a feed's weight says while the rest is silent (SETL-068, SETL-069).
 *
 * A quorum is two thirds, so a third ends it by silence, and with it an average whose samples so far suffice. Whoever is silent
 * counts here as if it said the last confirmed price. So silence moves a sample no farther than a lie would, and what comes out lies
 * between that price and honest words while less than half of the weight is dishonest, whoever is silent.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { FIXING_SAMPLE_MS } from "../ledger/fixing.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isInSession } from "../ledger/sessions.ts";
import { totalWeight, weightedMedian } from "../ledger/weightedMedian.ts";
import type { StateView } from "../state/state.ts";
import { freshSources, registeredWeight } from "./weights.ts";

/**
 * The median over all registered weight of what was said since the last price, or since a jump began to wait a minute ago.
 * Null unless more than half of the weight, and of the sources that a price asks for, has spoken; and where the last price is from before `sinceMs`.
 */
export function saidByMost(state: StateView, feed: FeedRow, timeMs: number, sinceMs: number): bigint | null {
  const { spec, pendingAtMs, aggregatedAtMs, value } = feed;
  if (aggregatedAtMs < sinceMs || !isInSession(spec.sessions, timeMs)) return null;
  if (isHeldBack(feed) && timeMs - pendingAtMs < FIXING_SAMPLE_MS) return null;
  const lastMs = Math.max(aggregatedAtMs, pendingAtMs);
  const heard = freshSources(state, feed, timeMs).filter(({ source }) => source.heardAtMs > lastMs);
  const [registered, spoken] = [registeredWeight(state, feed), totalWeight(heard)];
  if (2 * spoken <= registered || 2 * heard.length <= spec.quorum) return null;
  const words = heard.map(({ source, weight }) => ({ value: source.value, weight }));
  return weightedMedian([...words, { value, weight: registered - spoken }]);
}
