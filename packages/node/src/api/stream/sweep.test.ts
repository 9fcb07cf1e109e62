/**
 * Goal: looking never holds a block up, and every name has its turn. Method: a clock by hand that each look moves, and its timers.
 */
import type { Engine } from "@novate/engine";
import { afterEach, expect, test, vi } from "vitest";
import { Sweep } from "./sweep.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const engine = {} as Engine; // nobody reads it

test("ADM-044 a round of a thousand takes slices of two milliseconds with four times their rest, what events name first", async () => {
  let nowMs = 0;
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  vi.stubGlobal("setTimeout", (run: () => void, ms: number) => {
    timers.push({ run, ms });
    return { unref: () => timers.length };
  });
  const names = Array.from({ length: 1_000 }, (_, n) => `account:${n}`);
  const looked: string[] = [];
  const slices: number[] = [];
  const slice = (work: () => void): void => {
    const fromMs = nowMs;
    work();
    slices.push(nowMs - fromMs);
  };
  const sweep = new Sweep({
    names: () => names,
    look(_, name) {
      looked.push(name);
      nowMs += 0.25;
    },
    turn: async (work) => slice(() => work(engine)),
  });
  slice(() => sweep.block(engine, ["account:999"]));
  expect([looked[0], looked.length]).toEqual(["account:999", 8]);
  slice(() => sweep.block(engine, ["account:998"])); // a block while it rests: nothing is looked at now
  expect(looked.length).toBe(8);
  for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
    nowMs += timer.ms;
    timer.run();
  }
  expect(looked[8]).toBe("account:998");
  const rounds = [looked.slice(0, 1_002), looked.slice(1_002)]; // with the two that were named
  for (const round of rounds) expect(new Set(round).size).toBe(1_000);
  expect(looked.length).toBe(2_002);
  expect(Math.max(...slices)).toBeLessThan(2.3);
  expect(slices.reduce((sum, ms) => sum + ms) / nowMs).toBeLessThan(0.21);
  sweep.close();
});
