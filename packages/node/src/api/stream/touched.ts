/**
 * What a block's events touch, found in one pass over them, so that what a channel costs a block does not grow with its events.
 *
 * @module
 */
import { type Event, Event as EventField, toJson } from "@novate/codec";
import type { Engine } from "@novate/engine";
import type { ChannelFilter } from "@novate/wire";
import { accountsOf, marketsOf, venuesOf } from "../../chain/accountsOf.ts";
import type { Head } from "../../store/index.ts";

export interface Touched {
  readonly accounts: ReadonlySet<number>;
  readonly instruments: ReadonlySet<number>;
  readonly underlyings: ReadonlySet<number>;
  readonly feeds: ReadonlySet<number>;
  /** The entries of `GET /v1/events` whose event concerns this account, market or venue, as JSON text; of all without a filter. */
  entries(types: ReadonlySet<string> | undefined, filter: ChannelFilter | null, id: number): string[];
}

/** Which accounts, markets or venues an event concerns. */
export const CONCERNS = { account: accountsOf, market: marketsOf, venue: venuesOf } as const satisfies Record<
  ChannelFilter,
  (event: Event) => Set<number>
>;

export function touchedBy({ height, timeMs }: Head, events: readonly Event[]): Touched {
  const [accounts, instruments, underlyings, feeds] = [
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
  ];
  for (const event of events) {
    for (const accountId of CONCERNS.account(event)) accounts.add(accountId);
    if ("instrumentId" in event) instruments.add(event.instrumentId);
    if ("underlyingId" in event) underlyings.add(event.underlyingId);
    if ("feedId" in event) feeds.add(event.feedId);
  }
  let places: Places | undefined; // of no use where no channel tells a log
  const texts = new Map<number, string>();
  const textOf = (index: number): string => {
    const text =
      texts.get(index) ?? JSON.stringify({ height, index, timeMs, event: toJson(EventField, events[index]!) });
    texts.set(index, text); // many channels tell it
    return text;
  };
  return {
    accounts,
    instruments,
    underlyings,
    feeds,
    entries: (types, filter, id) => {
      places ??= new Places(events);
      return places.of(types, filter, id).map(textOf);
    },
  };
}

/** Where in a block the events of a type are, and those that concern something. */
class Places {
  readonly #types: string[] = [];
  readonly #byType = new Map<string, number[]>();
  readonly #byConcern = new Map<string, number[]>();

  constructor(events: readonly Event[]) {
    for (const [index, event] of events.entries()) {
      this.#types.push(event.type);
      noteIn(this.#byType, event.type, index);
      for (const filter of ["account", "market", "venue"] as const)
        for (const id of CONCERNS[filter](event)) noteIn(this.#byConcern, `${filter}:${id}`, index);
    }
  }

  of(types: ReadonlySet<string> | undefined, filter: ChannelFilter | null, id: number): readonly number[] {
    if (filter !== null) {
      const concerned = this.#byConcern.get(`${filter}:${id}`) ?? [];
      return types === undefined ? concerned : concerned.filter((index) => types.has(this.#types[index]!));
    }
    if (types === undefined) return this.#types.map((_, index) => index);
    return [...types].flatMap((type) => this.#byType.get(type) ?? []).sort((left, right) => left - right);
  }
}

function noteIn(places: Map<string, number[]>, key: string, index: number): void {
  const noted = places.get(key);
  if (noted === undefined) places.set(key, [index]);
  else noted.push(index);
}

/** An instrument's own events touch it, and so do those of its underlying and of its index. */
export function touchesMarket(touched: Touched, { state }: Engine, instrumentId: number): boolean {
  const underlyingId = state.instruments.get(instrumentId)?.spec.underlyingId ?? -1;
  const feedId = state.underlyings.get(underlyingId)?.spec.indexFeedId ?? -1;
  return touched.instruments.has(instrumentId) || touched.underlyings.has(underlyingId) || touched.feeds.has(feedId);
}
