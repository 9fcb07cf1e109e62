/**
 * Rows that end at a known time, by the second of their end, and the events that remove them (INV-027).
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@novate/num";
import { MinHeap, WideMap } from "@novate/stdx";
import { NONCE_MEMORY_MS } from "../state/lifetimes.ts";
import type { State } from "../state/state.ts";

export type Forgotten = EventOf<
  "OrderForgotten" | "TradeForgotten" | "KeyForgotten" | "MandateForgotten" | "ExitForgotten" | "NonceForgotten"
>;

/** A lapsed key or mandate answers for a day that it has lapsed, rather than that there is none (ACC-039). */
export const GRANT_MEMORY_MS = DAY_MS;

/** After its hour and a day nothing that came in is fresh, and every window that its row speaks of has ended (WDR-022). */
const EXIT_MEMORY_MS = HOUR_MS + DAY_MS;

/** What makes a table's rows end. */
interface Ending<Row> {
  endsAtMs(row: Row): number;
  event(row: Row): Forgotten;
}

type EndingTable = "orders" | "trades" | "keys" | "mandates" | "exits" | "nonces";
type RowIn<T extends EndingTable> = State[T] extends { at(slot: number): infer Row | undefined } ? Row : never;

const ENDINGS: { readonly [T in EndingTable]: Ending<RowIn<T>> } = {
  orders: {
    endsAtMs: ({ expiresAtMs }) => expiresAtMs,
    event: ({ accountId, digest }) => ({ type: "OrderForgotten", accountId, orderDigest: digest }),
  },
  trades: {
    endsAtMs: ({ forgetAtMs }) => forgetAtMs,
    event: ({ venueId, reference }) => ({ type: "TradeForgotten", venueId, reference }),
  },
  keys: {
    endsAtMs: ({ validUntilMs }) => validUntilMs + GRANT_MEMORY_MS,
    event: ({ accountId, key }) => ({ type: "KeyForgotten", accountId, key }),
  },
  mandates: {
    endsAtMs: ({ validUntilMs }) => validUntilMs + GRANT_MEMORY_MS,
    event: ({ accountId, venueId }) => ({ type: "MandateForgotten", accountId, venueId }),
  },
  exits: {
    endsAtMs: ({ touchedAtMs }) => touchedAtMs + EXIT_MEMORY_MS,
    event: ({ accountId, assetId }) => ({ type: "ExitForgotten", accountId, assetId }),
  },
  nonces: {
    endsAtMs: ({ usedAtMs }) => usedAtMs + NONCE_MEMORY_MS,
    event: ({ signer }) => ({ type: "NonceForgotten", signer }),
  },
};
/** In the order of places. */
export const ENDING_TABLES = Object.keys(ENDINGS) as readonly EndingTable[];
const TABLES = ENDING_TABLES;

/** The second whose end is not before the row's: it has passed as a whole when its rows are forgotten. */
const secondOf = (endsAtMs: number): number => Math.ceil(endsAtMs / SECOND_MS);

/** A row's place as one number. */
const placeOf = (table: number, slot: number): number => slot * TABLES.length + table;

/**
 * A set of places a second. Slots are a function of the rows, so the order of forgetting is too.
 *
 * A second that has come is sorted once, by place; until its last row is gone nothing joins it.
 */
export class Expiries {
  readonly #state: State;
  readonly #places = new Map<number, WideMap<number, true>>();
  #seconds = new MinHeap<number>((left, right) => left - right);
  /** Places of the second at hand, descending, so that the next is popped. */
  #due: { readonly second: number; readonly places: Float64Array; left: number } | null = null;
  #made = 0;

  constructor(state: State) {
    this.#state = state;
    for (const [index, name] of TABLES.entries()) this.#follow(index, name);
    this.#made = 0;
  }

  /** Rows that came since the last call. */
  takeMade(): number {
    const made = this.#made;
    this.#made = 0;
    return made;
  }

  /** Takes at most `limit` rows whose second has passed by `timeMs`, oldest second first; the caller removes them. */
  *take(timeMs: number, limit: number): IterableIterator<Forgotten> {
    for (let taken = 0; taken < limit; ) {
      this.#due ??= this.#nextSecond(timeMs);
      if (this.#due === null) return;
      const { second, places } = this.#due;
      if (this.#due.left === 0) {
        this.#due = null;
        continue;
      }
      this.#due.left -= 1;
      const event = this.#eventAt(places[this.#due.left]!, second);
      if (event === null) continue; // it went or was renewed meanwhile
      taken += 1;
      yield event;
    }
  }

  #follow<T extends EndingTable>(index: number, name: T): void {
    const { endsAtMs } = ENDINGS[name] as Ending<RowIn<T>>;
    this.#state[name].observe((before, after, slot) => {
      // The observer is told of rows of its own table.
      const [from, to] = [before, after].map((row) =>
        row === undefined ? null : secondOf(endsAtMs(row as RowIn<T>)),
      ) as [number | null, number | null];
      if (from === null && to !== null) this.#made += 1;
      if (from === to) return;
      if (from !== null) this.#leave(from, placeOf(index, slot));
      if (to !== null) this.#join(to, placeOf(index, slot));
    });
  }

  #join(second: number, place: number): void {
    const known = this.#places.get(second);
    if (known !== undefined) {
      known.set(place, true);
      return;
    }
    const places = new WideMap<number, true>();
    places.set(place, true);
    this.#places.set(second, places);
    this.#seconds.push(second);
  }

  #leave(second: number, place: number): void {
    const places = this.#places.get(second);
    if (places === undefined) return; // its second is due: the place is passed over
    places.delete(place);
    if (places.size > 0) return;
    this.#places.delete(second);
    // Seconds without rows stay in the heap for a while; when they outnumber the others, it is built anew.
    if (this.#seconds.size < 2 * this.#places.size + 1_024) return;
    this.#seconds = new MinHeap<number>((left, right) => left - right);
    for (const each of this.#places.keys()) this.#seconds.push(each);
  }

  /** Opens the oldest second that has passed, or null. */
  #nextSecond(timeMs: number): { second: number; places: Float64Array; left: number } | null {
    for (;;) {
      const second = this.#seconds.peek();
      if (second === undefined || second * SECOND_MS > timeMs) return null;
      this.#seconds.pop();
      const rows = this.#places.get(second);
      if (rows === undefined) continue;
      this.#places.delete(second);
      const places = Float64Array.from(rows.keys()).sort().reverse();
      return { second, places, left: places.length };
    }
  }

  #eventAt(place: number, second: number): Forgotten | null {
    const name = TABLES[place % TABLES.length]!;
    const row = this.#state[name].at(Math.floor(place / TABLES.length));
    const ending = ENDINGS[name] as Ending<unknown>; // the row is the table's own
    return row !== undefined && secondOf(ending.endsAtMs(row)) === second ? ending.event(row) : null;
  }
}
