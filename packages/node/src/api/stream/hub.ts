/**
 * Who listens to which channel; what a block changed in a channel is worked out once for all of them.
 *
 * A subscriber never makes the node wait: what it does not read piles up in its socket, and past a limit it is dropped. What it
 * missed is told a few blocks a turn, the next ones when it has read those (ADM-021).
 *
 * @module
 */

import { refusal } from "@novate/codec";
import {
  type AnsweredRequest,
  deltaMessage,
  errorMessage,
  gapMessage,
  resumedMessage,
  snapshotMessage,
  unsubscribedMessage,
} from "@novate/wire";
import type { ClientMessage } from "@novate/wire/schema";
import type { CommittedBlock } from "../../chain/index.ts";
import type { ApiContext } from "../context.ts";
import { answeredOf } from "./answered.ts";
import type { Channel, Item } from "./channel.ts";
import { channelOf } from "./channels.ts";
import { Sweep } from "./sweep.ts";
import { touchedBy } from "./touched.ts";

/** A connection as the hub sees it. */
export interface Subscriber {
  /** Sends, or drops the connection if too much waits in it already. */
  send(message: string): void;
  readonly isOpen: boolean;
  /** Resolves when little waits in it, or it has closed. */
  drained(): Promise<void>;
}

/** Blocks that one turn tells a subscriber of; everybody else's deltas wait as long. */
const BLOCKS_A_TURN = 4;

type Subscription = Omit<Extract<ClientMessage, { type: "subscribe" }>, "type">;

interface Topic {
  readonly channel: Channel;
  /** The sequence that each subscriber saw last. */
  readonly subscribers: Map<Subscriber, number>;
}

/** A subscriber that is being brought up to date. */
interface Newcomer {
  readonly subscriber: Subscriber;
  readonly name: string;
  readonly channel: Channel;
  /** What it asked, for an error to name. */
  readonly request: AnsweredRequest;
  /** The sequence it was told last, and the height up to which it was told all; null before it has resumed. */
  place: { seen: number; reached: number } | null;
}

export class StreamHub {
  readonly #context: ApiContext;
  readonly #topics = new Map<string, Topic>();
  /** Those of them that are looked at after every block. */
  readonly #looked = new Map<string, Topic>();
  readonly #unsubscribe: () => void;
  readonly #sweep: Sweep;
  /** Blocks and subscriptions take turns, so that no delta falls between a snapshot and its subscription. */
  #turn: Promise<void> = Promise.resolve();

  constructor(context: ApiContext) {
    this.#context = context;
    this.#unsubscribe = context.chain.onCommitted((block) => {
      void this.#enqueue(() => this.#publish(block));
    });
    this.#sweep = new Sweep({
      names: () => this.#looked.keys(),
      look: (engine, name) => {
        const topic = this.#looked.get(name);
        const item = topic?.channel.look?.(engine) ?? null;
        if (item !== null) tell(name, topic!.subscribers, item); // it has looked
      },
      turn: (work) => this.#enqueue(() => context.chain.read(work)),
    });
  }

  /** Resolves when the subscriber is up to date, or has gone. */
  async subscribe(subscriber: Subscriber, subscription: Subscription): Promise<void> {
    const { channel: name, afterSequence, house } = subscription;
    const request = answeredOf({ type: "subscribe", ...subscription });
    const own = this.#context.chain.house;
    const after = house === undefined || house === own ? afterSequence : undefined; // another house's is no place here
    let newcomer: Newcomer | null = null; // while it has more to be told; none where the chain has halted
    await this.#enqueue(async () => {
      // Found in its turn: whoever came first shares the channel, and what it remembers, with all after.
      const channel = this.#topics.get(name)?.channel ?? channelOf(this.#context, name);
      const subscribed: Newcomer = { subscriber, name, channel, request, place: null };
      if (after === undefined) return this.#show(subscribed);
      if (!channel.canResume(after)) return this.#showAfterGap(subscribed, after);
      subscriber.send(resumedMessage(name, after));
      subscribed.place = { seen: after, reached: after };
      if (!(await this.#tell(subscribed))) newcomer = subscribed;
    });
    while (newcomer !== null) {
      const waiting: Newcomer = newcomer;
      newcomer = null;
      await subscriber.drained();
      await this.#enqueue(async () => {
        if (!(await this.#tell(waiting))) newcomer = waiting;
      });
    }
  }

  /** A step of what a newcomer missed; true when it has heard all, or is gone. */
  async #tell(newcomer: Newcomer): Promise<boolean> {
    const { subscriber, name, channel } = newcomer;
    const place = newcomer.place!; // it has resumed
    if (!subscriber.isOpen) return true;
    if (!channel.canResume(place.reached)) {
      await this.#showAfterGap(newcomer, place.reached); // it reads too slowly: what comes next is kept no more
      return true;
    }
    const { items, reached } = await channel.missed(place.reached, BLOCKS_A_TURN);
    for (const { sequence, data } of items) {
      subscriber.send(deltaMessage(name, place.seen, sequence, data));
      place.seen = sequence;
    }
    place.reached = reached;
    if (reached < this.#context.chain.head.height) return false;
    this.#join(newcomer, place.seen);
    return true;
  }

  /** Names the heights that a log cannot tell again, then shows where it stands. */
  async #showAfterGap(newcomer: Newcomer, after: number): Promise<void> {
    const { subscriber, name, channel } = newcomer;
    const { height } = this.#context.chain.head;
    if (channel.isLog && after < height) subscriber.send(gapMessage(name, after + 1, height));
    await this.#show(newcomer);
  }

  async #show(newcomer: Newcomer): Promise<void> {
    const { subscriber, name, channel, request } = newcomer;
    const snapshot = await channel.snapshot();
    if (snapshot === null) {
      subscriber.send(errorMessage(refusal("ChannelUnknown", { channel: name }), `There is no ${name}.`, request));
      return;
    }
    subscriber.send(snapshotMessage(name, this.#context.chain.house, snapshot.sequence, snapshot.data));
    this.#join(newcomer, snapshot.sequence);
  }

  #join({ subscriber, name, channel }: Newcomer, sequence: number): void {
    const topic = this.#topics.get(name) ?? { channel, subscribers: new Map<Subscriber, number>() };
    topic.subscribers.set(subscriber, sequence);
    this.#topics.set(name, topic);
    if (topic.channel.look !== undefined) this.#looked.set(name, topic);
  }

  unsubscribe(subscriber: Subscriber, name: string): Promise<void> {
    return this.#enqueue(async () => {
      this.#remove(subscriber, name);
      subscriber.send(unsubscribedMessage(name));
    });
  }

  /** Forgets a connection that has closed. */
  leave(subscriber: Subscriber): Promise<void> {
    return this.#enqueue(async () => {
      for (const name of [...this.#topics.keys()]) this.#remove(subscriber, name);
    });
  }

  close(): void {
    this.#unsubscribe();
    this.#sweep.close();
    this.#topics.clear();
    this.#looked.clear();
  }

  #remove(subscriber: Subscriber, name: string): void {
    const topic = this.#topics.get(name);
    topic?.subscribers.delete(subscriber);
    if (topic?.subscribers.size !== 0) return;
    this.#topics.delete(name);
    this.#looked.delete(name);
  }

  async #publish(block: CommittedBlock): Promise<void> {
    const touched = touchedBy(block.header, this.#topics.size === 0 ? [] : block.result.events);
    for (const [name, { channel, subscribers }] of this.#topics) {
      if (channel.look !== undefined) continue;
      const item = await channel.delta(block, touched);
      if (item !== null) tell(name, subscribers, item);
    }
    if (this.#looked.size === 0) return;
    const named = [...touched.accounts].map((accountId) => `account:${accountId}`);
    await this.#context.chain.read((engine) =>
      this.#sweep.block(
        engine,
        named.filter((name) => this.#looked.has(name)),
      ),
    );
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // a halted chain: the connections are closed elsewhere
    return this.#turn;
  }
}

/** Tells everybody who has not seen this state, or a later one, already. */
function tell(name: string, subscribers: Map<Subscriber, number>, { sequence, data }: Item): void {
  for (const [subscriber, previous] of subscribers) {
    if (sequence <= previous) continue;
    subscriber.send(deltaMessage(name, previous, sequence, data));
    subscribers.set(subscriber, sequence);
  }
}
