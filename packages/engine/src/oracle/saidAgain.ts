/**
 * What publishers go on saying while a jump waits (SETL-067).
 *
 * Two thirds confirm a jump, so more than a third can keep it from it. What is final cannot wait for them: a contract would
 * settle at the price from before a move that most have said for half of its window. Who has more than half of the weight
 * walks a price by steps within its band in any case, so that the median gives nobody a new power.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { FIXING_SAMPLE_MS } from "../ledger/fixing.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isInSession } from "../ledger/sessions.ts";
import type { StateView } from "../state/state.ts";
import { aggregateSources } from "./aggregate.ts";
import { outlierMadPpmOf } from "./bands.ts";
import { freshSources, registeredWeight } from "./weights.ts";

/** The median of a quorum's words since the jump began to wait; null for its first minute, and while too few have spoken again. */
export function saidAgain(state: StateView, feed: FeedRow, timeMs: number): bigint | null {
  const { spec, pendingAtMs } = feed;
  if (!isHeldBack(feed) || timeMs - pendingAtMs < FIXING_SAMPLE_MS || !isInSession(spec.sessions, timeMs)) return null;
  const again = freshSources(state, feed, timeMs).filter(({ source }) => source.heardAtMs > pendingAtMs);
  const quorum = { count: spec.quorum, registeredWeight: registeredWeight(state, feed) };
  return aggregateSources(again, quorum, outlierMadPpmOf(state, spec.feedId))?.value ?? null;
}
