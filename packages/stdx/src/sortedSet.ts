/**
 * Items kept in order while they come and go, so that the first few of many are read without a look at the others.
 *
 * @module
 */

/** Items of one chunk; a chunk that is fuller is cut in two. */
const CHUNK = 256;

/** `compare` must be total: two items that compare equal are the same item. */
export class SortedSet<T> {
  readonly #compare: (left: T, right: T) => number;
  /** Ascending within and across; none is empty. */
  readonly #chunks: T[][] = [];
  #size = 0;

  constructor(compare: (left: T, right: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds an item, or replaces the one that compares equal. Work: O(log n) comparisons, and a shift within a chunk. */
  add(item: T): void {
    const chunk = this.#chunks[this.#chunkOf(item)];
    if (chunk === undefined) {
      this.#append(item);
      return;
    }
    const at = this.#placeIn(chunk, item);
    if (at < chunk.length && this.#compare(chunk[at]!, item) === 0) {
      chunk[at] = item;
      return;
    }
    chunk.splice(at, 0, item);
    this.#size += 1;
    this.#cut(chunk);
  }

  /** Removes the item that compares equal; whether there was one. */
  delete(item: T): boolean {
    const index = this.#chunkOf(item);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return false;
    const at = this.#placeIn(chunk, item);
    if (at === chunk.length || this.#compare(chunk[at]!, item) !== 0) return false;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.#chunks.splice(index, 1);
    this.#size -= 1;
    return true;
  }

  /** Whether an item compares equal. */
  has(item: T): boolean {
    const chunk = this.#chunks[this.#chunkOf(item)];
    const found = chunk?.[this.#placeIn(chunk, item)];
    return found !== undefined && this.#compare(found, item) === 0;
  }

  /** The least item above `item`, which need not be there; undefined if none is. */
  above(item: T): T | undefined {
    const index = this.#chunkOf(item);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return undefined;
    const at = this.#placeIn(chunk, item);
    const isThere = this.#compare(chunk[at]!, item) === 0; // the chunk's last item is not before it
    return chunk[isThere ? at + 1 : at] ?? this.#chunks[index + 1]?.[0];
  }

  /** Ascending. The set must not change while it is read. */
  *[Symbol.iterator](): IterableIterator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** Beyond the last: most items come in order. */
  #append(item: T): void {
    const last = this.#chunks.at(-1);
    if (last === undefined) this.#chunks.push([item]);
    else {
      last.push(item);
      this.#cut(last);
    }
    this.#size += 1;
  }

  #cut(chunk: T[]): void {
    if (chunk.length <= CHUNK) return;
    const upper = chunk.splice(chunk.length >> 1);
    this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, upper);
  }

  /** The first chunk whose last item is not before `item`; beyond the end if there is none. */
  #chunkOf(item: T): number {
    let [low, high] = [0, this.#chunks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#chunks[middle]!.at(-1)!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(chunk: readonly T[], item: T): number {
    let [low, high] = [0, chunk.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(chunk[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
