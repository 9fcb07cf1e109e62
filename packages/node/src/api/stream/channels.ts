/**
 * What each channel shows: its snapshot, and what a block changes in it.
 *
 * @module
 */
import { type Event, Event as EventField, toJson } from "@novate/codec";
import type { Chain, CommittedBlock } from "../../chain/index.ts";
import type { Head } from "../../store/index.ts";
import type { ApiContext } from "../context.ts";
import { accountView } from "../view/account.ts";
import { callPage, callsChanged } from "../view/call.ts";
import { eventPage } from "../view/ledger.ts";
import { marketView } from "../view/market.ts";
import { statusView } from "../view/status.ts";
import { type Touched, touchesAccount, touchesMarket } from "./touched.ts";

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
  delta(block: CommittedBlock, touched: Touched): Promise<Item | null>;
  /** Whether what it does not tell is lost: of a state, the snapshot has all that counts. */
  readonly isLog: boolean;
  /** Whether the deltas after a sequence can be told; else only a snapshot says. */
  canResume(afterSequence: number): boolean;
  /** The deltas of at most so many blocks after a sequence, where they can be told. */
  missed(afterSequence: number, mostBlocks: number): Promise<Missed>;
}

export interface Missed {
  readonly items: readonly Item[];
  /** The height up to which these are all. */
  readonly reached: number;
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
        (touched) => context.chain.read((engine) => touchesMarket(touched, engine, Number(id))),
      );
    default:
      return stateChannel(
        context,
        () => context.chain.read((engine) => accountView(engine, Number(id))),
        (touched) => context.chain.read((engine) => touchesAccount(touched, engine, Number(id))),
      );
  }
}

type Touches = (touched: Touched) => boolean | Promise<boolean>;

/** A channel that keeps no deltas resumes where nothing was missed. */
const withoutLog = (chain: Chain): Pick<Channel, "isLog" | "canResume" | "missed"> => ({
  isLog: false,
  canResume: (afterSequence) => afterSequence === chain.head.height,
  missed: async () => ({ items: [], reached: Infinity }),
});

/** A log can tell what was missed for as long as it is kept, and not too much of it. */
const canReplay = (chain: Chain) => (afterSequence: number) => {
  const behind = chain.head.height - afterSequence;
  return behind >= 0 && behind <= MOST_REPLAYED && afterSequence + 1 >= chain.store.history.earliestHeight;
};

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
    delta: async (_, touched) => ((await touches(touched)) ? snapshot() : null),
    ...withoutLog(chain),
  };
}

const blocksChannel = ({ chain }: ApiContext): Channel => ({
  isLog: true,
  async snapshot() {
    const { head } = chain;
    return { sequence: head.height, data: JSON.stringify((await chain.store.history.header(head.height)) ?? head) };
  },
  async delta({ header }) {
    return { sequence: header.height, data: JSON.stringify(header) };
  },
  canResume: canReplay(chain),
  async missed(afterSequence, mostBlocks) {
    const reached = Math.min(chain.head.height, afterSequence + mostBlocks);
    const headers = await chain.store.history.headersBefore(reached, reached - afterSequence);
    const items = headers.reverse().map((header) => ({ sequence: header.height, data: JSON.stringify(header) }));
    return { items, reached };
  },
});

const eventsChannel = ({ chain }: ApiContext): Channel => ({
  isLog: true,
  async snapshot() {
    return { sequence: chain.head.height, data: "[]" };
  },
  async delta({ header, result }) {
    return result.events.length === 0 ? null : eventsItem(header, result.events);
  },
  canResume: canReplay(chain),
  async missed(afterSequence, mostBlocks) {
    const reached = Math.min(chain.head.height, afterSequence + mostBlocks);
    const items: Item[] = [];
    for (let height = afterSequence + 1; height <= reached; height++) {
      const query = { limit: Infinity, fromHeight: height, toHeight: height, cursor: undefined, type: undefined };
      const { events } = await eventPage(chain, query);
      if (events.length > 0) items.push({ sequence: height, data: JSON.stringify(events) });
    }
    return { items, reached };
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
  ...withoutLog(chain),
});

/** The same entries as `GET /v1/events` lists. */
function eventsItem({ height, timeMs }: Head, events: readonly Event[]): Item {
  const entries = events.map((event, index) => ({ height, index, timeMs, event: toJson(EventField, event) }));
  return { sequence: height, data: JSON.stringify(entries) };
}
