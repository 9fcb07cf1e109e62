/**
 * Goal: the gate never understates a loss, long or short. Method: cases by hand, then the interval law at random.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awayFromZero, quantise } from "./quantise.ts";

const gate = (estimates: number[], error: number) =>
  quantise(Float64Array.from(estimates), error, new Int32Array(estimates.length));

describe("quantise", () => {
  it("MARG-010: floors, and lets the slack reach the other end", () => {
    expect(gate([1.4, -1.4, 0], 0.1)).toEqual({ entries: Int32Array.of(1, -2, 0), shift: 0, slack: 1 });
    expect(gate([0.05], 0.1)).toEqual({ entries: Int32Array.of(-1), shift: 0, slack: 2 });
    expect(gate([7, -7], 0)).toEqual({ entries: Int32Array.of(7, -7), shift: 0, slack: 0 });
  });
  it("MARG-010: takes a coarser unit where a lot can lose more than 31 bits", () => {
    const coarse = gate([4e10, -1], 0)!;
    expect(coarse.shift).toBe(5);
    expect(coarse.entries).toEqual(Int32Array.of(1_250_000_000, -1));
    expect(coarse.slack).toBe(1);
  });
  it("MARG-035: has no answer for a number that is none, or absurd", () => {
    expect(gate([Number.NaN], 0)).toBeUndefined();
    expect(gate([Number.POSITIVE_INFINITY], 0)).toBeUndefined();
    expect(gate([1e16], 0)).toBeUndefined();
    expect(gate([1], Number.NaN)).toBeUndefined();
  });
  it("MARG-067: the interval holds the estimate with its error, both ways", () => {
    const normal = (value: number): number => (Math.abs(value) < 1e-300 ? 0 : value); // halving stays exact
    const estimate = fc.double({ min: -1e13, max: 1e13, noNaN: true }).map(normal);
    const bound = fc.double({ min: 0, max: 10, noNaN: true }).map(normal);
    fc.assert(
      fc.property(fc.array(estimate, { minLength: 1, maxLength: 8 }), bound, (estimates, error) => {
        const row = gate(estimates, error)!;
        const unit = 2 ** row.shift;
        for (const [index, value] of estimates.entries()) {
          if (value === 0) continue;
          expect(row.entries[index]! * unit).toBeLessThanOrEqual(value - error);
          expect((row.entries[index]! + row.slack) * unit).toBeGreaterThanOrEqual(value + error);
        }
        expect(row.slack).toBeLessThanOrEqual(22);
      }),
    );
  });
  it("rounds sensitivities away from zero", () => {
    expect([awayFromZero(1.2), awayFromZero(-1.2), awayFromZero(3)]).toEqual([2, -2, 3]);
  });
});
