/**
 * Positions that belong together, chained in their own order: so that a step over one underlying walks over its positions
 * alone, and not over the whole account once for each underlying.
 *
 * @module
 */

/** No position. */
export const NONE = -1;

export class Chains {
  /** By chain, its first position and its last; by position, the next of its chain. Positions count from the account's first. */
  first = new Int32Array(0);
  #last = new Int32Array(0);
  next = new Int32Array(0);

  /** Makes room for the positions of one account, each of which may be a chain of its own. */
  reset(positionCount: number): void {
    if (this.next.length >= positionCount) return;
    const room = Math.max(2 * positionCount, 32);
    this.first = new Int32Array(room);
    this.#last = new Int32Array(room);
    this.next = new Int32Array(room);
  }

  /** The chain holds nothing yet. */
  open(chain: number): void {
    this.first[chain] = NONE;
  }

  /** Puts a position at the end of the chain. */
  add(chain: number, position: number): void {
    if (this.first[chain] === NONE) this.first[chain] = position;
    else this.next[this.#last[chain]!] = position;
    this.#last[chain] = position;
    this.next[position] = NONE;
  }
}
