/**
 * The open interest of every underlying, all its contracts together: a running sum of their lots at their marks.
 *
 * @module
 */
import type { MarketRow } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { notionalAtoms } from "../ledger/position.ts";
import { mustGet, type StateView } from "../state/state.ts";

export class OpenInterest {
  readonly #state: StateView;
  readonly #sums = new Map<number, bigint>();

  /** Instruments are looked up in `state`. */
  constructor(state: StateView) {
    this.#state = state;
  }

  /** The sums of rows that stand still; of a scratch copy, those of the rows below it. */
  static of(state: StateView): OpenInterest {
    const interest = new OpenInterest(state);
    for (const market of state.markets.values()) interest.follow(undefined, market);
    for (const [before, after] of state.markets.written()) interest.follow(after, before);
    return interest;
  }

  follow(before: MarketRow | undefined, after: MarketRow | undefined): void {
    if (before !== undefined && before.openLots === after?.openLots && before.mark === after.mark) return;
    const { instrumentId } = (after ?? before)!; // a change has at least one side
    const change = this.#interestOf(after) - this.#interestOf(before);
    if (change === 0n) return;
    const { underlyingId } = mustGet(this.#state.instruments, instrumentId).spec;
    this.#sums.set(underlyingId, (this.#sums.get(underlyingId) ?? 0n) + change);
  }

  /** At the marks and open lots of `state`, which may be a scratch copy of the rows that are followed. Work: what it wrote. */
  atomsOf(state: StateView, underlyingId: number): Atoms {
    let sum = this.#sums.get(underlyingId) ?? 0n;
    for (const [before, after] of state.markets.written()) {
      const { instrumentId } = (after ?? before)!;
      if (mustGet(this.#state.instruments, instrumentId).spec.underlyingId !== underlyingId) continue;
      sum += this.#interestOf(after) - this.#interestOf(before);
    }
    return atoms(sum);
  }

  #interestOf(market: MarketRow | undefined): bigint {
    if (market === undefined || market.mark === null || market.openLots === 0n) return 0n;
    const instrument = mustGet(this.#state.instruments, market.instrumentId);
    return notionalAtoms(instrument, market.openLots, market.mark.priceTicks);
  }
}
