/**
 * What a block's events touch, found in one pass over them, so that what a channel costs a block does not grow with its events.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { accountsOf } from "../../chain/accountsOf.ts";

export interface Touched {
  readonly accounts: ReadonlySet<number>;
  readonly instruments: ReadonlySet<number>;
  readonly underlyings: ReadonlySet<number>;
  readonly feeds: ReadonlySet<number>;
}

export function touchedBy(events: readonly Event[]): Touched {
  const [accounts, instruments, underlyings, feeds] = [
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
  ];
  for (const event of events) {
    for (const accountId of accountsOf(event)) accounts.add(accountId);
    if ("instrumentId" in event) instruments.add(event.instrumentId);
    if ("underlyingId" in event) underlyings.add(event.underlyingId);
    if ("feedId" in event) feeds.add(event.feedId);
  }
  return { accounts, instruments, underlyings, feeds };
}

/** An account's own events touch it, and so does a new mark of anything it holds. */
export const touchesAccount = ({ accounts, instruments }: Touched, { state }: Engine, accountId: number): boolean =>
  accounts.has(accountId) ||
  (instruments.size > 0 &&
    (state.accounts.get(accountId)?.positions.some(({ instrumentId }) => instruments.has(instrumentId)) ?? false));

/** An instrument's own events touch it, and so do those of its underlying and of its index. */
export function touchesMarket(touched: Touched, { state }: Engine, instrumentId: number): boolean {
  const underlyingId = state.instruments.get(instrumentId)?.spec.underlyingId ?? -1;
  const feedId = state.underlyings.get(underlyingId)?.spec.indexFeedId ?? -1;
  return touched.instruments.has(instrumentId) || touched.underlyings.has(underlyingId) || touched.feeds.has(feedId);
}
