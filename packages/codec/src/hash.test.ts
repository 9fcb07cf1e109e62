/** Goal: both hash functions are the standard ones. Method: published digests, and the portable one beside the native. */
import { sha256 } from "@noble/hashes/sha2.js";
import { expect, test } from "vitest";
import { hashBytes, keccak256 } from "./hash.ts";
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

test("Keccak-256 of nothing, and of a whole block", () => {
  expect(bytesToHex(keccak256(new Uint8Array(0)))).toBe(
    "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  );
  expect(bytesToHex(keccak256(new TextEncoder().encode("Transfer(address,address,uint256)")))).toBe(
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
  );
});
