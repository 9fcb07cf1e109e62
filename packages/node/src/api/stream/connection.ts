/**
 * One WebSocket: reads requests, writes messages, and is dropped when its reader falls behind.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";
import { refusal } from "@novate/codec";
import { CloseCode, errorMessage, PONG_MESSAGE } from "@novate/wire";
import { ClientMessage } from "@novate/wire/schema";
import type { RawData, WebSocket } from "ws";
import { issueWords } from "../body/issueWords.ts";
import type { StreamAllowance } from "../limit/streamLimits.ts";
import { answeredOf } from "./answered.ts";
import type { StreamHub, Subscriber } from "./hub.ts";

/** Bytes that may wait in a socket before its reader counts as too slow. */
const DEFAULT_BUFFER_BYTES = 4 * 1024 * 1024;
/** What may wait where a reader is told what it missed, and how often that is looked at. */
const DRAINED_SHARE = 8;
const DRAIN_POLL_MS = 20;
/** Channels on one connection. */
const MOST_CHANNELS = 256;
/** Pings in a row that may stay without an answer. */
const MOST_UNANSWERED = 2;

export interface ConnectionOptions {
  readonly bufferBytes?: number;
  readonly allowance: StreamAllowance;
  readonly onClose: (wasSlow: boolean) => void;
}

export class Connection implements Subscriber {
  readonly #socket: WebSocket;
  readonly #hub: StreamHub;
  readonly #bufferBytes: number;
  readonly #allowance: StreamAllowance;
  readonly #channels = new Set<string>();
  /** Messages that came together are heard one after the other. */
  #heard: Promise<void> = Promise.resolve();
  #isSlow = false;
  #unanswered = 0;

  constructor(socket: WebSocket, hub: StreamHub, options: ConnectionOptions) {
    const { bufferBytes = DEFAULT_BUFFER_BYTES, allowance, onClose } = options;
    this.#allowance = allowance;
    this.#socket = socket;
    this.#hub = hub;
    this.#bufferBytes = bufferBytes;
    socket.on("message", (data) => {
      if (!this.isOpen) return;
      if (allowance.takeMessage()) this.#heard = this.#heard.then(() => this.#hear(data));
      else dismiss(socket, CloseCode.tooManyMessages, "TooManyMessages");
    });
    socket.on("pong", () => {
      this.#unanswered = 0;
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      void hub.leave(this);
      allowance.giveChannels(this.#channels.size);
      allowance.close();
      onClose(this.#isSlow);
    });
  }

  /** Pings; closes one that has not answered the last two. While nothing is read of it, an answer may wait unread. */
  ping(): void {
    if (!this.isOpen || this.#socket.isPaused) return;
    if (this.#unanswered === MOST_UNANSWERED) dismiss(this.#socket, CloseCode.silent, "Silent");
    else {
      this.#unanswered += 1;
      this.#socket.ping();
    }
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  async drained(): Promise<void> {
    while (this.isOpen && this.#socket.bufferedAmount > this.#bufferBytes / DRAINED_SHARE)
      await sleep(DRAIN_POLL_MS, undefined, { ref: false });
  }

  send(message: string): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > this.#bufferBytes) {
      this.#isSlow = true;
      dismiss(this.#socket, CloseCode.slowConsumer, "SlowConsumer");
      return;
    }
    this.#socket.send(message);
  }

  /** Handles one request at a time: nothing more is read from a client that waits for an answer. */
  async #hear(data: RawData): Promise<void> {
    if (!this.isOpen) return;
    this.#socket.pause();
    const json = parseJson(data);
    const message = ClientMessage.safeParse(json);
    if (message.success) await this.#obey(message.data);
    else {
      const reason = json === undefined ? "the message is no JSON" : reasonOf(message.error.issues, json);
      this.send(errorMessage(refusal("MessageInvalid", { reason }), `${reason}.`, answeredOf(json)));
    }
    this.#socket.resume(); // also while it closes: the other side's goodbye must still be read
  }

  async #obey(request: ClientMessage): Promise<void> {
    if (request.type === "ping") this.send(PONG_MESSAGE);
    else if (request.type === "unsubscribe") {
      if (this.#channels.delete(request.channel)) this.#allowance.giveChannels(1);
      await this.#hub.unsubscribe(this, request.channel);
    } else if (this.#channels.has(request.channel)) await this.#hub.subscribe(this, request);
    else if (this.#channels.size >= MOST_CHANNELS) this.#refuse(request, MOST_CHANNELS, "A connection");
    else if (!this.#allowance.takeChannel()) this.#refuse(request, this.#allowance.mostChannels, "An address");
    else {
      this.#channels.add(request.channel);
      await this.#hub.subscribe(this, request);
    }
  }

  #refuse(request: ClientMessage, limit: number, who: string): void {
    const detail = `${who} has at most ${limit} channels.`;
    this.send(errorMessage(refusal("TooManyChannels", { limit }), detail, answeredOf(request)));
  }
}

/** Closes with a reason, and does not wait for an answer: who does not read will not answer the close either. */
export function dismiss(socket: WebSocket, code: number, reason: string): void {
  if (socket.listenerCount("error") === 0) socket.on("error", () => socket.terminate());
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 1_000).unref();
}

/** What is wrong with a message, by its field where it is one's. */
function reasonOf(issues: Parameters<typeof issueWords>[0], json: unknown): string {
  const [first] = issueWords(issues, json);
  return first!.field === "" ? `the message: ${first!.reason}` : `${first!.field}: ${first!.reason}`;
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
