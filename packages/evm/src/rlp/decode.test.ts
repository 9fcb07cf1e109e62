/** Goal: an item has one encoding, and every other byte string is refused by name. Method: tables. */
import { type Hex, hexToBytes } from "@novate/codec";
import { expect, test } from "vitest";
import { decodeRlp, MAX_RLP_BYTES, MAX_RLP_DEPTH, type RlpFault } from "./decode.ts";
import { encodeRlp } from "./encode.ts";
import type { RlpItem } from "./item.ts";

const hex = (digits: string): Uint8Array => hexToBytes(`0x${digits}` as Hex);
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

const encodings: readonly [name: string, digits: string, item: RlpItem][] = [
  ["the empty string", "80", hex("")],
  ["zero as a byte", "00", hex("00")],
  ["a byte that is itself", "7f", hex("7f")],
  ["a byte that is not", "8180", hex("80")],
  ["dog", "83646f67", ascii("dog")],
  ["a string of 55", `b7${"61".repeat(55)}`, hex("61".repeat(55))],
  ["a string of 56", `b838${[...ascii(lorem)].map((byte) => byte.toString(16)).join("")}`, ascii(lorem)],
  ["a string of 256", `b90100${"00".repeat(256)}`, hex("00".repeat(256))],
  ["the empty list", "c0", []],
  ["cat and dog", "c88363617483646f67", [ascii("cat"), ascii("dog")]],
  ["three as sets", "c7c0c1c0c3c0c1c0", [[], [[]], [[], [[]]]]],
  ["a list of 55", `f7${"01".repeat(55)}`, Array<RlpItem>(55).fill(hex("01"))],
  ["a list of 56", `f838${"01".repeat(56)}`, Array<RlpItem>(56).fill(hex("01"))],
];

test.each(encodings)("%s has its encoding, both ways", (_, digits, item) => {
  expect(encodeRlp(item)).toEqual(hex(digits));
  expect(decodeRlp(hex(digits))).toEqual({ ok: true, value: item });
});

const refused: readonly [fault: RlpFault, name: string, digits: string][] = [
  ["Overrun", "nothing", ""],
  ["Overrun", "a string cut short", "83646f"],
  ["Overrun", "a prefix with no length", "b8"],
  ["Overrun", "half a length", "b901"],
  ["Overrun", "a string of 2^64 − 1", "bfffffffffffffffff"],
  ["Overrun", "a list of 2^64 − 1", "ffffffffffffffffff"],
  ["Overrun", "a list cut short", "c8836361748364"],
  ["Overrun", "a string that leaves its list", "c28363617400"],
  ["Overrun", "a list that leaves its list, with bytes after it", "c2c26162"],
  ["Overrun", "a length that leaves its list", "c1b83800"],
  ["TrailingBytes", "a second item", "c0c0"],
  ["TrailingBytes", "a zero behind the string", "83646f6700"],
  ["LengthNotMinimal", "a string of 55 in the long form", `b837${"61".repeat(55)}`],
  ["LengthNotMinimal", "a list of none in the long form", "f800"],
  ["LengthNotMinimal", "a length with a leading zero", `b90038${"61".repeat(56)}`],
  ["LengthNotMinimal", "a list's length with a leading zero", `f90038${"01".repeat(56)}`],
  ["ByteNotItself", "a byte below 0x80 behind a prefix", "817f"],
  ["ByteNotItself", "the same inside a list", "c28100"],
];

test.each(refused)("%s: %s", (fault, _, digits) => {
  expect(decodeRlp(hex(digits))).toEqual({ ok: false, fault });
});

test("lists may nest to the limit and no deeper", () => {
  const nested = (depth: number): RlpItem => (depth === 1 ? [] : [nested(depth - 1)]);
  expect(decodeRlp(encodeRlp(nested(MAX_RLP_DEPTH))).ok).toBe(true);
  expect(decodeRlp(encodeRlp(nested(MAX_RLP_DEPTH + 1)))).toEqual({ ok: false, fault: "TooDeep" });
  expect(decodeRlp(new Uint8Array(MAX_RLP_BYTES).fill(0xc1)).ok).toBe(false);
});

test("an input may have its greatest length and no more, whatever it holds", () => {
  const full = encodeRlp(Array<RlpItem>(MAX_RLP_BYTES - 4).fill(new Uint8Array(0)));
  expect(full.length).toBe(MAX_RLP_BYTES);
  const decoded = decodeRlp(full);
  expect(decoded.ok && encodeRlp(decoded.value)).toEqual(full);
  expect(decodeRlp(encodeRlp(new Uint8Array(MAX_RLP_BYTES)))).toEqual({ ok: false, fault: "TooLarge" });
});
