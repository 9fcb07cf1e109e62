/**
 * What each channel shows: its snapshot, and what a block changes in it.
 *
 * @module
 */
import { type Event, Event as EventField, toJson } from "@novate/codec";
import { accountsOf } from "../../chain/accountsOf.ts";
import type { Chain, CommittedBlock } from "../../chain/index.ts";
import type { Head } from "../../store/index.ts";
import type { ApiContext } from "../context.ts";
import { accountView } from "../view/account.ts";
import { callPage, callsChanged } from "../view/call.ts";
import { eventPage } from "../view/ledger.ts";
import { marketView } from "../view/market.ts";
import { statusView } from "../view/status.ts";

/** Most missed blocks that a log channel replays; a client further behind reads the HTTP lists. */
const MOST_REPLAYED = 500;

/** A message's place and its JSON text. */
export interface Item {
  readonly sequence: number;
  readonly data: string;
}

export interface Channel {
  /** `null` when the channel names something that does not exist. */
  snapshot(): Promise<Item | null>;
  /** What the block changed here; `null` for nothing. A state may already be a later block's, and says so. */
  delta(block: CommittedBlock): Promise<Item | null>;
  /** The deltas after a sequence, or `null` when only a snapshot can say. */
  missed(afterSequence: number): Promise<Item[] | null>;
}

/** The channel of a valid name. */
export function channelOf(context: ApiContext, name: string): Channel {
  const [kind, id] = name.split(":");
  switch (kind) {
    case "status":
      return stateChannel(
        context,
        () => statusView(context),
        () => true,
      );
    case "blocks":
      return blocksChannel(context);
    case "events":
      return eventsChannel(context);
    case "calls":
      return callsChannel(context);
    case "market":
      return stateChannel(
        context,
        () => context.chain.read((engine) => marketView(engine, Number(id))),
        touchesMarket(context, Number(id)),
      );
    default:
      return stateChannel(
        context,
        () => context.chain.read((engine) => accountView(engine, Number(id))),
        touchesAccount(context, Number(id)),
      );
  }
}

type Touches = (block: CommittedBlock) => boolean | Promise<boolean>;

/** A channel whose every message is the whole state, sent when a block touches it. */
function stateChannel(
  { chain }: ApiContext,
  view: () => Promise<{ readonly height: number } | null>,
  touches: Touches,
): Channel {
  const snapshot = async (): Promise<Item | null> => {
    const state = await view();
    return state === null ? null : { sequence: state.height, data: JSON.stringify(state) };
  };
  return {
    snapshot,
    delta: async (block) => ((await touches(block)) ? snapshot() : null),
    missed: async (afterSequence) => (afterSequence === chain.head.height ? [] : null),
  };
}

const isKept = (chain: Chain, height: number): boolean => height >= chain.store.history.earliestHeight;

const blocksChannel = ({ chain }: ApiContext): Channel => ({
  async snapshot() {
    const { head } = chain;
    return { sequence: head.height, data: JSON.stringify((await chain.store.history.header(head.height)) ?? head) };
  },
  async delta({ header }) {
    return { sequence: header.height, data: JSON.stringify(header) };
  },
  async missed(afterSequence) {
    const behind = chain.head.height - afterSequence;
    if (behind < 0 || behind > MOST_REPLAYED || !isKept(chain, afterSequence + 1)) return null;
    const headers = await chain.store.history.headersBefore(chain.head.height, behind);
    return headers.reverse().map((header) => ({ sequence: header.height, data: JSON.stringify(header) }));
  },
});

const eventsChannel = ({ chain }: ApiContext): Channel => ({
  async snapshot() {
    return { sequence: chain.head.height, data: "[]" };
  },
  async delta({ header, result }) {
    return result.events.length === 0 ? null : eventsItem(header, result.events);
  },
  async missed(afterSequence) {
    const head = chain.head.height;
    if (afterSequence > head || head - afterSequence > MOST_REPLAYED) return null;
    if (!isKept(chain, afterSequence + 1)) return null;
    const items: Item[] = [];
    for (let height = afterSequence + 1; height <= head; height++) {
      const query = { limit: Infinity, fromHeight: height, toHeight: height, cursor: undefined, type: undefined };
      const { events } = await eventPage(chain, query);
      if (events.length > 0) items.push({ sequence: height, data: JSON.stringify(events) });
    }
    return items;
  },
});

/** Calls that a snapshot has room for; the route has the rest. */
const MOST_CALLS = 500;

/** The accounts at risk: the calls that stand, then those that a block makes or ends. */
const callsChannel = ({ chain }: ApiContext): Channel => ({
  snapshot: () =>
    chain.read((engine) => {
      const state = { ...callPage(engine, MOST_CALLS), overAccountIds: [] };
      return { sequence: engine.height, data: JSON.stringify(state) };
    }),
  async delta(block) {
    const changed = callsChanged(block);
    return changed === null ? null : { sequence: changed.height, data: JSON.stringify(changed) };
  },
  missed: async (afterSequence) => (afterSequence === chain.head.height ? [] : null),
});

/** The same entries as `GET /v1/events` lists. */
function eventsItem({ height, timeMs }: Head, events: readonly Event[]): Item {
  const entries = events.map((event, index) => ({ height, index, timeMs, event: toJson(EventField, event) }));
  return { sequence: height, data: JSON.stringify(entries) };
}

/** An account's own events touch it, and so does a new mark of anything it holds. */
function touchesAccount({ chain }: ApiContext, accountId: number): Touches {
  return ({ result }) =>
    chain.read(({ state }) => {
      const held = new Set(state.accounts.get(accountId)?.positions.map(({ instrumentId }) => instrumentId));
      return result.events.some(
        (event) => accountsOf(event).has(accountId) || ("instrumentId" in event && held.has(event.instrumentId)),
      );
    });
}

/** An instrument's own events touch it, and so do those of its underlying and of its index. */
function touchesMarket({ chain }: ApiContext, instrumentId: number): Touches {
  return ({ result }) =>
    chain.read(({ state }) => {
      const underlyingId = state.instruments.get(instrumentId)?.spec.underlyingId ?? -1;
      const feedId = state.underlyings.get(underlyingId)?.spec.indexFeedId ?? -1;
      return result.events.some(
        (event) =>
          ("instrumentId" in event && event.instrumentId === instrumentId) ||
          ("underlyingId" in event && event.underlyingId === underlyingId) ||
          ("feedId" in event && event.feedId === feedId),
      );
    });
}
