/**
 * A typed table of immutable rows: the truth of the state, with the changes since the last commit.
 *
 * @module
 */
import { SlotAllocator, WideMap } from "@novate/stdx";

/** A row's key: a number where ids are dense, else a string made by the table's key function. */
export type Key = number | string;

/** What `decide` may see of a table. */
export interface TableView<Row> {
  readonly size: number;
  get(key: Key): Row | undefined;
  has(key: Key): boolean;
  /** Rows in slot order, which is a function of the state and not of the process. */
  values(): IterableIterator<Row>;
  /** What a scratch copy wrote over the table below all copies: each row before and after. Of the table itself nothing. */
  written(): IterableIterator<readonly [before: Row | undefined, after: Row | undefined]>;
}

/** A row that a commit must write: `row` null means that the slot is empty again. */
export interface SlotChange<Row> {
  readonly slot: number;
  readonly row: Row | null;
}

/** What `evolve` may do to a table. */
export interface WritableTable<Row> extends TableView<Row> {
  put(row: Row): void;
  delete(key: Key): void;
}

/** Told of every change of a row, so that derived numbers follow. A row keeps its slot while it stands. */
export type RowObserver<Row> = (before: Row | undefined, after: Row | undefined, slot: number) => void;

export class Table<Row> implements WritableTable<Row> {
  readonly #keyOf: (row: Row) => Key;
  readonly #slotOf = new WideMap<Key, number>();
  readonly #rows: (Row | undefined)[] = [];
  readonly #slots = new SlotAllocator();
  readonly #changed = new Set<number>();
  readonly #observers: RowObserver<Row>[] = [];

  constructor(keyOf: (row: Row) => Key) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#slotOf.size;
  }

  get(key: Key): Row | undefined {
    const slot = this.#slotOf.get(key);
    return slot === undefined ? undefined : this.#rows[slot];
  }

  has(key: Key): boolean {
    return this.#slotOf.has(key);
  }

  *written(): IterableIterator<readonly [Row | undefined, Row | undefined]> {}

  /** The row in a slot, or undefined if the slot is empty. */
  at(slot: number): Row | undefined {
    return this.#rows[slot];
  }

  /** The slot that holds the key's row, for proofs. */
  slotOf(key: Key): number | undefined {
    return this.#slotOf.get(key);
  }

  *values(): IterableIterator<Row> {
    for (const row of this.#rows) if (row !== undefined) yield row;
  }

  /** Slots in use, ascending, with their rows. */
  *slots(): IterableIterator<[slot: number, row: Row]> {
    for (const [slot, row] of this.#rows.entries()) if (row !== undefined) yield [slot, row];
  }

  /** The same from a slot on. */
  *slotsFrom(first: number): IterableIterator<[slot: number, row: Row]> {
    for (let slot = first; slot < this.#rows.length; slot++) {
      const row = this.#rows[slot];
      if (row !== undefined) yield [slot, row];
    }
  }

  put(row: Row): void {
    const key = this.#keyOf(row);
    let slot = this.#slotOf.get(key);
    if (slot === undefined) {
      slot = this.#slots.allocate();
      this.#slotOf.set(key, slot);
    }
    const before = this.#rows[slot];
    this.#rows[slot] = row;
    this.#changed.add(slot);
    for (const observe of this.#observers) observe(before, row, slot);
  }

  delete(key: Key): void {
    const slot = this.#slotOf.get(key);
    if (slot === undefined) return;
    const before = this.#rows[slot];
    this.#slotOf.delete(key);
    this.#rows[slot] = undefined;
    while (this.#rows.length > 0 && this.#rows.at(-1) === undefined) this.#rows.pop(); // ends with the last row
    this.#slots.release(slot);
    this.#changed.add(slot);
    for (const observe of this.#observers) observe(before, undefined, slot);
  }

  /** Registers an observer, and tells it of the rows that are there already. */
  observe(observer: RowObserver<Row>): void {
    this.#observers.push(observer);
    for (const [slot, row] of this.slots()) observer(undefined, row, slot);
  }

  /** Puts a row back where a commit had it. */
  restore(slot: number, row: Row): void {
    this.#slots.occupy(slot);
    this.#slotOf.set(this.#keyOf(row), slot);
    while (this.#rows.length < slot) this.#rows.push(undefined);
    this.#rows[slot] = row;
  }

  /** The changes since the last call, in slot order. */
  takeChanges(): SlotChange<Row>[] {
    const slots = [...this.#changed].sort((left, right) => left - right);
    this.#changed.clear();
    return slots.map((slot) => ({ slot, row: this.#rows[slot] ?? null }));
  }
}

/** A scratch copy that reads through to its base and keeps its writes to itself (NOV-007). */
export class TableFork<Row> implements WritableTable<Row> {
  readonly #base: TableView<Row>;
  readonly #keyOf: (row: Row) => Key;
  readonly #written = new Map<Key, Row | null>();

  constructor(base: TableView<Row>, keyOf: (row: Row) => Key) {
    this.#base = base;
    this.#keyOf = keyOf;
  }

  get size(): number {
    let size = this.#base.size;
    for (const [key, row] of this.#written) size += (row === null ? 0 : 1) - (this.#base.has(key) ? 1 : 0);
    return size;
  }

  get(key: Key): Row | undefined {
    const row = this.#written.get(key);
    return row === undefined ? this.#base.get(key) : (row ?? undefined);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  *values(): IterableIterator<Row> {
    for (const row of this.#base.values()) {
      const written = this.#written.get(this.#keyOf(row));
      if (written === undefined) yield row;
      else if (written !== null) yield written;
    }
    for (const [key, row] of this.#written) if (row !== null && !this.#base.has(key)) yield row;
  }

  *written(): IterableIterator<readonly [Row | undefined, Row | undefined]> {
    for (const [before, after] of this.#base.written()) {
      const row = after ?? before;
      if (row === undefined || !this.#written.has(this.#keyOf(row))) yield [before, after];
      else yield [before, this.#written.get(this.#keyOf(row)) ?? undefined];
    }
    const below = new Set([...this.#base.written()].map(([before, after]) => this.#keyOf((after ?? before)!)));
    for (const [key, row] of this.#written) if (!below.has(key)) yield [this.#base.get(key), row ?? undefined];
  }

  put(row: Row): void {
    this.#written.set(this.#keyOf(row), row);
  }

  delete(key: Key): void {
    this.#written.set(key, null);
  }
}
