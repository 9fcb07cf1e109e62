/**
 * What an account's health would be if indexes stood elsewhere: for reports and second opinions; no rule asks it.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { forwardsOf } from "../../gate/forwardView.ts";
import { marketOf } from "../../gate/marketView.ts";
import { datedAmong, ruleOf } from "../../instrument/rules.ts";
import type { Health } from "../../ledger/health.ts";
import { forkState, houseOf, mustGet, type StateView, type WritableState } from "../../state/state.ts";
import { MarginDesk } from "./marginDesk.ts";

/** `prices`: by index feed, in its units. Marks follow by the rule of each kind. Work: the listings of what is moved, one account. */
export function healthAt(state: StateView, account: AccountRow, prices: ReadonlyMap<number, bigint>): Health {
  const fork = forkState(state);
  for (const [feedId, value] of prices) moveFeed(fork, feedId, value);
  for (const underlying of state.underlyings.values())
    if (prices.has(underlying.spec.indexFeedId)) moveMarks(fork, underlying.spec.underlyingId);
  return new MarginDesk(fork).assess(fork, account);
}

function moveFeed(fork: WritableState, feedId: number, value: bigint): void {
  fork.feeds.put({ ...mustGet(fork.feeds, feedId), value, low: value, high: value, confidence: 0n });
}

function moveMarks(fork: WritableState, underlyingId: number): void {
  const underlying = mustGet(fork.underlyings, underlyingId);
  const index = mustGet(fork.feeds, underlying.spec.indexFeedId);
  const { timeMs } = houseOf(fork);
  const listings = [...fork.instruments.values()].filter(({ spec }) => spec.underlyingId === underlyingId);
  const forwards = forwardsOf(fork, index, datedAmong(listings), timeMs);
  const inputs = { timeMs, index, forwards, market: marketOf(fork, underlying, forwards, [], timeMs) };
  for (const instrument of listings) {
    const market = mustGet(fork.markets, instrument.spec.instrumentId);
    const moved = ruleOf(instrument.spec.terms).markOf(fork, instrument, market, inputs);
    if (moved !== null && market.mark !== null)
      fork.markets.put({ ...market, mark: { ...market.mark, priceTicks: moved.markTicks } });
  }
}
