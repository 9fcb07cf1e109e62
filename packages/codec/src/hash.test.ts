/** Goal: it is SHA-256, whichever implementation runs. Method: a published digest, and the portable one beside the native. */
import { sha256 } from "@noble/hashes/sha2.js";
import { expect, test } from "vitest";
import { hashBytes } from "./hash.ts";
import { bytesToHex } from "./hex.ts";

test("SHA-256 of FIPS 180-4's example", () => {
  expect(bytesToHex(hashBytes(new TextEncoder().encode("abc")))).toBe(
    "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("SHA-256 is the portable one's at every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    expect(hashBytes(bytes)).toEqual(sha256(bytes));
  }
});
