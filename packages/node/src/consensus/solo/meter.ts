/**
 * How much of a room is taken.
 *
 * @module
 */

/** Infinity where a measure does not count. */
export interface Room {
  readonly transactions: number;
  readonly bytes: number;
  readonly signatures: number;
}

export interface MeterOptions {
  /** What comes first fits, whatever its size. */
  readonly takesFirst?: boolean;
}

export class Meter {
  readonly #room: Room;
  readonly #isExact: boolean;
  readonly #takesFirst: boolean;
  #transactions = 0;
  #bytes = 0;
  #signatures = 0;

  /** Unless `isExact`, something fits as long as nothing is used up: the last one may pass the room. */
  constructor(room: Room, isExact: boolean, { takesFirst = false }: MeterOptions = {}) {
    this.#room = room;
    this.#isExact = isExact;
    this.#takesFirst = takesFirst;
  }

  fits({ bytes, signatures }: Omit<Room, "transactions">): boolean {
    if (this.#takesFirst && this.#transactions === 0) return true;
    const { transactions: mostTransactions, bytes: mostBytes, signatures: mostSignatures } = this.#room;
    if (this.#transactions >= mostTransactions) return false;
    return this.#isExact
      ? this.#bytes + bytes <= mostBytes && this.#signatures + signatures <= mostSignatures
      : this.#bytes < mostBytes && this.#signatures < mostSignatures;
  }

  add({ bytes, signatures }: Omit<Room, "transactions">): void {
    this.#transactions += 1;
    this.#bytes += bytes;
    this.#signatures += signatures;
  }
}
