/**
 * Dated contracts that are not settled, by expiry, then by id.
 *
 * @module
 */
import { type InstrumentRow, InstrumentStatus, type MarketRow } from "@novate/codec";

export class Calendar {
  readonly #expiryOf = new Map<number, number>();
  readonly #idsAt = new Map<number, Set<number>>();
  /** Keys of `#idsAt`, ascending; null: to be sorted anew. */
  #expiries: readonly number[] | null = null;

  /** To be told of a listing before the market's row. */
  followInstrument({ spec: { instrumentId, terms } }: InstrumentRow): void {
    if ("expiryMs" in terms) this.#expiryOf.set(instrumentId, terms.expiryMs);
  }

  followMarket({ instrumentId, status }: MarketRow): void {
    const expiryMs = this.#expiryOf.get(instrumentId);
    if (expiryMs === undefined) return;
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
