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
import { type Channel, channelOf } from "./channels.ts";
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
  /** The sequence it was told last, and the height up to which it was told all; null before it has resumed. */
  place: { seen: number; reached: number } | null;
}

export class StreamHub {
  readonly #context: ApiContext;
  readonly #topics = new Map<string, Topic>();
  readonly #unsubscribe: () => void;
  /** Blocks and subscriptions take turns, so that no delta falls between a snapshot and its subscription. */
  #turn: Promise<void> = Promise.resolve();

  constructor(context: ApiContext) {
    this.#context = context;
    this.#unsubscribe = context.chain.onCommitted((block) => {
      void this.#enqueue(() => this.#publish(block));
    });
  }

  /** Resolves when the subscriber is up to date, or has gone. */
  async subscribe(subscriber: Subscriber, { channel: name, afterSequence, house }: Subscription): Promise<void> {
    const own = this.#context.chain.house;
    const after = house === undefined || house === own ? afterSequence : undefined; // another house's is no place here
    const channel = this.#topics.get(name)?.channel ?? channelOf(this.#context, name);
    const newcomer: Newcomer = { subscriber, name, channel, place: null };
    let isDone = true; // also where the chain has halted
    await this.#enqueue(async () => {
      if (after === undefined) return this.#show(newcomer);
      if (!channel.canResume(after)) return this.#showAfterGap(newcomer, after);
      subscriber.send(resumedMessage(name, after));
      newcomer.place = { seen: after, reached: after };
      isDone = await this.#tell(newcomer);
    });
    while (!isDone) {
      await subscriber.drained();
      isDone = true;
      await this.#enqueue(async () => {
        isDone = await this.#tell(newcomer);
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
    const { subscriber, name, channel } = newcomer;
    const snapshot = await channel.snapshot();
    if (snapshot === null) {
      subscriber.send(errorMessage(refusal("ChannelUnknown", { channel: name }), `There is no ${name}.`));
      return;
    }
    subscriber.send(snapshotMessage(name, this.#context.chain.house, snapshot.sequence, snapshot.data));
    this.#join(newcomer, snapshot.sequence);
  }

  #join({ subscriber, name, channel }: Newcomer, sequence: number): void {
    const topic = this.#topics.get(name) ?? { channel, subscribers: new Map<Subscriber, number>() };
    topic.subscribers.set(subscriber, sequence);
    this.#topics.set(name, topic);
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
    this.#topics.clear();
  }

  #remove(subscriber: Subscriber, name: string): void {
    const topic = this.#topics.get(name);
    topic?.subscribers.delete(subscriber);
    if (topic?.subscribers.size === 0) this.#topics.delete(name);
  }

  async #publish(block: CommittedBlock): Promise<void> {
    const touched = touchedBy(this.#topics.size === 0 ? [] : block.result.events);
    for (const [name, { channel, subscribers }] of this.#topics) {
      const item = await channel.delta(block, touched);
      if (item === null) continue;
      const { sequence, data } = item;
      for (const [subscriber, previous] of subscribers) {
        if (sequence <= previous) continue; // it has seen this state, or a later one, already
        subscriber.send(deltaMessage(name, previous, sequence, data));
        subscribers.set(subscriber, sequence);
      }
    }
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // a halted chain: the connections are closed elsewhere
    return this.#turn;
  }
}
