/** Goal: a map in parts is a map. Method: random histories against a `Map`, with parts of four entries. */
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { WideMap } from "./wideMap.ts";

test("random histories agree with a map", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const random = createRandom(seed);
    const wide = new WideMap<string, number>(4);
    const plain = new Map<string, number>();
    for (let step = 0; step < 200; step += 1) {
      const key = `k${random.nextInt(0, 40)}`;
      if (random.nextInt(0, 2) === 0) expect(wide.delete(key)).toBe(plain.delete(key));
      else {
        wide.set(key, step);
        plain.set(key, step);
      }
      expect([wide.size, wide.get(key), wide.has(key)]).toEqual([plain.size, plain.get(key), plain.has(key)]);
    }
    expect([...wide.keys()].sort()).toEqual([...plain.keys()].sort());
  }
});

test("a full part opens another, an empty one goes", () => {
  const wide = new WideMap<number, number>(4);
  for (let key = 0; key < 20; key += 1) wide.set(key, key);
  expect(wide.parts).toBe(5);
  for (let key = 4; key < 20; key += 1) wide.delete(key);
  expect([wide.parts, wide.size]).toEqual([1, 4]);
});
