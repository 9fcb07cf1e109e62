/** Goal: a state and its row are the same thing, and a restart changes nothing. Method: random paths and parameters. */
import { HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { STANDARD_FORECAST } from "../rule/parameters.ts";
import { createPath } from "../testing/path.ts";
import { updateVol } from "../updateVol.ts";
import { fromSteps, snap, toSteps } from "./fixedPoint.ts";
import { createVolState, type VolState } from "./volState.ts";
import { dequantiseVolState, quantiseVolState } from "./words.ts";

const stateAfter = (seed: number, steps: number, stepMs: number): VolState => {
  let state = createVolState();
  for (const observation of createPath(seed, steps, stepMs, 0.02)) state = updateVol(state, observation);
  return state;
};

test("FCST-001 FCST-002: every state is its row, and the row fits 48 words of 126 bits", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.nat(60),
      fc.constantFrom(60_000, HOUR_MS, 4e8),
      (seed, steps, ms) => {
        const state = stateAfter(seed, steps, ms);
        const words = quantiseVolState(state);
        expect(words.length).toBeLessThanOrEqual(48);
        expect(words.every((word) => word >= 0n && word < 1n << 126n)).toBe(true);
        expect(dequantiseVolState(words)).toStrictEqual(state);
        expect(quantiseVolState(dequantiseVolState(words))).toStrictEqual(words);
      },
    ),
    { numRuns: 40 },
  );
});

test("FCST-057: a restart from the row at any instant gives the same bits ever after", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 39 }), (seed, at) => {
      let straight = createVolState();
      let restarted = createVolState();
      for (const [step, observation] of createPath(seed, 40).entries()) {
        if (step === at) restarted = dequantiseVolState(quantiseVolState(restarted));
        straight = updateVol(straight, observation);
        restarted = updateVol(restarted, observation);
      }
      expect(quantiseVolState(restarted)).toStrictEqual(quantiseVolState(straight));
    }),
    { numRuns: 25 },
  );
});

test("FCST-001: snapping is idempotent, within half a step, and exact both ways", () => {
  fc.assert(
    fc.property(fc.double({ min: -4095, max: 4095, noNaN: true }), (value) => {
      const snapped = snap(value);
      expect(snap(snapped)).toBe(snapped);
      expect(Math.abs(snapped - value)).toBeLessThanOrEqual(2 ** -41);
      expect(fromSteps(toSteps(snapped))).toBe(snapped === 0 ? 0 : snapped);
    }),
  );
});

test("FCST-058: a row that is cut, longer, of another layout or out of range is never computed with", () => {
  const words = quantiseVolState(createVolState(STANDARD_FORECAST));
  expect(() => dequantiseVolState(words.slice(0, -1))).toThrow(/missing/);
  expect(() => dequantiseVolState([...words, 1n])).toThrow(/more than a state/);
  expect(() => dequantiseVolState([words[0]! + 1n, ...words.slice(1)])).toThrow(/another layout/);
  expect(() => dequantiseVolState([-1n, ...words.slice(1)])).toThrow(/too large/);
  expect(() => snap(4096)).toThrow(/leaves the grid/);
  expect(() => snap(Number.NaN)).toThrow(/leaves the grid/);
  expect(() => toSteps(2 ** -41)).toThrow(/off its grid/);
});
