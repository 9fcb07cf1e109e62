/**
 * Dense numbering: always the smallest number that nobody holds.
 *
 * @module
 */
import { assert } from "./assert.ts";

const FULL_WORD = 0xffffffff;
const MAX_CAPACITY = 1 << 30;

/**
 * Hands out slots 0, 1, 2, … and takes them back. What comes next is a function of the occupied set alone, not of the
 * history, so a process that was rebuilt from the set allocates like one that never stopped.
 *
 * A tree of bitmaps: bit i of level 0 is slot i; bit i of level n + 1 says that word i of level n is full. Every
 * operation takes O(log₃₂ n). At most 2^30 slots.
 */
export class SlotAllocator {
  /** From the slots to the top level, which has a single word in use. Words past an array's end are empty. */
  readonly #levels: Uint32Array[] = [new Uint32Array(1)];
  /** How many slots the levels can tell apart: 32 to the power of their number. */
  #capacity = 32;
  #size = 0;

  /** How many slots are occupied. */
  get size(): number {
    return this.#size;
  }

  isOccupied(slot: number): boolean {
    return slot < this.#capacity && ((this.#levels[0]![slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
  }

  /** Occupies the smallest free slot and returns it. */
  allocate(): number {
    let index = 0;
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const free = ~(this.#levels[level]![index] ?? 0);
      if (free === 0) {
        // Only the top word can be full here; the first slot beyond it is then the smallest.
        index = this.#capacity;
        break;
      }
      index = index * 32 + 31 - Math.clz32(free & -free);
    }
    this.occupy(index);
    return index;
  }

  /** Occupies the given slot, as when a state is rebuilt. Asserts that it is free. */
  occupy(slot: number): void {
    assert(Number.isSafeInteger(slot) && slot >= 0 && slot < MAX_CAPACITY, "slots: outside 0 … 2^30 − 1");
    assert(!this.isOccupied(slot), "slots: occupied twice");
    while (slot >= this.#capacity) this.#addLevel();
    this.#size++;
    let index = slot;
    for (let level = 0; level < this.#levels.length; level++) {
      const words = this.#wordsUpTo(level, index >>> 5);
      words[index >>> 5]! |= 1 << (index & 31);
      if (words[index >>> 5] !== FULL_WORD) break;
      index >>>= 5;
    }
  }

  /** Frees the given slot. Asserts that it is occupied. */
  release(slot: number): void {
    assert(this.isOccupied(slot), "slots: released but not occupied");
    this.#size--;
    let index = slot;
    for (const words of this.#levels) {
      const wasFull = words[index >>> 5] === FULL_WORD;
      words[index >>> 5]! &= ~(1 << (index & 31));
      if (!wasFull) break;
      index >>>= 5;
    }
  }

  #addLevel(): void {
    const top = this.#levels.at(-1)!;
    this.#levels.push(new Uint32Array([top[0] === FULL_WORD ? 1 : 0]));
    this.#capacity *= 32;
  }

  /** The words of a level, grown to hold the given one. */
  #wordsUpTo(level: number, word: number): Uint32Array {
    const words = this.#levels[level]!;
    if (word < words.length) return words;
    const grown = new Uint32Array(Math.max(2 * words.length, word + 1));
    grown.set(words);
    this.#levels[level] = grown;
    return grown;
  }
}
