/**
 * What everybody together holds of each underlying, and the twentieth of it that initial margin's liquidity rate counts at
 * least, so that a hundred names pay nearly what one does (MARG-103).
 *
 * A running sum over the segment's listings, long and short lots together, in whole numbers: it follows open lots one by one,
 * and is the same after a restart.
 *
 * @module
 */
import { divUp } from "@novate/num";
import { INTEREST_WIDTH, type Interest, type Interests, type RiskBook } from "@novate/risk";
import { atomsToNumber } from "../../gate/units.ts";
import { mustGet, type StateView } from "../../state/state.ts";

/** Of a segment's book: its rows, and where an instrument stands among them. */
interface Rows {
  readonly book: RiskBook;
  indexOf(instrumentId: number): number;
}

/** A contract as the sums have it: its lots on one side, and what one holds of delta and of vega. */
interface Counted {
  lots: bigint;
  readonly underlying: number;
  readonly deltaAtoms: bigint;
  readonly vegaAtoms: bigint;
}

/** A twentieth of long and short lots together is a tenth of either side. */
const PART_OF_A_SIDE = 10n;

export class Crowd {
  readonly #rows: Rows;
  readonly #counted = new Map<number, Counted>();
  /** Σ open lots × |delta| and × |vega shock| of one side, by dense underlying. */
  readonly #delta: bigint[] = [];
  readonly #vega: bigint[] = [];
  readonly #stale = new Set<number>();
  #least = new Float64Array(0);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The instrument's row was priced, or its open lots changed. */
  expire(instrumentId: number): void {
    this.#stale.add(instrumentId);
  }

  /** Counts anew what is stale. Work: its contracts. */
  count(state: StateView): void {
    for (const instrumentId of this.#stale) this.#count(state, instrumentId);
    this.#stale.clear();
  }

  #count(state: StateView, instrumentId: number): void {
    const { book } = this.#rows;
    const index = this.#rows.indexOf(instrumentId);
    const before = this.#counted.get(instrumentId);
    if (before !== undefined) this.#add(before, -before.lots);
    const after = {
      lots: mustGet(state.markets, instrumentId).openLots as bigint,
      underlying: book.underlying[index]!,
      deltaAtoms: magnitude(book.rows.deltaAtoms[index]!),
      vegaAtoms: magnitude(book.rows.vegaShockAtoms[index]!),
    };
    this.#counted.set(instrumentId, after);
    this.#add(after, after.lots);
  }

  #add({ underlying, deltaAtoms, vegaAtoms }: Counted, lots: bigint): void {
    this.#delta[underlying] = (this.#delta[underlying] ?? 0n) + lots * deltaAtoms;
    this.#vega[underlying] = (this.#vega[underlying] ?? 0n) + lots * vegaAtoms;
    const width = this.#rows.book.underlyingCount * INTEREST_WIDTH;
    if (this.#least.length !== width)
      this.#least = Float64Array.from({ length: width }, (_, at) => this.#least[at] ?? 0);
    write(this.#least, underlying, this.#delta[underlying]!, this.#vega[underlying]!);
  }

  /**
   * The interests of an account whose clones hold `maintenance`, at the open lots of `state`, which may be a scratch copy.
   * Work: what the copy wrote, and the underlyings where either is not the rows' own.
   */
  interestsOf(state: StateView, maintenance: Interest): Interests {
    const moved = this.#movedIn(state);
    const isShared = maintenance.values.length > 0;
    if (moved.size === 0 && !isShared) return { maintenance, initial: { values: this.#least, offset: 0 } };
    const values = this.#least.slice();
    for (const [underlying, [delta, vega]] of moved)
      write(values, underlying, this.#delta[underlying]! + delta, this.#vega[underlying]! + vega);
    if (isShared)
      for (let at = 0; at < values.length; at += 1)
        values[at] = Math.max(values[at]!, maintenance.values[maintenance.offset + at]!);
    return { maintenance, initial: { values, offset: 0 } };
  }

  /** What a scratch copy changes of the sums, by underlying. */
  #movedIn(state: StateView): Map<number, [delta: bigint, vega: bigint]> {
    const moved = new Map<number, [bigint, bigint]>();
    for (const [before, after] of state.markets.written()) {
      const counted = this.#counted.get((after ?? before)!.instrumentId);
      if (counted === undefined) continue;
      const lots = (after?.openLots ?? 0n) - counted.lots;
      if (lots === 0n) continue;
      const [delta, vega] = moved.get(counted.underlying) ?? [0n, 0n];
      moved.set(counted.underlying, [delta + lots * counted.deltaAtoms, vega + lots * counted.vegaAtoms]);
    }
    return moved;
  }
}

const magnitude = (value: number): bigint => BigInt(Math.abs(value));

function write(values: Float64Array, underlying: number, delta: bigint, vega: bigint): void {
  const at = underlying * INTEREST_WIDTH;
  values[at] = values[at + 1] = atomsToNumber(divUp(delta, PART_OF_A_SIDE));
  values[at + 2] = values[at + 3] = atomsToNumber(divUp(vega, PART_OF_A_SIDE));
}

/** Underlyings in which a scratch copy changed a market. */
export const underlyingsWritten = ({ markets, instruments }: StateView): number[] =>
  [...markets.written()].map(
    ([before, after]) => mustGet(instruments, (after ?? before)!.instrumentId).spec.underlyingId,
  );
