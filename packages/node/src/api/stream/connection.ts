/**
 * One WebSocket: reads requests, writes messages, and is dropped when its reader falls behind.
 *
 * @module
 */

import { refusal } from "@novate/codec";
import { CloseCode, errorMessage, PONG_MESSAGE } from "@novate/wire";
import { ClientMessage } from "@novate/wire/schema";
import type { RawData, WebSocket } from "ws";
import type { StreamHub, Subscriber } from "./hub.ts";

/** Bytes that may wait in a socket before its reader counts as too slow. */
const DEFAULT_BUFFER_BYTES = 4 * 1024 * 1024;
/** Channels on one connection. */
const MOST_CHANNELS = 256;

export interface ConnectionOptions {
  readonly bufferBytes?: number;
  readonly onClose: (wasSlow: boolean) => void;
}

export class Connection implements Subscriber {
  readonly #socket: WebSocket;
  readonly #hub: StreamHub;
  readonly #bufferBytes: number;
  readonly #channels = new Set<string>();
  #isSlow = false;

  constructor(socket: WebSocket, hub: StreamHub, { bufferBytes = DEFAULT_BUFFER_BYTES, onClose }: ConnectionOptions) {
    this.#socket = socket;
    this.#hub = hub;
    this.#bufferBytes = bufferBytes;
    socket.on("message", (data) => void this.#hear(data));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      void hub.leave(this);
      onClose(this.#isSlow);
    });
  }

  send(message: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#bufferBytes) {
      this.#isSlow = true;
      this.#socket.close(CloseCode.slowConsumer, "SlowConsumer");
      // A reader that does not read will not answer the close either.
      setTimeout(() => this.#socket.terminate(), 1_000).unref();
      return;
    }
    this.#socket.send(message);
  }

  /** Handles one request at a time: nothing more is read from a client that waits for an answer. */
  async #hear(data: RawData): Promise<void> {
    this.#socket.pause();
    const message = ClientMessage.safeParse(parseJson(data));
    if (message.success) await this.#obey(message.data);
    else {
      const [issue] = message.error.issues;
      const reason = `${issue?.path.join(".")}: ${issue?.message}`;
      this.send(errorMessage(refusal("MessageInvalid", { reason }), reason));
    }
    this.#socket.resume(); // also while it closes: the other side's goodbye must still be read
  }

  async #obey(request: ClientMessage): Promise<void> {
    if (request.type === "ping") this.send(PONG_MESSAGE);
    else if (request.type === "unsubscribe") {
      this.#channels.delete(request.channel);
      await this.#hub.unsubscribe(this, request.channel);
    } else if (this.#channels.size < MOST_CHANNELS || this.#channels.has(request.channel)) {
      this.#channels.add(request.channel);
      await this.#hub.subscribe(this, request);
    } else {
      const words = `A connection has at most ${MOST_CHANNELS} channels.`;
      this.send(errorMessage(refusal("TooManyChannels", { limit: MOST_CHANNELS }), words));
    }
  }
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
