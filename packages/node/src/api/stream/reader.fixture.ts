/**
 * A subscriber by hand: keeps what it hears, and reads on when it is told.
 *
 * @module
 */
import type { Subscriber } from "./hub.ts";

export interface Heard {
  readonly type: string;
  readonly channel: string;
  readonly sequence: number;
  readonly previousSequence: number;
  // biome-ignore lint/suspicious/noExplicitAny: a channel's own shape
  readonly data: any;
}

export class Reader implements Subscriber {
  readonly heard: Heard[] = [];
  isOpen = true;
  isSlow = false;
  waits = 0;
  #drain: () => void = () => {};

  send(message: string): void {
    this.heard.push(JSON.parse(message));
  }
  drained(): Promise<void> {
    this.waits += 1;
    if (!this.isSlow) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drain = resolve;
    });
  }
  drain(): void {
    this.#drain();
  }

  /** What it heard of a channel. */
  of(channel: string): Heard[] {
    return this.heard.filter((message) => message.channel === channel);
  }
}
