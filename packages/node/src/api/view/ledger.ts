/**
 * Events read back from the store, a page at a time.
 *
 * @module
 */
import { decode, Event, toJson } from "@novate/codec";
import type { EventEntry } from "@novate/wire/schema";
import type { Chain } from "../../chain/index.ts";
import { ClearingError } from "../../failures.ts";

interface EventList {
  readonly events: EventEntry[];
  readonly nextCursor: string | null;
}

/** Blocks looked at for one page of a filtered list; a page may be short, its cursor goes on. */
const MOST_BLOCKS = 1_000;
/** Events decoded for one page of a filtered list, about. */
const MOST_DECODED = 5_000;

/** `height-index`, as cursors name an event. */
function readCursor(cursor: string): { height: number; index: number } {
  const [height, index] = cursor.split("-");
  return { height: Number(height), index: Number(index ?? 0) };
}

/** Events that touched an account, newest first; `cursor` names the first of the page. */
export async function accountLedger(
  chain: Chain,
  account: number,
  limit: number,
  cursor: string | undefined,
): Promise<EventList> {
  const { history } = chain.store;
  const from = cursor === undefined ? { height: chain.head.height, index: Infinity } : readCursor(cursor);
  const events: EventEntry[] = [];
  // One block more than could be needed, so that the next page's first event is known.
  for (const { height, indices } of await history.accountBlocks(account, from.height, limit + 1)) {
    const timeMs = (await history.header(height))?.timeMs ?? 0;
    for (const index of indices.toReversed()) {
      if (height === from.height && index > from.index) continue;
      if (events.length === limit) return { events, nextCursor: `${height}-${index}` };
      events.push(entryOf({ height, index, timeMs }, eventOf(height, index, await history.event(height, index))));
    }
  }
  return { events, nextCursor: null };
}

/** Each block's events that touched an account, after a height up to another, in their order. Work: those. */
export async function accountEvents(chain: Chain, account: number, after: number, to: number): Promise<EventEntry[][]> {
  const { history } = chain.store;
  const blocks: EventEntry[][] = [];
  for (const { height, indices } of await history.accountBlocks(account, to, to - after)) {
    if (height <= after) break;
    const timeMs = (await history.header(height))?.timeMs ?? 0;
    const entries: EventEntry[] = [];
    for (const index of indices)
      entries.push(entryOf({ height, index, timeMs }, eventOf(height, index, await history.event(height, index))));
    blocks.unshift(entries);
  }
  return blocks;
}

/** Events in their order, from `fromHeight` on. */
export async function eventPage(
  chain: Chain,
  query: {
    readonly limit: number;
    readonly fromHeight: number;
    /** The last height that may be looked at; the head if absent. */
    readonly toHeight?: number;
    readonly cursor: string | undefined;
    /** Lists those alone; all if absent. */
    readonly isWanted?: ((event: Event) => boolean) | undefined;
  },
): Promise<EventList> {
  const { history } = chain.store;
  const start = query.cursor === undefined ? { height: query.fromHeight, index: 0 } : readCursor(query.cursor);
  history.assertKept(start.height);
  const last = Math.min(chain.head.height, query.toHeight ?? Infinity);
  const end = Math.min(last, start.height + MOST_BLOCKS - 1);
  const events: EventEntry[] = [];
  let decoded = 0;
  for (let height = start.height; height <= end; height++) {
    if (query.isWanted !== undefined && decoded >= MOST_DECODED) return { events, nextCursor: `${height}-0` };
    const header = await history.header(height);
    let index = height === start.height ? start.index : 0;
    while (header !== null && index < header.eventCount) {
      for (const bytes of await history.eventPage(height, index)) {
        if (events.length === query.limit) return { events, nextCursor: `${height}-${index}` };
        const event = eventOf(height, index, bytes);
        if (query.isWanted?.(event) ?? true) events.push(entryOf({ height, index, timeMs: header.timeMs }, event));
        index += 1;
        decoded += 1;
      }
    }
  }
  return { events, nextCursor: end < last ? `${end + 1}-0` : null };
}

function eventOf(height: number, index: number, bytes: Uint8Array): Event {
  const decoded = decode(Event, bytes);
  if (decoded.ok) return decoded.value;
  throw new ClearingError({
    code: "StoreCorrupt",
    message: `Event ${index} of block ${height} is not one: ${decoded.error.message}.`,
    remedy: "Restore a snapshot, or sync from another node.",
    advice: "stop",
  });
}

const entryOf = (place: Omit<EventEntry, "event">, event: Event): EventEntry => ({
  ...place,
  event: toJson(Event, event) as EventEntry["event"], // a tagged struct's JSON
});
