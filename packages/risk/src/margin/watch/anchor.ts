/**
 * The rows of one underlying at some instant, and how far its rows of now are from them.
 *
 * @module
 */
import type { RiskBook } from "../kernel/book.ts";
import type { MarginContext } from "../kernel/context.ts";
import type { ScenarioRow } from "../scenario/row.ts";
import { movementPerLot } from "./movement.ts";

export interface Anchor {
  /** By instrument index; an instrument listed later is anchored at its first row. */
  readonly rows: Map<number, ScenarioRow>;
  readonly deltaPpm: number;
  readonly vegaPpm: number;
  readonly deltaDepth: number;
  readonly vegaDepth: number;
  readonly maintenancePpm: number;
}

export function createAnchor(book: RiskBook, context: MarginContext, underlying: number): Anchor {
  const rows = new Map<number, ScenarioRow>();
  for (const instrument of book.instrumentsOn(underlying)) rows.set(instrument, book.rows[instrument]!); // a member has a row
  return {
    rows,
    deltaPpm: context.deltaRatePpm[underlying]!,
    vegaPpm: context.vegaRatePpm[underlying]!,
    deltaDepth: context.deltaDepth[underlying]!,
    vegaDepth: context.vegaDepth[underlying]!,
    maintenancePpm: context.maintenancePpm[underlying]!,
  };
}

/** Whether something other than prices has changed: no distance measures that. */
export const hasOtherRules = (anchor: Anchor, context: MarginContext, underlying: number): boolean =>
  anchor.vegaPpm !== context.vegaRatePpm[underlying] ||
  anchor.deltaDepth !== context.deltaDepth[underlying] ||
  anchor.vegaDepth !== context.vegaDepth[underlying] ||
  anchor.maintenancePpm !== context.maintenancePpm[underlying];

/**
 * Bound of what one lot's move since the anchor can do to a surplus, over the lot's atoms per point: a distance in quote
 * units, the largest of all instruments. With it the price to compare it to, of the dearest linear instrument.
 */
export function distanceFrom(
  anchor: Anchor,
  book: RiskBook,
  context: MarginContext,
  underlying: number,
): { readonly distance: number; readonly price: number } {
  const deltaPpm = context.deltaRatePpm[underlying]!;
  const rates = {
    deltaPpm: Math.max(deltaPpm, anchor.deltaPpm),
    deltaChangePpm: Math.abs(deltaPpm - anchor.deltaPpm),
    vegaPpm: anchor.vegaPpm,
  };
  let distance = 0;
  let price = 0;
  for (const instrument of book.instrumentsOn(underlying)) {
    const row = book.rows[instrument]!; // a member has a row
    if (row.kind !== "option") price = Math.max(price, row.markAtoms / row.atomsPerPoint);
    const before = anchor.rows.get(instrument);
    if (before === undefined || before.instrumentId !== row.instrumentId) {
      anchor.rows.set(instrument, row);
      continue;
    }
    if (before !== row)
      distance = Math.max(distance, movementPerLot(before, row, context.charges, rates) / row.atomsPerPoint);
  }
  return { distance, price };
}
