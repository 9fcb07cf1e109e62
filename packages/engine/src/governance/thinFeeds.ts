/**
 * Nothing is listed on a feed that can never have a price: one with fewer sources than its quorum (ORCL-058).
 *
 * Judged on what a bundle or a genesis leaves, so that the order in which it registers and lists does not matter. Enough sources
 * are not yet enough to bear a silence: a quorum is two thirds of the registered weight as well, and three for surfaces, so that of
 * three that count alike none may fall silent. One more than the quorum is asked of nobody, and advised to everybody.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import { type Fault, fault } from "../command/fault.ts";
import { ruleOf } from "../instrument/rules.ts";
import { registeredSources } from "../oracle/weights.ts";
import { houseOf, type StateView } from "../state/state.ts";

/** The feed that a change makes something stand on, by the field that names it; null for none. */
function feedOf(change: Change): readonly [field: string, feedId: number] | null {
  if (change.type === "ListUnderlying") return ["indexFeedId", change.indexFeedId];
  if (change.type === "ListAsset") return change.priceFeedId === 0 ? null : ["priceFeedId", change.priceFeedId];
  if (change.type !== "ListInstrument") return null;
  const feedId = ruleOf(change.terms).relativeFeedOf(change.terms);
  return feedId === null ? null : ["terms", feedId];
}

/** Of the changes that led to `state`, the fault of one that lists on a feed too thin for its quorum; a genesis may name no publisher yet. */
export function faultOfThinFeed(state: StateView, change: Change): Fault | null {
  if (houseOf(state).height === 0 && state.publishers.size === 0) return null;
  const named = feedOf(change);
  const feed = named === null ? undefined : state.feeds.get(named[1]);
  if (named === null || feed === undefined) return null;
  const [count, { feedId, quorum }] = [registeredSources(state, feed), feed.spec];
  return count >= quorum
    ? null
    : fault(named[0], `feed ${feedId} has ${count} sources, fewer than its quorum of ${quorum}`);
}
