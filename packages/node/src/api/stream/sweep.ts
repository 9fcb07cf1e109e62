/**
 * Looks at what may have moved without an event, after every block: a little at a time, so that no block waits for it.
 *
 * Those that the block's events name come first. A round that is under way when another block comes is finished before the next
 * begins, so everybody's turn comes, and each look shows the newest state.
 *
 * @module
 */
import type { Engine } from "@novate/engine";

/** One look takes some ten to some hundred microseconds; blocks are made on the same thread. */
const SLICE_MS = 2;
/** Its rest, as a multiple of what a slice took: a fifth of a thread at most is spent on looking. */
const REST = 4;

export interface SweepOptions {
  /** What there is to look at. */
  readonly names: () => Iterable<string>;
  /** Looks at one, and tells of it. */
  readonly look: (engine: Engine, name: string) => void;
  /** Lets `work` have its turn on the state of the last block. */
  readonly turn: (work: (engine: Engine) => void) => Promise<void>;
}

export class Sweep {
  readonly #options: SweepOptions;
  readonly #urgent = new Set<string>();
  #round: Iterator<string> = [].values();
  #isDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** A block came: a round begins, with those that it names. Call it in a turn of its own: its first slice is worked here. */
  block(engine: Engine, urgent: Iterable<string>): void {
    for (const name of urgent) this.#urgent.add(name);
    this.#isDue = true;
    if (this.#timer === undefined) this.#slice(engine);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #slice(engine: Engine): void {
    const startMs = performance.now();
    for (;;) {
      const name = this.#next();
      if (name === null) return;
      this.#options.look(engine, name);
      const tookMs = performance.now() - startMs;
      if (tookMs >= SLICE_MS) {
        this.#rest(tookMs * REST);
        return;
      }
    }
  }

  #rest(restMs: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      void this.#options.turn((engine) => {
        this.#timer = undefined;
        this.#slice(engine);
      });
    }, restMs).unref();
  }

  #next(): string | null {
    for (const name of this.#urgent) {
      this.#urgent.delete(name);
      return name;
    }
    const next = this.#round.next();
    if (next.done !== true) return next.value;
    if (!this.#isDue) return null;
    this.#isDue = false;
    this.#round = [...this.#options.names()].values();
    return this.#next();
  }
}
