/**
 * The live view of a node: channels that begin with a snapshot and go on with deltas, across broken connections.
 *
 * A node numbers what it sends: each delta names the sequence that it follows. The stream checks that nothing is missing;
 * after a gap or a lost connection it asks for what came after the last sequence it saw, and goes on. It says of which house
 * that was: a node of another house begins with its own snapshot.
 *
 * @module
 */
import type { HouseId } from "@novate/codec";
import {
  type ChannelData,
  type ChannelMessage,
  type ChannelName,
  eventTypesOf,
  partsOf,
  readMessage,
  type ServerMessage,
  type StreamError,
  type StreamRefusal,
} from "@novate/wire";
import type { NovateClient } from "../client/client.ts";
import { NovateFailure, ofAnotherHouse, unreachable } from "../client/failure.ts";
import { missedEvents } from "./missedEvents.ts";

/** What a subscriber gets. */
export interface Delivery<C extends ChannelName = ChannelName> {
  /** `snapshot`: the whole of it. `delta`: what a block changed; for states that is the whole of it again. */
  readonly kind: "snapshot" | "delta";
  /** Height that it is as of. */
  readonly sequence: number;
  readonly data: ChannelData<C>;
}

/** The part of the platform's `WebSocket` that is used. */
export interface Socket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface StreamOptions {
  /** Where the node's API is, such as `http://127.0.0.1:4700`. */
  readonly url: string;
  /** The house to follow, if it is known beforehand: what another says is a failure, and is not delivered. */
  readonly house?: HouseId;
  /** Opens a socket; the platform's `WebSocket` unless given. Node 20 has none: the constructor throws a `TypeError` that says so. */
  readonly connect?: (url: string) => Socket;
  /** Wait before the first new attempt; it doubles up to sixteen times that. 250 ms unless given. */
  readonly retryMs?: number;
  /** Whose lists fill a gap in events, of whatever topic; without it, or where the lists fail, a gap is told to `onGap` alone. */
  readonly client?: Pick<NovateClient, "events">;
  /** Told of heights of a log that no delivery covers. */
  readonly onGap?: (gap: Gap) => void;
  /** Told of each connection that broke, and of channels that the node refuses. */
  readonly onFailure?: (failure: NovateFailure) => void;
}

/** What blocks `from` … `to` did was not delivered. */
export interface Gap {
  readonly channel: ChannelName;
  readonly from: number;
  readonly to: number;
}

type GapMessage = ChannelMessage & { readonly type: "gap" };

/** Whether what a channel does not tell is lost. */
const isLog = (channel: string): boolean => channel === "blocks" || eventTypesOf(partsOf(channel).topic) !== null;

interface Subscription {
  /** Takes what its own channel carries. */
  readonly deliver: (delivery: Delivery<never>) => void;
  /** Sequence seen last; undefined before the snapshot. */
  seen: number | undefined;
  /** Of which house that is a sequence; undefined before the snapshot of a stream that was told none. */
  house: HouseId | undefined;
  /** Runs while the node is still to answer where this channel goes on from: then it is asked again. */
  asked: ReturnType<typeof setTimeout> | null;
  /** While a gap is being filled: what came meanwhile, in its order. */
  held: ChannelMessage[] | null;
}

const OPEN = 1;
/** After so long a question is taken for lost. */
const ANSWER_MS = 5_000;
const NO_SOCKET =
  "this platform has no WebSocket (Node has one from version 22 on): pass one, such as `connect: (url) => new WebSocket(url)` of the package `ws`";
const MOST_DOUBLINGS = 4;

/**
 * One connection to a node and the channels on it.
 *
 * @example
 * const stream = new Stream({ url: "http://127.0.0.1:4700" });
 * stream.subscribe("market:1", ({ kind, sequence, data }) => console.log(kind, sequence, data)); // snapshot 4821 {…}
 * stream.close();
 */
export class Stream {
  readonly #url: string;
  readonly #house: HouseId | undefined;
  readonly #connect: (url: string) => Socket;
  readonly #retryMs: number;
  readonly #onFailure: (failure: NovateFailure) => void;
  readonly #onGap: (gap: Gap) => void;
  readonly #client: Pick<NovateClient, "events"> | undefined;
  readonly #subscriptions = new Map<string, Subscription>();
  #socket: Socket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #isClosed = false;

  constructor(options: StreamOptions) {
    const { url, house, connect = openSocket, retryMs = 250, onFailure = () => {}, onGap = () => {}, client } = options;
    this.#url = `${url.replace(/^http/, "ws").replace(/\/+$/, "")}/v1/stream`;
    this.#house = house;
    this.#connect = connect;
    this.#retryMs = retryMs;
    this.#onFailure = onFailure;
    this.#onGap = onGap;
    this.#client = client;
    this.#open();
  }

  /**
   * Follows a channel: `status`, `blocks`, `events`, `prices`, `trades`, `risk`, `calls`, `defaults`, `waterfall`, `withdrawals`,
   * `parameters`, `limits`, `market:{id}` or `account:{id}`; most topics may be narrowed, as in `trades:venue:1` or
   * `withdrawals:account:7`. The first delivery is a snapshot. After `afterSequence`, if given, deliveries go on from there where
   * the node can tell what was missed. A second subscription to one channel takes the place of the first.
   */
  subscribe<C extends ChannelName>(channel: C, deliver: (delivery: Delivery<C>) => void, afterSequence?: number): void {
    this.#answered(this.#subscriptions.get(channel));
    this.#subscriptions.set(channel, { deliver, seen: afterSequence, house: this.#house, asked: null, held: null });
    this.#ask(channel);
  }

  unsubscribe(channel: ChannelName): void {
    this.#answered(this.#subscriptions.get(channel));
    if (this.#subscriptions.delete(channel)) this.#send({ type: "unsubscribe", channel });
  }

  /** Ends the connection and every subscription. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.values()) this.#answered(subscription);
    this.#subscriptions.clear();
    this.#socket?.close();
  }

  #open(): void {
    const socket = this.#connect(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#attempts = 0;
      for (const channel of this.#subscriptions.keys()) this.#ask(channel);
    });
    socket.addEventListener("message", ({ data }) => {
      if (socket === this.#socket) this.#hear(readMessage(data));
    });
    socket.addEventListener("error", () => {}); // a close follows, and is handled
    socket.addEventListener("close", () => this.#retry());
  }

  #retry(): void {
    if (this.#isClosed) return;
    this.#onFailure(unreachable(this.#url, "the connection closed"));
    const wait = this.#retryMs * 2 ** Math.min(this.#attempts, MOST_DOUBLINGS);
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  #hear(message: ServerMessage | undefined): void {
    if (message === undefined || message.type === "pong" || message.type === "unsubscribed") return;
    if (message.type === "error") {
      const named = "channel" in message.data ? this.#subscriptions.get(message.data.channel) : undefined;
      for (const subscription of named === undefined ? this.#subscriptions.values() : [named])
        this.#answered(subscription);
      this.#onFailure(refused(message));
    } else {
      const subscription = this.#subscriptions.get(message.channel);
      if (subscription !== undefined) this.#follow(message, subscription); // else unsubscribed while it travelled
    }
  }

  #follow(message: ChannelMessage, subscription: Subscription): void {
    if (subscription.held !== null) {
      subscription.held.push(message);
      return;
    }
    const { seen, asked } = subscription;
    if (message.type === "delta") {
      if (asked !== null || message.sequence <= (seen ?? -1)) return; // the answer will bring it
      if (message.previousSequence !== seen) {
        this.#ask(message.channel); // something is missing
        return;
      }
    } else if (message.type === "gap") {
      if (message.to > (seen ?? -1)) this.#hold(message, subscription); // else a snapshot came first
      return;
    } else {
      const isOfOther = this.#house !== undefined && message.type === "snapshot" && message.house !== this.#house;
      if (message.type === "resumed" || isOfOther) {
        this.#answered(subscription);
        if (isOfOther) this.#onFailure(ofAnotherHouse(this.#url, this.#house!, message.house));
        return;
      }
      if (asked === null && message.sequence <= (seen ?? -1)) return; // it came twice
      const isBeyond = seen !== undefined && message.sequence > seen && message.house === subscription.house;
      if (isBeyond && isLog(message.channel)) {
        const gap = { type: "gap", channel: message.channel, from: seen + 1, to: message.sequence } as const;
        this.#hold(gap, subscription, [message]);
        return;
      }
      this.#answered(subscription);
      subscription.house = message.house;
    }
    subscription.seen = message.sequence;
    const { type: kind, sequence, data } = message;
    subscription.deliver({ kind, sequence, data: data as never }); // the node sends a channel's own data
  }

  /** Fills a gap first, then goes on with these and with what comes meanwhile. */
  #hold(gap: GapMessage, subscription: Subscription, held: ChannelMessage[] = []): void {
    subscription.held = held;
    void this.#fill(gap, subscription);
  }

  /** Delivers what a gap left out, then what came meanwhile. */
  async #fill({ channel, from, to }: GapMessage, subscription: Subscription): Promise<void> {
    const isStill = (): boolean => this.#subscriptions.get(channel) === subscription;
    let next = Math.max(from, (subscription.seen ?? -1) + 1);
    try {
      const parts = partsOf(channel);
      const isFilled = eventTypesOf(parts.topic) !== null && this.#client !== undefined;
      const missed = isFilled ? missedEvents(this.#client, parts, next, to) : null;
      if (missed !== null) {
        for await (const { sequence, data } of missed) {
          if (!isStill()) return;
          subscription.deliver({ kind: "delta", sequence, data: data as never });
          next = sequence + 1;
        }
        next = to + 1;
      }
    } catch (failure) {
      if (!(failure instanceof NovateFailure)) throw failure;
      this.#onFailure(failure);
    }
    if (!isStill()) return;
    if (next <= to) this.#onGap({ channel: channel as ChannelName, from: next, to }); // it was asked for
    subscription.seen = to;
    const held = subscription.held ?? [];
    subscription.held = null;
    for (const message of held) this.#follow(message, subscription);
  }

  #ask(channel: string): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription === undefined) return;
    const { seen, house } = subscription;
    this.#answered(subscription);
    subscription.asked = setTimeout(() => {
      if (subscription.held === null) this.#ask(channel);
    }, ANSWER_MS);
    this.#send({
      type: "subscribe",
      channel,
      ...(seen !== undefined && { afterSequence: seen, ...(house && { house }) }),
    });
  }

  #answered(subscription: Subscription | undefined): void {
    if (subscription === undefined || subscription.asked === null) return;
    clearTimeout(subscription.asked);
    subscription.asked = null;
  }

  /** While there is no connection nothing is sent: opening one asks for every channel. */
  #send(message: object): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }
}

function openSocket(url: string): Socket {
  if (typeof WebSocket === "undefined") throw new TypeError(NO_SOCKET);
  return new WebSocket(url) as Socket;
}

const refused = ({ detail, code, number, data }: StreamError): NovateFailure =>
  new NovateFailure({
    code,
    status: 0,
    detail,
    remedy: "Subscribe to a channel that exists.",
    advice: "stop",
    refusal: { code, number, data } as StreamRefusal, // the members of one refusal
    details: {},
  });
