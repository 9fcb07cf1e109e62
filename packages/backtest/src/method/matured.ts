/**
 * Moves over the margin period of risk that have come to their end: all that an online method may learn from.
 *
 * @module
 */
import type { PricePoint } from "../history/types.ts";

/** A finished period: the price at its start, the relative move to its end, and what was noted at its start. */
export interface MaturedMove<Note> {
  readonly startMs: number;
  readonly move: number;
  readonly note: Note;
}

/** Takes each price with a note and answers the move that ends there, if a price stands at its start. */
export function createMaturity<Note>(mporMs: number): (point: PricePoint, note: Note) => MaturedMove<Note> | undefined {
  const running = new Map<number, { price: number; note: Note }>();
  return ({ timeMs, price }, note) => {
    running.set(timeMs, { price, note });
    const startMs = timeMs - mporMs;
    const start = running.get(startMs);
    if (start === undefined) return undefined;
    running.delete(startMs);
    return { startMs, move: price / start.price - 1, note: start.note };
  };
}
