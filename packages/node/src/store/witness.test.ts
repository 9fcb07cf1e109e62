/**
 * Goal: the last acknowledged block is remembered, a torn write leaves the one before, and nothing damaged is believed.
 * Method: table of outcomes over one file.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Witness } from "./witness.ts";

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "novate-witness-")), "acknowledged");
});
afterEach(() => rmSync(join(path, ".."), { recursive: true }));

const rootOf = (height: number): Uint8Array => new Uint8Array(32).fill(height);

function use<T>(work: (witness: Witness) => T): T {
  const witness = Witness.open(path);
  try {
    return work(witness);
  } finally {
    witness.close();
  }
}

const write = (...heights: number[]): void =>
  use((witness) => {
    for (const height of heights) witness.write({ height, stateRoot: rootOf(height) });
  });

const readHeight = (): number | null => use((witness) => witness.read()?.height ?? null);

const flip = (at: number): void => {
  const bytes = readFileSync(path);
  bytes[at]! ^= 4;
  writeFileSync(path, bytes);
};

test("a new file remembers nothing, then the newest of what was written", () => {
  expect(readHeight()).toBeNull();
  write(7);
  expect(readHeight()).toBe(7);
  write(8, 9);
  expect(readHeight()).toBe(9);
  expect(use((witness) => witness.read())).toEqual({ height: 9, stateRoot: rootOf(9) });
});

test("the newest one torn leaves the one before; both torn are refused", () => {
  write(8, 9);
  flip(50); // odd heights stand second
  expect(readHeight()).toBe(8);
  flip(5);
  expect(() => readHeight()).toThrow("StoreCorrupt");
});
