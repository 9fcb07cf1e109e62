/**
 * A map without the engine's ceiling: V8 refuses a `Map` beyond 2^24 entries.
 *
 * @module
 */

/** Half of what one `Map` may hold, so that a part never comes near its ceiling. */
const ENTRIES_A_PART = 2 ** 23;

/**
 * As many maps as the entries need, almost always one.
 *
 * A key stays in its part until it is deleted; a new key goes to the first part with room. Empty parts go. A look-up asks
 * each part in turn: with 20 million entries, three. Which part holds a key never shows.
 */
export class WideMap<K, V> {
  readonly #entriesAPart: number;
  #parts: Map<K, V>[] = [new Map()];
  #size = 0;

  constructor(entriesAPart: number = ENTRIES_A_PART) {
    this.#entriesAPart = entriesAPart;
  }

  get size(): number {
    return this.#size;
  }

  /** How many maps hold the entries; one at least. */
  get parts(): number {
    return this.#parts.length;
  }

  get(key: K): V | undefined {
    if (this.#parts.length === 1) return this.#parts[0]!.get(key);
    return this.#partOf(key)?.get(key);
  }

  has(key: K): boolean {
    return this.#partOf(key) !== undefined;
  }

  set(key: K, value: V): void {
    const part = this.#partOf(key);
    if (part !== undefined) {
      part.set(key, value);
      return;
    }
    this.#size += 1;
    this.#partWithRoom().set(key, value);
  }

  /** True if the key was there. */
  delete(key: K): boolean {
    const part = this.#partOf(key);
    if (part === undefined) return false;
    part.delete(key);
    this.#size -= 1;
    if (part.size === 0 && this.#parts.length > 1) this.#parts = this.#parts.filter((each) => each !== part);
    return true;
  }

  *keys(): IterableIterator<K> {
    for (const part of this.#parts) yield* part.keys();
  }

  #partOf(key: K): Map<K, V> | undefined {
    for (const part of this.#parts) if (part.has(key)) return part;
    return undefined;
  }

  #partWithRoom(): Map<K, V> {
    for (const part of this.#parts) if (part.size < this.#entriesAPart) return part;
    const part = new Map<K, V>();
    this.#parts.push(part);
    return part;
  }
}
