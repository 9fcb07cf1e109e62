/** Goal: Keccak-256 is the standard one, and the module is its source's. Method: published digests, a twin, a rebuild. */
import { readFileSync } from "node:fs";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { expect, test } from "vitest";
import { compileKeccak } from "../../assembly/compile.fixture.ts";
import { bytesToHex } from "../hex.ts";
import { keccak256 } from "./keccak.ts";

test("published digests: of nothing, and the topic of an ERC-20 transfer", () => {
  expect(bytesToHex(keccak256(new Uint8Array(0)))).toBe(
    "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  );
  expect(bytesToHex(keccak256(new TextEncoder().encode("Transfer(address,address,uint256)")))).toBe(
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
  );
});

test("agrees with an independent implementation at every length up to six blocks, and around a full input", () => {
  const lengths = [...Array(6 * 136 + 2).keys(), 4_079, 4_080, 4_081, 4_216, 10_000];
  for (const length of lengths) {
    const message = Uint8Array.from({ length }, (_, index) => index * 31 + length);
    expect(keccak256(message), `${length} bytes`).toEqual(keccak_256(message));
  }
});

test("a digest does not change when the next is taken", () => {
  const first = keccak256(Uint8Array.of(1));
  const copy = first.slice();
  keccak256(Uint8Array.of(2));
  expect(first).toEqual(copy);
});

test("the committed module is what its source compiles to", async () => {
  const committed = readFileSync(new URL("./keccakModule.ts", import.meta.url), "utf8");
  expect(await compileKeccak(), "run npm run build -w @novate/codec").toBe(committed);
});
