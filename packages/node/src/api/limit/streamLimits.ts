/**
 * How much of the stream one client may have open, and how often one connection may ask. Loopback is not limited, as in
 * `rateLimit.ts`.
 *
 * @module
 */
import { type Rate, TokenBuckets } from "../../admission/tokenBuckets.ts";
import { clientOf } from "./rateLimit.ts";

export interface StreamLimitOptions {
  /** Connections that a client may have open. */
  readonly connections?: number;
  /** Channels on all connections of a client together. */
  readonly channels?: number;
  /** Messages of one connection; its burst has room for every channel of a connection twice over. */
  readonly messages?: Rate;
  /** Whom an address counts for; null has no limit. */
  readonly clientOf?: typeof clientOf;
}

/** What one connection may do. */
export interface StreamAllowance {
  /** Channels that the client may have in all. */
  readonly mostChannels: number;
  /** Takes one message; false if it came too soon. */
  takeMessage(): boolean;
  /** Takes a channel; false if the client has as many as it may. */
  takeChannel(): boolean;
  giveChannels(count: number): void;
  /** Gives the connection's place back. */
  close(): void;
}

/** Of a client, unless its operator says otherwise. */
export const STREAM_LIMITS = { connections: 32, channels: 1_024, messages: { perSecond: 50, burst: 600 } } as const;

interface Open {
  connections: number;
  channels: number;
}

export class StreamLimits {
  readonly #connections: number;
  readonly #channels: number;
  readonly #messages: Rate;
  readonly #clientOf: typeof clientOf;
  /** Clients with a connection. */
  readonly #open = new Map<string, Open>();

  constructor(options: StreamLimitOptions = {}) {
    this.#connections = options.connections ?? STREAM_LIMITS.connections;
    this.#channels = options.channels ?? STREAM_LIMITS.channels;
    this.#messages = options.messages ?? STREAM_LIMITS.messages;
    this.#clientOf = options.clientOf ?? clientOf;
  }

  /** Takes a connection's place; null if the client has as many as it may. */
  open(address: string | undefined): StreamAllowance | null {
    const client = this.#clientOf(address);
    if (client === null) return UNLIMITED;
    const open = this.#open.get(client) ?? { connections: 0, channels: 0 };
    if (open.connections >= this.#connections) return null;
    open.connections += 1;
    this.#open.set(client, open);
    const messages = new TokenBuckets(this.#messages, 1);
    return {
      mostChannels: this.#channels,
      takeMessage: () => messages.take("", performance.now()) === 0,
      takeChannel: () => {
        if (open.channels >= this.#channels) return false;
        open.channels += 1;
        return true;
      },
      giveChannels: (count) => {
        open.channels -= count;
      },
      close: () => {
        open.connections -= 1;
        if (open.connections === 0) this.#open.delete(client);
      },
    };
  }
}

const UNLIMITED: StreamAllowance = {
  mostChannels: Infinity,
  takeMessage: () => true,
  takeChannel: () => true,
  giveChannels: () => {},
  close: () => {},
};
