/**
 * About a hundred results whose bits are pinned, so that any machine and any version of Node can be compared.
 *
 * @module
 */

import {
  createScenarioLanes,
  millsDifference,
  millsRatio,
  outOfTheMoneyValue,
  setLane,
  valueAcrossLanes,
} from "@novate/risk";
import { calibrateSurface } from "../calibrate/calibrate.ts";
import { valueProduct } from "../product/valueProduct.ts";
import { impliedStdDev } from "../quote/impliedVol.ts";
import { SAMPLE_MARKET, SAMPLES } from "./samples.ts";

/** A result by name. */
export type BitCase = readonly [name: string, value: number];

/** The 64 bits of a float as sixteen hexadecimal digits. */
export function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

/** All cases, computed now. */
export function bitCases(): readonly BitCase[] {
  return [...formulaCases(), ...productCases(), ...laneCases(), ...calibrationCases()];
}

function formulaCases(): BitCase[] {
  const cases: BitCase[] = [];
  for (const z of [0, 0.3, 1.7, 6.2, 30]) cases.push([`mills ${z}`, millsRatio(z)]);
  for (const z of [0.1, 2.5, 12]) cases.push([`mills difference ${z}`, millsDifference(z, 0.004)]);
  for (const strike of [40, 99.99, 100, 130, 400])
    for (const stdDev of [1e-3, 0.05, 0.4, 3]) {
      const value = outOfTheMoneyValue(100, strike, stdDev);
      cases.push([`otm ${strike} ${stdDev}`, value]);
      if (value > 1e-250) cases.push([`implied ${strike} ${stdDev}`, impliedStdDev(100, strike, value)]);
    }
  return cases;
}

function productCases(): BitCase[] {
  return SAMPLES.flatMap((product, index) => {
    const valued = valueProduct(product, SAMPLE_MARKET);
    const name = `${index} ${product.product}`;
    // A refusal shows as a value that no pinned one equals.
    if (!valued.ok) return [[name, Number.NaN] as const];
    return [
      [name, valued.value],
      [`${name} gamma`, valued.greeks.gamma],
    ] as const;
  });
}

const slice = { yearsToExpiry: 0.25, a: 0.01, b: 0.12, rho: -0.35, m: 0.02, sigma: 0.15 };

function laneCases(): BitCase[] {
  const lanes = createScenarioLanes(4);
  for (const [index, move] of [0.7, 0.95, 1.1, 1.6].entries())
    setLane(lanes, index, {
      forward: 68_000 * move,
      anchorForward: 68_000 * move,
      discount: 0.99,
      smile: { near: slice, nearWeight: 1, far: slice, farWeight: 0 },
      stdDevShift: 0.01 * index,
    });
  const values = new Float64Array(8);
  valueAcrossLanes("call", 70_000, lanes, values, 0);
  valueAcrossLanes("put", 52_000, lanes, values, 4);
  return Array.from(values, (value, index) => [`lane ${index}`, value] as const);
}

function calibrationCases(): BitCase[] {
  const quotes = [-0.4, -0.2, -0.1, 0, 0.1, 0.2, 0.4].map((logMoneyness) => ({
    logMoneyness,
    volAnnual: 0.6 + 0.5 * logMoneyness * logMoneyness - 0.1 * logMoneyness,
    weight: 1,
  }));
  const fitted = calibrateSurface([{ yearsToExpiry: 0.25, quotes }]);
  if (!fitted.ok) return [["calibration", Number.NaN]];
  const { a, b, rho, m, sigma } = fitted.surface.slices[0]!; // one expiry in, one slice out
  return Object.entries({ a, b, rho, m, sigma }).map(([name, value]) => [`calibration ${name}`, value] as const);
}
