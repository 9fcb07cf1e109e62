/**
 * What each source of a tape traded over the last day, in dollars: the depth that its word rests on.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import type { Tape, TapeStep } from "./types.ts";

/** Venues whose sizes are contracts of so many dollars; those of the others are coins. */
const CONTRACT_DOLLARS: Readonly<Record<string, number>> = { "binance-delivery": 10 };

/** Whether the venue trades derivatives of the underlying, whose prices carry a basis of their own. */
export const isDerivative = (venue: string): boolean => CONTRACT_DOLLARS[venue] !== undefined;

/** A source with this part of an underlying's traded value is deep. */
const DEEP_SHARE = 0.2;

export class TradedValue {
  readonly #tape: Tape;
  readonly #steps: readonly TapeStep[];
  readonly #sums: number[];
  #first = 0;
  #next = 0;

  /** Nothing of the tape is counted yet. */
  constructor(tape: Tape) {
    this.#tape = tape;
    this.#steps = [...(tape.earlier ?? []), ...tape.steps];
    this.#sums = tape.header.sources.map(() => 0);
  }

  /** Counts the day up to `timeMs`, inclusive; never goes back. */
  advance(timeMs: number): this {
    for (; this.#next < this.#steps.length && this.#steps[this.#next]!.timeMs <= timeMs; this.#next += 1)
      this.#add(this.#steps[this.#next]!, 1);
    for (; this.#first < this.#next && this.#steps[this.#first]!.timeMs <= timeMs - DAY_MS; this.#first += 1)
      this.#add(this.#steps[this.#first]!, -1);
    return this;
  }

  /** The source's part of what all sources of its underlying traded; null where nothing was traded. */
  shareOf(column: number): number | null {
    const { sources } = this.#tape.header;
    const { underlying } = sources[column]!;
    const whole = this.#sums.reduce((sum, value, at) => sum + (sources[at]!.underlying === underlying ? value : 0), 0);
    return whole > 0 ? Math.max(this.#sums[column]!, 0) / whole : null;
  }

  isDeep(column: number): boolean {
    return (this.shareOf(column) ?? 0) >= DEEP_SHARE;
  }

  #add({ prints }: TapeStep, sign: 1 | -1): void {
    const { sources, underlyings } = this.#tape.header;
    for (const [column, print] of prints.entries()) {
      if (print === undefined) continue;
      const { underlying, venue } = sources[column]!;
      const { priceDecimals, sizeDecimals } = underlyings.find(({ name }) => name === underlying)!;
      const size = Number(print.size) / 10 ** sizeDecimals;
      const each = CONTRACT_DOLLARS[venue] ?? Number(print.lastTicks) / 10 ** priceDecimals;
      this.#sums[column]! += sign * size * each;
    }
  }
}
