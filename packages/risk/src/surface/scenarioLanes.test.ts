/**
 * Goal: the batch gives what the plain formula gives, lane by lane.
 * Method: every lane beside `black76Value` on the same smile, for moving and fixed smiles, between expiries too.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { black76Value } from "../black/black76.ts";
import { scaleVolatility } from "./operators.ts";
import { createScenarioLanes, setLane, valueAcrossLanes } from "./scenarioLanes.ts";
import { blendAt, createSurface, totalVarianceAt, type VolSurface } from "./surface.ts";

const slices = [0.02, 0.25, 1].map((yearsToExpiry) => ({
  yearsToExpiry,
  a: 0.05 * yearsToExpiry,
  b: 0.15 * Math.sqrt(yearsToExpiry),
  rho: -0.3,
  m: 0.01,
  sigma: 0.1 + 0.1 * yearsToExpiry,
}));

const surfaceOf = (multiplier: number): VolSurface => {
  const created = createSurface(slices.map((slice) => scaleVolatility(slice, multiplier)));
  if (!created.ok) throw new Error(created.detail);
  return created.surface;
};

const spotMoves = [0, -0.3, -0.1, 0.1, 0.3, 4];
const volMoves = [1, 1.4, 0.7];

describe.each([
  ["at an expiry", 0.25],
  ["between two", 0.6],
  ["before the first", 0.003],
])("%s", (_, years) => {
  it.each([
    ["a smile that moves with the spot", true],
    ["a smile fixed by strike", false],
  ])("prices on %s", (_name, isMoving) => {
    const lanes = createScenarioLanes(spotMoves.length * volMoves.length);
    const expected: ((kind: "call" | "put", strike: number) => number)[] = [];
    for (const volMove of volMoves)
      for (const spotMove of spotMoves) {
        const surface = surfaceOf(volMove);
        const forward = 68_000 * (1 + spotMove);
        const anchorForward = isMoving ? forward : 68_000;
        const stdDevShift = 0.05 * Math.sqrt(years);
        setLane(lanes, expected.length, {
          forward,
          anchorForward,
          discount: 0.98,
          smile: blendAt(surface, years),
          stdDevShift,
        });
        expected.push((kind, strike) => {
          const variance = totalVarianceAt(surface, Math.log(strike / anchorForward), years);
          return 0.98 * black76Value(kind, forward, strike, Math.sqrt(variance) + stdDevShift);
        });
      }
    const values = new Float64Array(lanes.count + 1);
    for (const strike of [30_000, 67_000, 68_000, 150_000])
      for (const kind of ["call", "put"] as const) {
        valueAcrossLanes(kind, strike, lanes, values, 1);
        for (const [lane, value] of expected.entries())
          expect(Math.abs(values[lane + 1]! - value(kind, strike))).toBeLessThan(4e-15 * 68_000 * 5);
      }
    expect(values[0]).toBe(0);
  });
});
