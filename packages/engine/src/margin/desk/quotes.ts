/**
 * What one lot of each instrument is worth right now, looked up once for all the accounts that hold it.
 *
 * @module
 */
import type { InstrumentRow, MarketRow, Position } from "@novate/codec";
import { divUp } from "@novate/num";
import { atomsToNumber, lotsToNumber } from "../../gate/units.ts";
import { isPositionKnown } from "../../ledger/known.ts";
import { markTicksOf } from "../../ledger/mark.ts";
import { INDEX_SCALE } from "../../ledger/position.ts";
import { mustGet, type StateView } from "../../state/state.ts";

interface Quote {
  readonly instrument: InstrumentRow;
  readonly market: MarketRow;
  /** Settlement atoms per lot at the mark. */
  readonly lotAtoms: bigint;
  /** The same for float64 sums; those that are not exact show by their size. */
  readonly lotNumber: number;
  /** Whether its positions may be acted on at the mark. */
  readonly isKnown: boolean;
}

/** Unvested gains and notional of some positions, in settlement atoms. */
export interface PositionTotals {
  unvestedAtoms: bigint;
  notionalAtoms: bigint;
}

export class Quotes {
  readonly #state: StateView;
  readonly #quotes = new Map<number, Quote>();

  constructor(state: StateView) {
    this.#state = state;
  }

  /** The instrument's mark or funding moved. */
  expire(instrumentId: number): void {
    this.#quotes.delete(instrumentId);
  }

  /** Rows of any instrument may be others. */
  clear(): void {
    this.#quotes.clear();
  }

  /** Sums value − cost − funding owed, and |value|, over the positions: exact. */
  totalsOf(positions: readonly Position[]): PositionTotals {
    let unvestedAtoms = 0n;
    let notionalAtoms = 0n;
    for (const position of positions) {
      const quote = this.#quoteOf(position.instrumentId);
      const value = position.lots * quote.lotAtoms;
      const index = quote.market.fundingIndexE6 - position.fundingIndexE6;
      const funding = index === 0n ? 0n : divUp(position.lots * index, INDEX_SCALE);
      unvestedAtoms += value - position.costAtoms - funding;
      notionalAtoms += value < 0n ? -value : value;
    }
    return { unvestedAtoms, notionalAtoms };
  }

  /**
   * Unvested gains of {@link totalsOf} at this instant's mark, as a float64 that holds them exactly; NaN where it may not.
   *
   * Every term is a whole number. While their magnitudes add up to less than 2^53, so does each product and partial sum,
   * and none is rounded; and a sum of magnitudes that was rounded down to below 2^53 is one that is below it.
   */
  exactUnvestedOf(positions: readonly Position[]): number {
    let sum = 0;
    let gross = 0;
    for (const { instrumentId, lots, costAtoms, fundingIndexE6 } of positions) {
      const { lotNumber, market } = this.#quoteOf(instrumentId);
      const value = lotsToNumber(lots) * lotNumber;
      const cost = atomsToNumber(costAtoms);
      sum += value - cost;
      gross += Math.abs(value) + Math.abs(cost);
      if (market.fundingIndexE6 === fundingIndexE6) continue;
      const funding = atomsToNumber(divUp(lots * (market.fundingIndexE6 - fundingIndexE6), INDEX_SCALE));
      sum -= funding;
      gross += Math.abs(funding);
    }
    return gross < Number.MAX_SAFE_INTEGER ? sum : Number.NaN;
  }

  /** Whether the position may be acted on at its mark (INV-013). */
  isKnown = ({ instrumentId }: Position): boolean => this.#quoteOf(instrumentId).isKnown;

  #quoteOf(instrumentId: number): Quote {
    let quote = this.#quotes.get(instrumentId);
    if (quote === undefined) {
      const instrument = mustGet(this.#state.instruments, instrumentId);
      const market = mustGet(this.#state.markets, instrumentId);
      const lotAtoms = markTicksOf(market) * instrument.spec.tickValueAtoms;
      const isKnown = isPositionKnown(this.#state, { instrumentId });
      quote = { instrument, market, lotAtoms, lotNumber: atomsToNumber(lotAtoms), isKnown };
      this.#quotes.set(instrumentId, quote);
    }
    return quote;
  }
}
