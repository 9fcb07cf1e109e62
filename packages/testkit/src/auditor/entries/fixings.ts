/**
 * SETL-065 to SETL-069: which price is final, for a sample and for a contract.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { isFeedFresh, isJumpWaiting } from "../worth.ts";

/** A sample is the fresh index, or what most say (SETL-067, SETL-068). */
export function checkFixedAt(ledger: Ledger, feed: FeedRow, value: bigint, sinceMs: number): void {
  const words = saidByMost(ledger, feed, sinceMs);
  if (words.length > 0) {
    const isWithin = isAmong([feed.value, ...words], value);
    check("SETL-068", isWithin, () => `a fixing of ${value}, outside the last price and what most say`);
    return;
  }
  check("SETL-065", !isJumpWaiting(ledger, feed.spec.feedId), () => "a fixing while a jump waits");
  check("INV-013", isFeedFresh(ledger, feed.spec.feedId), () => "a fixing of a stale index");
  checkEqual("SETL-005", value, feed.value, "value of a fixing");
}

interface Settled {
  readonly ledger: Ledger;
  readonly feed: FeedRow;
  readonly rung: number;
  readonly settlementTicks: bigint;
}

/** The average or the index decides; `paidAt`: what the contract pays at a price. */
export function checkSettledAt(
  { ledger, feed, rung, settlementTicks }: Settled,
  average: bigint,
  paidAt: (value: bigint) => bigint,
): void {
  const isWaiting = isJumpWaiting(ledger, feed.spec.feedId);
  const isInDoubt = isFeedFresh(ledger, feed.spec.feedId) && isWaiting;
  check("SETL-066", rung < 2 || !isInDoubt, () => "an index decided while a jump waits");
  checkEqual("SETL-006", settlementTicks, paidAt(rung < 2 ? average : feed.value), "what a contract settles at");
}

/** Later words, if they may be of more than half of the weight and the last price is of `sinceMs` or later; none in a jump's first minute. */
function saidByMost(
  ledger: Ledger,
  { spec, sources, pendingAtMs, aggregatedAtMs }: FeedRow,
  sinceMs: number,
): bigint[] {
  const isFirstMinute = pendingAtMs > aggregatedAtMs && ledger.timeMs - pendingAtMs < MINUTE_MS;
  if (aggregatedAtMs < sinceMs || isFirstMinute) return [];
  const weightOf = (publisherId: number): number => {
    const own = ledger.get("publishers", publisherId)?.weight ?? 0;
    const named = spec.weights.find((each) => each.publisherId === publisherId)?.weight ?? 0;
    return own === 0 || spec.weights.length === 0 ? own : named;
  };
  const later = sources.filter(({ heardAtMs }) => heardAtMs > Math.max(aggregatedAtMs, pendingAtMs));
  const weights = (ids: Iterable<{ readonly publisherId: number }>): number =>
    [...ids].reduce((sum, { publisherId }) => sum + weightOf(publisherId), 0);
  return 2 * weights(later) > weights(ledger.rows("publishers")) ? later.map(({ value }) => value) : [];
}

const isAmong = (values: readonly bigint[], value: bigint): boolean =>
  values.some((low) => low <= value) && values.some((high) => high >= value);
