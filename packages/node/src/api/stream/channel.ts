/**
 * What a channel is: a snapshot, what a block changes in it, and what of that it can tell again.
 *
 * @module
 */
import type { Engine } from "@novate/engine";
import type { Chain, CommittedBlock } from "../../chain/index.ts";
import type { Touched } from "./touched.ts";

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
  /** The state, if it is other than was told last. For what moves without events: asked again and again, and never in `delta`. */
  look?(engine: Engine): Item | null;
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

/** Most missed blocks that a log channel replays; a client further behind reads the HTTP lists. */
const MOST_REPLAYED = 500;

/** A channel that keeps no deltas resumes where nothing was missed. */
export const withoutLog = (chain: Chain): Pick<Channel, "isLog" | "canResume" | "missed"> => ({
  isLog: false,
  canResume: (afterSequence) => afterSequence === chain.head.height,
  missed: async () => ({ items: [], reached: Infinity }),
});

/** A log can tell what was missed for as long as it is kept, and not too much of it. */
export const canReplay = (chain: Chain) => (afterSequence: number) => {
  const behind = chain.head.height - afterSequence;
  return behind >= 0 && behind <= MOST_REPLAYED && afterSequence + 1 >= chain.store.history.earliestHeight;
};

/**
 * What a state shows: all of it, and what a block changed. A delta that is a part of the state has the height of its block, so
 * that no later one is taken for a repeat, though an entry in it may be of a later block already.
 */
export interface LiveView {
  /** Null when what it is about does not exist. */
  snapshot(engine: Engine): Live | null;
  delta(engine: Engine, block: CommittedBlock, touched: Touched): Live | null;
}

export interface Live {
  readonly height: number;
}

/** A channel of a state. */
export function stateChannel(chain: Chain, view: LiveView): Channel {
  const itemOf = (live: Live | null): Item | null =>
    live === null ? null : { sequence: live.height, data: JSON.stringify(live) };
  return {
    snapshot: () => chain.read((engine) => itemOf(view.snapshot(engine))),
    delta: (block, touched) => chain.read((engine) => itemOf(view.delta(engine, block, touched))),
    ...withoutLog(chain),
  };
}
