/**
 * Room for the entries of many rows in one allocation: a price makes hundreds of rows at once, and an array each is what
 * the garbage collector spends its time on.
 *
 * @module
 */

const ROWS = 64;

export class RowSlab {
  readonly #columns: number;
  #room = new Int32Array(0);
  #used = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Zeros for the next row, its own for good. */
  take(): Int32Array {
    if (this.#used === this.#room.length) {
      this.#room = new Int32Array(ROWS * this.#columns);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += this.#columns;
    return this.#room.subarray(from, this.#used);
  }
}
