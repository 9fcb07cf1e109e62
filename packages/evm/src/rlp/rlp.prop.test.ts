/**
 * Goal: encoding and decoding are inverse, and the decoder takes nothing but encodings.
 * Method: random items and random bytes, against an independent library; encodings with bytes changed.
 */
import { decode as oracleDecode, encode as oracleEncode } from "@ethereumjs/rlp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeRlp } from "./decode.ts";
import { encodeRlp } from "./encode.ts";
import type { RlpItem } from "./item.ts";
import { scalarBytes, scalarOf } from "./scalar.ts";

const edgeByte = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 1 }), fc.constant(Uint8Array.of(0x7f)));
const anyBytes = fc.oneof(
  edgeByte,
  fc.uint8Array({ maxLength: 80 }),
  fc.uint8Array({ minLength: 250, maxLength: 300 }),
);
const anyItem = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof({ maxDepth: 6 }, anyBytes, fc.array(tie("item"), { maxLength: 8 })),
})).item;

test("encoding is the library's, decodes to the item, and needs all of its bytes", () => {
  fc.assert(
    fc.property(anyItem, fc.nat(), (item, seed) => {
      const bytes = encodeRlp(item);
      expect(bytes).toEqual(oracleEncode(item as never));
      expect(decodeRlp(bytes)).toEqual({ ok: true, value: item });
      expect(decodeRlp(bytes.subarray(0, seed % bytes.length)).ok).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

/** Whatever is read is what would be written: no two byte strings are one item. */
function expectStrict(bytes: Uint8Array): boolean {
  const decoded = decodeRlp(bytes);
  if (!decoded.ok) return false;
  expect(encodeRlp(decoded.value)).toEqual(bytes);
  expect(oracleDecode(bytes)).toEqual(decoded.value);
  return true;
}

test("random bytes are refused or are the one encoding of what they decode to", () => {
  const prefix = fc.constantFrom(0x00, 0x7f, 0x80, 0x81, 0xb7, 0xb8, 0xb9, 0xbf, 0xc0, 0xc1, 0xf7, 0xf8, 0xff);
  const nearly = fc.array(fc.oneof(prefix, fc.nat(255)), { maxLength: 12 }).map((bytes) => Uint8Array.from(bytes));
  let accepted = 0;
  fc.assert(
    fc.property(nearly, (bytes) => {
      if (expectStrict(bytes)) accepted++;
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("an encoding with a byte changed is refused or is the one encoding of another item", () => {
  fc.assert(
    fc.property(anyItem, fc.nat(), fc.nat(255), (item, seed, byte) => {
      const bytes = encodeRlp(item);
      bytes[seed % Math.min(8, bytes.length)] = byte;
      expectStrict(bytes);
    }),
    { numRuns: 5_000 },
  );
});

test("a scalar is its minimal bytes, and nothing else is a scalar", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (value) => {
      const bytes = scalarBytes(value);
      expect(scalarOf(bytes, 32)).toBe(value);
      expect(BigInt(bytes.length)).toBe(value === 0n ? 0n : BigInt(Math.ceil(value.toString(16).length / 2)));
      if (bytes.length > 0) expect(scalarOf(bytes, bytes.length - 1)).toBeUndefined();
      expect(scalarOf(Uint8Array.of(0, ...bytes), 33)).toBeUndefined();
      expect(scalarOf([bytes], 32)).toBeUndefined();
    }),
  );
  expect(scalarOf(undefined, 32)).toBeUndefined();
});
