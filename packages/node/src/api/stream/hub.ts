/**
 * Who listens to which channel; what a block changed in a channel is worked out once for all of them.
 *
 * A subscriber never makes the node wait: what it does not read piles up in its socket, and past a limit it is dropped.
 *
 * @module
 */

import { type HouseId, refusal } from "@novate/codec";
import { deltaMessage, errorMessage, resumedMessage, snapshotMessage } from "@novate/wire";
import type { ClientMessage } from "@novate/wire/schema";
import type { CommittedBlock } from "../../chain/index.ts";
import type { ApiContext } from "../context.ts";
import { type Channel, channelOf } from "./channels.ts";

/** A connection as the hub sees it. */
export interface Subscriber {
  /** Sends, or drops the connection if too much waits in it already. */
  send(message: string): void;
}

type Subscription = Omit<Extract<ClientMessage, { type: "subscribe" }>, "type">;

interface Topic {
  readonly channel: Channel;
  /** The sequence that each subscriber saw last. */
  readonly subscribers: Map<Subscriber, number>;
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

  subscribe(subscriber: Subscriber, { channel: name, afterSequence, house }: Subscription): Promise<void> {
    const own = this.#context.chain.house;
    const after = house === undefined || house === own ? afterSequence : undefined; // another house's is no place here
    return this.#enqueue(async () => {
      const topic = this.#topics.get(name) ?? { channel: channelOf(this.#context, name), subscribers: new Map() };
      const sequence = await begin(subscriber, name, topic.channel, { house: own, after });
      if (sequence === null)
        subscriber.send(errorMessage(refusal("ChannelUnknown", { channel: name }), `There is no ${name}.`));
      else this.#topics.set(name, { ...topic, subscribers: topic.subscribers.set(subscriber, sequence) });
    });
  }

  unsubscribe(subscriber: Subscriber, name: string): Promise<void> {
    return this.#enqueue(async () => this.#remove(subscriber, name));
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
    for (const [name, { channel, subscribers }] of this.#topics) {
      const item = await channel.delta(block);
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

/** Brings a new subscriber up to date; returns the sequence that it stands at, `null` if there is no such channel. */
async function begin(
  subscriber: Subscriber,
  name: string,
  channel: Channel,
  { house, after }: { readonly house: HouseId; readonly after: number | undefined },
): Promise<number | null> {
  const missed = after === undefined ? null : await channel.missed(after);
  if (missed !== null) {
    let previous = after!;
    subscriber.send(resumedMessage(name, previous));
    for (const { sequence, data } of missed) {
      subscriber.send(deltaMessage(name, previous, sequence, data));
      previous = sequence;
    }
    return previous;
  }
  const snapshot = await channel.snapshot();
  if (snapshot === null) return null;
  subscriber.send(snapshotMessage(name, house, snapshot.sequence, snapshot.data));
  return snapshot.sequence;
}
