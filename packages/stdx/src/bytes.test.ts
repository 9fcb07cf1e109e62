/** Goal: one text for one byte string, and nothing else accepted. Method: tables by hand, laws over random bytes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, compareBytes, concatBytes, equalBytes, hexToBytes } from "./bytes.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const anyBytes = fc.uint8Array({ maxLength: 40 });
// Few values and lengths, so that prefixes and equal strings are common.
const similarBytes = fc.array(fc.constantFrom(0, 1, 127, 128, 255), { maxLength: 3 }).map((list) => bytes(...list));

describe("hexadecimal", () => {
  test.each([
    [bytes(), "0x"],
    [bytes(0), "0x00"],
    [bytes(0x09, 0xaf, 0xff, 0x10), "0x09afff10"],
  ])("%s ↔ %s", (value, text) => {
    expect(bytesToHex(value)).toBe(text);
    expect(hexToBytes(text)).toEqual(value);
  });

  test("upper case is read", () => expect(hexToBytes("0xABcd")).toEqual(bytes(0xab, 0xcd)));

  test.each([
    "",
    "0",
    "00",
    "0X00",
    "0x0",
    "0x0g",
    "0xg0",
    "0x 0",
    "0x0:",
    "0x@0",
    "0x/0",
    "0x`0",
    " 0x0",
    "0x00\n0",
    "0x-1",
    "0x0é",
  ])("%j is refused", (text) => expect(hexToBytes(text)).toBeUndefined());

  test("what is written is read back", () => {
    fc.assert(
      fc.property(anyBytes, (value) => {
        expect(hexToBytes(bytesToHex(value))).toEqual(value);
      }),
    );
  });
});

describe("joining and comparing", () => {
  test("parts are joined in order, into a copy", () => {
    const part = bytes(1, 2);
    const joined = concatBytes(part, bytes(), bytes(3));
    expect(joined).toEqual(bytes(1, 2, 3));
    part[0] = 9;
    expect(joined[0]).toBe(1);
    expect(concatBytes()).toEqual(bytes());
  });

  test.each([
    [bytes(), bytes(), 0],
    [bytes(), bytes(0), -1],
    [bytes(1), bytes(1, 0), -1],
    [bytes(127), bytes(128), -1],
    [bytes(2), bytes(1, 255), 1],
    [bytes(5, 6), bytes(5, 6), 0],
  ])("order of %s and %s is %i", (left, right, sign) => {
    expect(Math.sign(compareBytes(left, right))).toBe(sign);
    expect(Math.sign(compareBytes(right, left))).toBe(0 - sign);
    expect(equalBytes(left, right)).toBe(sign === 0);
  });

  test("byte order is the order of the hexadecimal texts", () => {
    fc.assert(
      fc.property(similarBytes, similarBytes, (left, right) => {
        const [a, b] = [bytesToHex(left), bytesToHex(right)];
        expect(Math.sign(compareBytes(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(equalBytes(left, right)).toBe(a === b);
      }),
    );
  });
});
