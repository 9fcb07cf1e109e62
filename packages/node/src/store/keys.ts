/**
 * The layout of the store: one prefix byte a kind of record, then big-endian numbers, so that order of keys is order of heights.
 *
 * | prefix | key                   | value                                   |
 * | ------ | --------------------- | --------------------------------------- |
 * | `m`    | name                  | the store's format; the head            |
 * | `h`    | height                | block header                            |
 * | `b`    | height                | transactions of the block               |
 * | `r`    | table, slot           | state row                               |
 * | `t`    | transaction hash      | height and index                        |
 * | `c`    | height, page          | receipts of the block                   |
 * | `e`    | height, page          | events of the block                     |
 * | `a`    | account, height       | which events of the block touch it      |
 * | `x`    | height                | accounts and hashes of the block's `a`, `t` |
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { putWord, shortLived, wordAt } from "../bytes.ts";

const PREFIX = {
  meta: 0x6d,
  header: 0x68,
  block: 0x62,
  row: 0x72,
  transaction: 0x74,
  receipts: 0x63,
  events: 0x65,
  account: 0x61,
  index: 0x78,
};
export type RecordKind = keyof typeof PREFIX;

const putNumber = (key: Uint8Array, offset: number, value: number): void => {
  assert(Number.isSafeInteger(value) && value >= 0, "store: a key's number is not a safe non-negative integer");
  putWord(key, offset, Math.floor(value / 2 ** 32));
  putWord(key, offset + 4, value);
};

/** The eight-byte number at `offset` of a key. */
export const numberAt = (key: Uint8Array, offset: number): number =>
  wordAt(key, offset) * 2 ** 32 + wordAt(key, offset + 4);

/** Builds a key from numbers, eight bytes each. */
export function keyOf(kind: RecordKind, ...numbers: readonly number[]): Uint8Array {
  const key = shortLived(1 + 8 * numbers.length);
  key[0] = PREFIX[kind];
  for (let index = 0; index < numbers.length; index++) putNumber(key, 1 + 8 * index, numbers[index]!);
  return key;
}

/** Builds a key from bytes. */
export function keyOfBytes(kind: "meta" | "transaction", bytes: Uint8Array): Uint8Array {
  const key = shortLived(1 + bytes.length);
  key[0] = PREFIX[kind];
  key.set(bytes, 1);
  return key;
}

/** The half-open range of all keys that begin with this kind and these numbers. */
export function rangeOf(kind: RecordKind, ...numbers: readonly number[]): { gte: Uint8Array; lt: Uint8Array } {
  const gte = keyOf(kind, ...numbers);
  const lt = gte.slice();
  for (let index = lt.length - 1; index >= 0; index--) {
    lt[index] = (lt[index]! + 1) & 0xff;
    if (lt[index] !== 0) break;
  }
  return { gte, lt };
}
