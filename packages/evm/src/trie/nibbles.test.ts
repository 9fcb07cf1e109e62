/** Goal: a path has one hex-prefix form. Method: the Yellow Paper's cases by table, then all forms of two bytes. */
import { expect, test } from "vitest";
import { hexPrefix } from "../testing/nodes.ts";
import { nibblesOf, readPath } from "./nibbles.ts";

test.each([
  [[0x11, 0x23, 0x45], false, [1, 2, 3, 4, 5]],
  [[0x00, 0x01, 0x23, 0x45], false, [0, 1, 2, 3, 4, 5]],
  [[0x20, 0x0f, 0x1c, 0xb8], true, [0, 15, 1, 12, 11, 8]],
  [[0x3f, 0x1c, 0xb8], true, [15, 1, 12, 11, 8]],
  [[0x00], false, []],
  [[0x20], true, []],
])("%j is the path of a leaf: %s, %j", (bytes, isLeaf, nibbles) => {
  expect(readPath(Uint8Array.from(bytes))).toEqual({ isLeaf, nibbles: Uint8Array.from(nibbles) });
});

test("nothing, unknown flags and padding that is not zero are no path; the rest is what its path is written as", () => {
  expect(readPath(new Uint8Array(0))).toBeUndefined();
  for (let first = 0; first < 256; first++) {
    const bytes = Uint8Array.of(first, 0xab);
    const path = readPath(bytes);
    const flag = first >> 4;
    expect(path !== undefined, `0x${first.toString(16)}`).toBe(
      flag === 1 || flag === 3 || first === 0 || first === 0x20,
    );
    if (path === undefined) continue;
    expect(hexPrefix([...path.nibbles].map((nibble) => nibble.toString(16)).join(""), path.isLeaf)).toEqual(bytes);
  }
});

test("a key's nibbles are its digits", () => {
  expect([...nibblesOf(Uint8Array.of(0x0f, 0xa1))]).toEqual([0, 15, 10, 1]);
});
