/**
 * A call's data as a contract reads it: who encodes it chooses where its parts stand, in any order, one over another, before what points
 * at them. A decoder of strict form would refuse what a vault took.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { ChainError } from "../rpc/failure.ts";

/** Words of 32 bytes that the lists of a call have together at most: those of a hundred steps between the largest sets. */
const MOST_WORDS = 65_536;
const WORD = 32n;

export class CallData {
  readonly #digits: string;
  readonly #size: bigint;
  #left = MOST_WORDS;

  constructor(data: Hex) {
    this.#digits = data.slice(2);
    this.#size = BigInt(this.#digits.length) / 2n;
  }

  /** The word at a place in bytes; zeros beyond the end. */
  word(at: bigint): Hex {
    return `0x${this.#digitsFrom(at, 64).padEnd(64, "0")}`;
  }

  uint(at: bigint): bigint {
    return BigInt(this.word(at));
  }

  /** Where a part stands whose distance from `base` is the word at `at`: a distance may wrap around. */
  part(base: bigint, at: bigint): bigint {
    return BigInt.asUintN(256, base + this.uint(at));
  }

  /** Places of a list's elements of a word each, behind its length. Throws `RpcMalformed` for a list that no vault reads. */
  list(at: bigint): bigint[] {
    return Array.from({ length: this.#lengthOf(at, WORD) }, (_, n) => at + WORD * BigInt(n + 1));
  }

  /** Bytes behind their length. Throws as `list`. */
  bytes(at: bigint): Hex {
    return `0x${this.#digitsFrom(at + WORD, 2 * this.#lengthOf(at, 1n))}`;
  }

  #lengthOf(at: bigint, width: bigint): number {
    const length = this.uint(at);
    const words = (length * width + WORD - 1n) / WORD;
    const isInside = length === 0n || at + WORD + length * width <= this.#size;
    if (!isInside || words > BigInt(this.#left)) throw new ChainError("RpcMalformed", `a call has a list of ${length}`);
    this.#left -= Number(words);
    return Number(length);
  }

  #digitsFrom(at: bigint, count: number): string {
    if (at >= this.#size) return "";
    const from = 2 * Number(at);
    return this.#digits.slice(from, from + count);
  }
}
