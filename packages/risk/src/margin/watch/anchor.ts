/**
 * The rows of one channel at some instant, and how far its rows of now are from them.
 *
 * A channel is the options of an underlying, or all its other instruments: options can move farther than a price does,
 * and who holds none should not be looked at for them.
 * @module
 */
import { assert } from "@novate/stdx";
import type { RiskBook } from "../kernel/book.ts";
import type { MarginContext } from "../kernel/context.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { movementPerLot } from "./movement.ts";

/** Dense index of the underlying, and which of its instruments. */
export interface Channel {
  readonly underlying: number;
  readonly hasOptions: boolean;
}

export interface Anchor {
  /** By instrument index; an instrument listed later is anchored at its first row. */
  readonly rows: Map<number, ScenarioRow>;
  readonly deltaPpm: number;
  readonly vegaPpm: number;
  readonly deltaDepth: number;
  readonly vegaDepth: number;
  readonly maintenancePpm: number;
}

/** Rows of a channel, with their instruments' indexes. */
function* rowsOf(
  book: RiskBook,
  { underlying, hasOptions }: Channel,
): Generator<[instrument: number, row: ScenarioRow]> {
  for (const instrument of book.instrumentsOn(underlying)) {
    const row = book.rows[instrument];
    assert(row !== undefined, "watch: an instrument of the book has no row");
    if ((row.kind === "option") === hasOptions) yield [instrument, row];
  }
}

export function createAnchor(book: RiskBook, context: MarginContext, channel: Channel): Anchor {
  const { underlying } = channel;
  return {
    rows: new Map(rowsOf(book, channel)),
    deltaPpm: context.deltaRatePpm[underlying]!,
    vegaPpm: context.vegaRatePpm[underlying]!,
    deltaDepth: context.deltaDepth[underlying]!,
    vegaDepth: context.vegaDepth[underlying]!,
    maintenancePpm: context.maintenancePpm[underlying]!,
  };
}

/** Whether something other than prices has changed: no distance measures that. */
export const hasOtherRules = (anchor: Anchor, context: MarginContext, { underlying }: Channel): boolean =>
  anchor.vegaPpm !== context.vegaRatePpm[underlying] ||
  anchor.deltaDepth !== context.deltaDepth[underlying] ||
  anchor.vegaDepth !== context.vegaDepth[underlying] ||
  anchor.maintenancePpm !== context.maintenancePpm[underlying];

/**
 * Bound of what one lot's move since the anchor can do to a surplus, over the lot's atoms per point: a distance in quote
 * units, the largest of all instruments.
 */
export function distanceFrom(anchor: Anchor, book: RiskBook, context: MarginContext, channel: Channel): number {
  const deltaPpm = context.deltaRatePpm[channel.underlying]!;
  const rates = {
    deltaPpm: Math.max(deltaPpm, anchor.deltaPpm),
    deltaChangePpm: Math.abs(deltaPpm - anchor.deltaPpm),
    vegaPpm: anchor.vegaPpm,
  };
  let distance = 0;
  for (const [instrument, row] of rowsOf(book, channel)) {
    const before = anchor.rows.get(instrument);
    if (before === undefined || before.instrumentId !== row.instrumentId) {
      anchor.rows.set(instrument, row);
      continue;
    }
    if (before === row) continue;
    distance = Math.max(distance, movementPerLot(before, row, context.charges, rates) / row.atomsPerPoint);
  }
  return distance;
}

/** A price of the channel in quote units, to measure drifts by: that of the dearest lot, options by their strike. */
export function priceOf(book: RiskBook, channel: Channel): number {
  let price = 0;
  for (const [, row] of rowsOf(book, channel))
    price = Math.max(price, Math.max(row.markAtoms, row.strikeAtoms) / row.atomsPerPoint);
  return price;
}
