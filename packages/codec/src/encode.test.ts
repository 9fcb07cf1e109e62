/** Goal: each malformed byte string is refused where it is wrong, and no value out of range is ever written. Method: tables. */
import { AssertionFailed } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { decode, encode } from "./encode.ts";
import * as f from "./field/index.ts";
import { type Hex, hexToBytes } from "./hex.ts";

const one = <T>(field: f.Field<T>) => f.struct("One", { value: field });
const Pair = f.struct("Pair", { left: f.text(4), right: f.text(4) });
const Choice = f.tagged("Choice", { Small: [3, one(f.u8)], Bare: [7, f.empty("Bare")], Text: [250, one(f.text(2))] });

const refused: readonly [what: string, field: f.Field<unknown>, bytes: Hex, code: f.CodecErrorCode, path: string][] = [
  ["no bytes", one(f.u8), "0x", "BadLayout", ""],
  ["a byte too many", one(f.u8), "0x0102", "BadLayout", ""],
  ["a boolean of 2", one(f.bool), "0x02", "BadLayout", "value"],
  ["a time above 2^53 − 1", one(f.timeMs), "0x0000000000002000", "OutOfRange", "value"],
  ["the greatest uint64 as time", one(f.timeMs), "0xffffffffffffffff", "OutOfRange", "value"],
  ["bytes over the limit", one(f.bytesUpTo(1)), "0x04000000aabb", "WrongLength", "value"],
  ["text over the limit", one(f.text(1)), "0x040000006161", "WrongLength", "value"],
  ["a broken character", one(f.text(4)), "0x04000000c3", "NotUtf8", "value"],
  ["an overlong character", one(f.text(4)), "0x04000000c0af", "NotUtf8", "value"],
  ["a surrogate in UTF-8", one(f.text(4)), "0x04000000eda080", "NotUtf8", "value"],
  ["an offset into the fixed part", one(f.text(4)), "0x0000000061", "BadLayout", ""],
  ["an offset that leaves a gap", one(f.text(4)), "0x050000006161", "BadLayout", ""],
  ["an offset past the end", Pair, "0x08000000ff000000", "BadLayout", ""],
  ["offsets that go back", Pair, "0x0a0000000800000061", "BadLayout", ""],
  ["half an offset", Pair, "0x080000", "BadLayout", ""],
  ["half an element", one(f.list(f.u16, 2)), "0x04000000aa", "BadLayout", "value"],
  ["an element too many", one(f.list(f.u8, 2)), "0x04000000aabbcc", "WrongLength", "value"],
  ["a table of offsets cut short", one(f.list(f.text(4), 2)), "0x0400000004", "BadLayout", "value"],
  ["a first offset of zero", one(f.list(f.text(4), 2)), "0x0400000000000000", "BadLayout", "value"],
  ["a first offset between elements", one(f.list(f.text(4), 2)), "0x04000000050000006161", "BadLayout", "value"],
  ["element offsets that go back", one(f.list(f.text(4), 2)), "0x040000000800000007000000", "BadLayout", "value[1]"],
  ["an element offset past the end", one(f.list(f.text(4), 2)), "0x040000000800000009000000", "BadLayout", "value[1]"],
  ["two of an optional", one(f.optional(f.u8)), "0x040000000101", "WrongLength", "value"],
  ["no selector", Choice, "0x", "BadLayout", ""],
  ["an unknown selector", Choice, "0x0000", "UnknownVariant", ""],
  ["a selector alone", Choice, "0x03", "BadLayout", ""],
  ["a variant with a byte too many", Choice, "0x030000", "BadLayout", ""],
  ["a byte after a variant of no fields", Choice, "0x0700", "BadLayout", ""],
  ["a fault inside a variant", Choice, "0xfa0400000061616161", "WrongLength", "value"],
  [
    "a fault deep inside",
    one(f.list(Choice, 2)),
    "0x0400000004000000fa0400000061616161",
    "WrongLength",
    "value[0].value",
  ],
];

describe("refuses to decode", () => {
  test.each(refused)("%s", (_, field, bytes, code, path) => {
    const decoded = decode(field, hexToBytes(bytes));
    expect(decoded.ok).toBe(false);
    expect(!decoded.ok && { code: decoded.error.code, path: decoded.error.path }).toEqual({ code, path });
  });

  test("a view into a larger buffer is read in its own bounds", () => {
    const whole = Uint8Array.of(9, 9, 7, 9);
    expect(decode(one(f.u8), whole.subarray(2, 3))).toEqual({ ok: true, value: { value: 7 } });
    expect(decode(one(f.u16), whole.subarray(2, 3)).ok).toBe(false);
  });

  test("a variant of no fields is its selector, alone or inside a list", () => {
    expect(encode(Choice, { type: "Bare" })).toEqual(Uint8Array.of(7));
    expect(decode(Choice, Uint8Array.of(7))).toEqual({ ok: true, value: { type: "Bare" } });
    const field = one(f.list(Choice, 3));
    const value = { value: [{ type: "Bare" }, { type: "Small", value: 5 }, { type: "Bare" }] as const };
    expect(decode(field, encode(field, value))).toEqual({ ok: true, value });
  });

  test("a byte order mark is part of the text", () => {
    const field = one(f.text(4));
    expect(decode(field, encode(field, { value: "\ufeffa" }))).toEqual({ ok: true, value: { value: "\ufeffa" } });
  });
});

const unwritable: readonly [what: string, write: () => unknown][] = [
  ["256 as u8", () => encode(one(f.u8), { value: 256 })],
  ["a fraction", () => encode(one(f.u32), { value: 0.5 })],
  ["a time that is not exact", () => encode(one(f.timeMs), { value: 2 ** 53 })],
  ["2^64 as u64", () => encode(one(f.u64), { value: 2n ** 64n })],
  ["−1 as u256", () => encode(one(f.u256), { value: -1n })],
  ["2^63 as i64", () => encode(one(f.i64), { value: 2n ** 63n })],
  ["below −2^127 as i128", () => encode(one(f.i128), { value: -(2n ** 127n) - 1n })],
  ["21 bytes as bytes20", () => encode(one(f.bytes20), { value: `0x${"00".repeat(21)}` })],
  ["bytes without prefix", () => encode(one(f.bytes20), { value: "00".repeat(21) as Hex })],
  ["uppercase bytes", () => encode(one(f.bytesUpTo(1)), { value: "0xAA" })],
  ["wide characters as bytes", () => encode(one(f.bytesUpTo(1)), { value: "0x€€" })],
  ["text too long", () => encode(one(f.text(1)), { value: "é" })],
  ["text longer than any buffer", () => encode(one(f.text(1)), { value: "a".repeat(100_000) })],
  ["half a surrogate pair", () => encode(one(f.text(9)), { value: "\udc00" })],
  ["a list too long", () => encode(one(f.list(f.u8, 1)), { value: [1, 2] })],
  ["an unknown variant", () => encode<{ readonly type: string }>(Choice, { type: "Other" })],
];

describe("asserts rather than writes", () => {
  test.each(unwritable)("%s", (_, write) => {
    expect(write).toThrow(AssertionFailed);
  });

  test.each([
    ["a selector twice", () => f.tagged("T", { A: [1, Pair], B: [1, Pair] })],
    ["a selector of two bytes", () => f.tagged("T", { A: [256, Pair] })],
    ["a variant with a field called type", () => f.tagged("T", { A: [1, f.struct("A", { type: f.u8 })] })],
    ["a struct without fields", () => f.struct("Empty", {})],
    ["a struct name that a wallet could misread", () => f.struct("a b", { x: f.u8 })],
  ] satisfies [string, () => unknown][])("at definition: %s", (_, define) => {
    expect(define).toThrow(AssertionFailed);
  });
});

test("values larger than the scratch buffer are written too", () => {
  const field = one(f.list(f.bytes32, 2_000));
  const value = {
    value: Array.from({ length: 2_000 }, (_, index) => `0x${index.toString(16).padStart(64, "0")}` as Hex),
  };
  const bytes = encode(field, value);
  expect(bytes.length).toBe(4 + 2_000 * 32);
  expect(decode(field, bytes)).toEqual({ ok: true, value });
});

describe("a signed integer is written as itself plus half its range, at and around every power that a fast path may miss", () => {
  const littleEndian = (value: bigint, bytes: number): Uint8Array =>
    Uint8Array.from({ length: bytes }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
  const around = (bits: readonly number[]): bigint[] =>
    bits.flatMap((bit) => [-1n, 0n, 1n].flatMap((step) => [(1n << BigInt(bit)) + step, -(1n << BigInt(bit)) + step]));

  test.each([
    [8, f.i64, around([0, 31, 32, 53, 62])],
    [8, f.i64, [(1n << 63n) - 1n, -(1n << 63n)]],
    [16, f.i128, around([0, 31, 32, 53, 63, 64, 95, 96, 126])],
    [16, f.i128, [(1n << 127n) - 1n, -(1n << 127n)]],
  ] as const)("%i bytes", (bytes, field, values) => {
    for (const value of values) {
      const encoded = encode(field, value);
      expect(encoded).toEqual(littleEndian(value + (1n << BigInt(8 * bytes - 1)), bytes));
      expect(decode(field, encoded)).toEqual({ ok: true, value });
    }
  });
});
