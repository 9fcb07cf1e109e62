/**
 * Goal: text and frames give back exactly the bytes that went in, and nothing else is read as one.
 * Method: laws over random bytes, and random damage to frames.
 */
import { bytesToHex } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { frame, readHex, unframe } from "./bytes.ts";

const bytes = fc.uint8Array({ maxLength: 200 });

test("hexadecimal goes there and back, with or without its prefix", () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(readHex(bytesToHex(value))).toEqual(value);
      expect(readHex(bytesToHex(value).slice(2).toUpperCase())).toEqual(value);
    }),
  );
});

test.each(["0x0", "0xgg", "0x 00", "x00", "0X00", "0x00\n"])("%j is no hexadecimal", (text) => {
  expect(readHex(text)).toBeNull();
});

test("a frame gives back its parts, and a cut one gives nothing", () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 8 }), fc.nat(), (parts, at) => {
      const framed = frame(parts);
      expect(unframe(framed)).toEqual(parts);
      const cut = framed.subarray(0, framed.length === 0 ? 0 : at % framed.length);
      const read = unframe(cut);
      if (read !== null) expect(read).toEqual(parts.slice(0, read.length));
    }),
  );
});
