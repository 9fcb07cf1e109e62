/** Goal: each rival is what its name says. Method: short histories whose answers are known, naive twins for windows. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lossesOf } from "../history/losses.ts";
import { historyOf, START_MS, walk } from "../testing/sample.ts";
import { METHODS, methodsNamed } from "./methods.ts";
import { createSlidingQuantile } from "./slidingQuantile.ts";
import type { MethodTerms, OnlineMethod } from "./types.ts";

const terms: MethodTerms = { coverage: 0.9, mporMs: HOUR_MS, intervalMs: HOUR_MS, trainedMs: START_MS + 20 * HOUR_MS };
const online = (name: string) => methodsNamed([name])[0] as OnlineMethod;
const required = (name: string, prices: readonly number[], wanted = terms) => {
  const requirement = online(name).start(wanted);
  return historyOf(prices).points.map(requirement);
};

/** Moves of 1 %, 2 %, … 10 % in turn, up and down. */
const ladder = [100];
for (let step = 0; step < 40; step++) {
  const move = ((step % 10) + 1) / 100;
  ladder.push(ladder.at(-1)! * (1 + (step % 2 === 0 ? move : -move)));
}

describe("static rules", () => {
  test("a fixed percentage is that, always", () => {
    expect(new Set(required("fixed-10%", ladder))).toStrictEqual(new Set([0.1]));
  });

  test("the trained one is the quantile of its window and then stands", () => {
    const answers = required("fixed-trained", ladder);
    expect(answers[20]).toBeCloseTo(0.09, 10);
    expect(new Set(answers.slice(20)).size).toBe(1);
  });

  test("the reviewed one is rounded up to half a percent and stands for a quarter", () => {
    const answers = required("span-static", walk(3, 24 * 200, 0.004), { ...terms, trainedMs: START_MS + 30 * DAY_MS });
    const after = answers.slice(24 * 30);
    expect(after.every((range) => Math.abs(range * 200 - Math.round(range * 200)) < 1e-9)).toBe(true);
    expect(new Set(after.slice(1, 24 * 90)).size).toBe(1);
  });

  test("hindsight chooses the least percentage that covers the judged losses", () => {
    const history = historyOf(ladder);
    const [method] = methodsNamed(["fixed-hindsight"]);
    if (method?.family !== "hindsight") throw new Error("not a hindsight method");
    const chosen = method.choose(history, terms);
    const losses = lossesOf(history, terms.mporMs, terms.trainedMs);
    const covered = (fraction: number) => losses.filter(({ loss }) => loss <= fraction).length / losses.length;
    expect(covered(chosen)).toBeGreaterThanOrEqual(0.9);
    expect(covered(chosen - 1e-9)).toBeLessThan(0.9);
  });
});

describe("dynamic rules", () => {
  test("historical: the quantile of all finished moves", () => {
    const answers = required("historical-var", ladder);
    expect(answers[0]).toBe(1);
    expect(answers[20]).toBeCloseTo(0.09, 10);
  });

  test("EWMA: constant returns of 1 % an hour lead to 1 % times the quantile", () => {
    const up = Array.from({ length: 24 * 200 }, (_, hour) => 100 * 1.01 ** (hour % 2));
    expect(required("ewma-normal", up).at(-1)).toBeCloseTo(1.644_853_627 * Math.log(1.01), 6);
  });

  test("filtered: with one size of move the residual quantile undoes the normal one", () => {
    const up = Array.from({ length: 24 * 200 }, (_, hour) => 100 * 1.01 ** (hour % 2));
    expect(required("filtered-historical", up).at(-1)).toBeCloseTo(0.01, 3);
  });

  test("EMIR: a buffer never above a quarter, stress and floor never below their parts", () => {
    const path = [...walk(5, 24 * 60, 0.004), ...walk(6, 24 * 20, 0.03), ...walk(7, 24 * 60, 0.004)];
    const model = required("filtered-historical", path);
    const historical = required("historical-var", path);
    const buffer = required("emir-buffer", path);
    const stress = required("emir-stress", path);
    const floor = required("emir-floor", path);
    for (let hour = 24 * 10; hour < path.length; hour++) {
      expect(buffer[hour]).toBeGreaterThanOrEqual(model[hour]!);
      expect(buffer[hour]).toBeLessThanOrEqual(1.25 * model[hour]! + 1e-12);
      expect(stress[hour]).toBeGreaterThanOrEqual(model[hour]! - 1e-12);
      expect(floor[hour]).toBe(Math.max(model[hour]!, historical[hour]!));
    }
  });
});

test("a sliding quantile is the quantile of a sorted copy of the window", () => {
  const step = fc.record({ gap: fc.integer({ min: 0, max: 9 }), value: fc.integer({ min: 0, max: 20 }) });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 80 }),
      fc.constantFrom(0.01, 0.5, 0.995, 1),
      (steps, fraction) => {
        const sliding = createSlidingQuantile(20);
        const seen: { timeMs: number; value: number }[] = [];
        let timeMs = 0;
        for (const { gap, value } of steps) {
          timeMs += gap;
          seen.push({ timeMs, value });
          sliding.push(timeMs, value);
          const window = seen.filter((point) => point.timeMs >= timeMs - 20).map((point) => point.value);
          window.sort((left, right) => left - right);
          expect(sliding.count()).toBe(window.length);
          expect(sliding.at(fraction)).toBe(window[Math.ceil(fraction * window.length) - 1]);
        }
      },
    ),
  );
});

test("FCST-050: changing prices later never changes what was required before", () => {
  const shared = { ...terms, coverage: 0.99, mporMs: 4 * HOUR_MS, trainedMs: START_MS + 5 * DAY_MS };
  const onlines = METHODS.filter((method) => method.family !== "hindsight");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 10, max: 290 }),
      (seed, other, cut) => {
        const past = walk(seed, 300, 0.02);
        const changed = [...past.slice(0, cut), ...walk(other, 300 - cut, 0.2).map((price) => price * 3)];
        for (const method of onlines) {
          const before = historyOf(past).points.map(method.start(shared));
          const after = historyOf(changed).points.map(method.start(shared));
          expect(after.slice(0, cut)).toStrictEqual(before.slice(0, cut));
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("names are unique, and an unknown one is refused with those there are", () => {
  expect(new Set(METHODS.map(({ name }) => name)).size).toBe(METHODS.length);
  expect(() => methodsNamed(["nvoate"])).toThrow(/OptionMalformed: no method "nvoate"; there are novate/);
});
