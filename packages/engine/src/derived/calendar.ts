/**
 * Dated contracts by expiry, then by id: those that are not settled, and those that have still to pay.
 *
 * @module
 */
import { type InstrumentRow, InstrumentStatus, type MarketRow } from "@novate/codec";
import type { OpenPositions } from "./openPositions.ts";

export class Calendar {
  readonly #expiryOf = new Map<number, number>();
  readonly #idsAt = new Map<number, Set<number>>();
  /** Keys of `#idsAt`, ascending; null: to be sorted anew. */
  #expiries: readonly number[] | null = null;
  /** Settled, and not seen without a holder since. */
  readonly #settled = new Set<number>();

  /** To be told of a listing before the market's row. */
  followInstrument({ spec: { instrumentId, terms } }: InstrumentRow): void {
    if ("expiryMs" in terms) this.#expiryOf.set(instrumentId, terms.expiryMs);
  }

  followMarket({ instrumentId, status }: MarketRow): void {
    if (status === InstrumentStatus.settled) this.#settled.add(instrumentId);
    const expiryMs = this.#expiryOf.get(instrumentId);
    if (expiryMs === undefined) return; // it has no end of its own
    const ids = this.#idsAt.get(expiryMs);
    if (status === InstrumentStatus.listed) {
      if (ids === undefined) {
        this.#idsAt.set(expiryMs, new Set([instrumentId]));
        this.#expiries = null;
      } else ids.add(instrumentId);
    } else if (ids?.delete(instrumentId) === true && ids.size === 0) {
      this.#idsAt.delete(expiryMs);
      this.#expiries = null;
    }
  }

  /** Ids of the settled contracts that somebody still holds. Work: those, and once each that nobody does. */
  settled(positions: OpenPositions): number[] {
    const held: number[] = [];
    for (const id of this.#settled) {
      if (positions.isHeld(id)) held.push(id);
      else this.#settled.delete(id); // nobody takes a position in what is settled
    }
    const expiryOf = (id: number) => this.#expiryOf.get(id) ?? 0;
    return held.sort((left, right) => expiryOf(left) - expiryOf(right) || left - right);
  }

  /** Ids of the contracts that expire by `timeMs`, at the moment of asking. */
  until(timeMs: number): number[] {
    this.#expiries ??= [...this.#idsAt.keys()].sort((left, right) => left - right);
    const due: number[] = [];
    for (const expiryMs of this.#expiries) {
      if (expiryMs > timeMs) break;
      due.push(...[...this.#idsAt.get(expiryMs)!].sort((left, right) => left - right));
    }
    return due;
  }
}
