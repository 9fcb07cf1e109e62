/**
 * The kernel's copy of the risk book: only rows that have changed are written again.
 *
 * @module
 */
import type { RiskBook } from "../book/book.ts";
import { SIDE_WIDTH } from "../book/side.ts";
import type { Layout } from "./layout.ts";
import type { KernelMemory } from "./webAssembly.ts";

/** Numbers of an instrument's two side records. */
const RECORDS = 2 * SIDE_WIDTH;

export class BookCopy {
  readonly #memory: KernelMemory;
  #book: RiskBook | undefined;
  /** Revision of each row when it was copied. */
  #revisions = new Float64Array(0);

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** The tables stand elsewhere now: all of them are to be written. */
  forget(): void {
    this.#book = undefined;
  }

  update(layout: Layout, book: RiskBook): void {
    const { buffer } = this.#memory;
    const { capacity, rows } = book;
    if (book !== this.#book) this.#revisions = new Float64Array(capacity);
    this.#book = book;
    this.#copyRows(layout, book);
    new Uint8Array(buffer, layout.kind, capacity).set(book.kind);
    new Int32Array(buffer, layout.underlying, capacity).set(book.underlying);
    new Int32Array(buffer, layout.bucket, capacity).set(book.bucket);
    new Float64Array(buffer, layout.mark, capacity).set(rows.markAtoms);
    new Float64Array(buffer, layout.strike, capacity).set(rows.strikeAtoms);
    new Float64Array(buffer, layout.atomsPerPoint, capacity).set(rows.atomsPerPoint);
  }

  #copyRows(layout: Layout, { capacity, rows, sides, revisions }: RiskBook): void {
    const { buffer } = this.#memory;
    const { stride } = rows;
    const pnl = new Float64Array(buffer, layout.pnl, capacity * stride);
    const records = new Float64Array(buffer, layout.sides, capacity * RECORDS);
    for (let instrument = 0; instrument < capacity; instrument += 1) {
      if (revisions[instrument] === this.#revisions[instrument]) continue;
      this.#revisions[instrument] = revisions[instrument]!;
      const unit = 1 << rows.shift[instrument]!; // shifts are at most 20
      for (let at = instrument * stride; at < (instrument + 1) * stride; at += 1) pnl[at] = rows.pnl[at]! * unit;
      for (let at = instrument * RECORDS; at < (instrument + 1) * RECORDS; at += 1) records[at] = sides[at]!;
    }
  }
}
