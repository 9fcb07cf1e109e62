/**
 * The rows of one channel at some instant, and how far its rows of now are from them.
 *
 * A channel is the options of an underlying, or all its other instruments: options can move farther than a price does,
 * and who holds none should not be looked at for them.
 * @module
 */
import { extended } from "@novate/stdx";
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { RowTable } from "../scenario/rowTable.ts";
import { movementPerLot } from "./movement.ts";

/** Dense index of the underlying, and which of its instruments. */
export interface Channel {
  readonly underlying: number;
  readonly hasOptions: boolean;
}

const isIn = (book: RiskBook, instrument: number, { hasOptions }: Channel): boolean =>
  book.isOption(instrument) === hasOptions;

/** A price of the channel in quote units, to measure drifts by: that of the dearest lot, options by their strike. */
export function priceOf(book: RiskBook, channel: Channel): number {
  const { markAtoms, strikeAtoms, atomsPerPoint } = book.rows;
  let price = 0;
  for (const instrument of book.instrumentsOn(channel.underlying)) {
    if (!isIn(book, instrument, channel)) continue;
    price = Math.max(price, Math.max(markAtoms[instrument]!, strikeAtoms[instrument]!) / atomsPerPoint[instrument]!);
  }
  return price;
}

export class Anchor {
  readonly #channel: Channel;
  readonly #rows: RowTable;
  /** Where each instrument of the book stands in the rows; one listed later is anchored at its first row. */
  readonly #placeOf = new Map<number, number>();
  /** By place: which revision of the book's row stands there. */
  #revisions = new Float64Array(0);
  #deltaPpm = 0;
  #vegaPpm = 0;
  #deltaDepth = 0;
  #vegaDepth = 0;
  #maintenancePpm = 0;

  /** Anchored at the book's rows of now. */
  constructor(book: RiskBook, context: MarginContext, channel: Channel) {
    this.#channel = channel;
    this.#rows = new RowTable(book.rows.columns);
    this.follow(book, context);
  }

  /** Moves up to the book's rows of now. Work: those that have changed. */
  follow(book: RiskBook, context: MarginContext): void {
    const { underlying } = this.#channel;
    for (const instrument of book.instrumentsOn(underlying)) {
      if (isIn(book, instrument, this.#channel)) this.#take(book, instrument, this.#placeFor(instrument));
    }
    this.#deltaPpm = context.deltaRatePpm[underlying]!;
    this.#vegaPpm = context.vegaRatePpm[underlying]!;
    this.#deltaDepth = context.deltaDepth[underlying]!;
    this.#vegaDepth = context.vegaDepth[underlying]!;
    this.#maintenancePpm = context.maintenancePpm[underlying]!;
  }

  /** Whether something other than prices has changed: no distance measures that. */
  hasOtherRules(context: MarginContext): boolean {
    const { underlying } = this.#channel;
    return (
      this.#vegaPpm !== context.vegaRatePpm[underlying] ||
      this.#deltaDepth !== context.deltaDepth[underlying] ||
      this.#vegaDepth !== context.vegaDepth[underlying] ||
      this.#maintenancePpm !== context.maintenancePpm[underlying]
    );
  }

  /**
   * Bound of what one lot's move since the anchor can do to a surplus, over the lot's atoms per point: a distance in
   * quote units, the largest of all instruments.
   */
  distanceTo(book: RiskBook, context: MarginContext): number {
    const deltaPpm = context.deltaRatePpm[this.#channel.underlying]!;
    const rates = {
      deltaPpm: Math.max(deltaPpm, this.#deltaPpm),
      deltaChangePpm: Math.abs(deltaPpm - this.#deltaPpm),
      vegaPpm: this.#vegaPpm,
    };
    let distance = 0;
    for (const instrument of book.instrumentsOn(this.#channel.underlying)) {
      if (!isIn(book, instrument, this.#channel)) continue;
      const place = this.#placeFor(instrument);
      if (this.#revisions[place]! < book.firstRevisions[instrument]!) this.#take(book, instrument, place);
      if (this.#revisions[place] === book.revisions[instrument]) continue;
      const moved = movementPerLot(this.#rows, place, book.rows, instrument, context.charges, rates);
      distance = Math.max(distance, moved / book.rows.atomsPerPoint[instrument]!);
    }
    return distance;
  }

  #placeFor(instrument: number): number {
    const known = this.#placeOf.get(instrument);
    if (known !== undefined) return known;
    const place = this.#placeOf.size;
    this.#placeOf.set(instrument, place);
    this.#rows.reserve(place + 1);
    if (place >= this.#revisions.length)
      this.#revisions = extended(this.#revisions, new Float64Array(this.#rows.capacity));
    return place;
  }

  #take(book: RiskBook, instrument: number, place: number): void {
    if (this.#revisions[place] === book.revisions[instrument]) return;
    this.#rows.copy(place, book.rows, instrument);
    this.#revisions[place] = book.revisions[instrument]!;
  }
}
