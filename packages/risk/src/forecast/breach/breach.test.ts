/** Goal: the probabilities are right. Method: closed cases, a fine numerical integral beside the formula, and laws. */
import { normalCdf } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDice } from "../testing/path.ts";
import { breachLevelOf, probabilityToPpm } from "./breachLevel.ts";
import { breachProbability } from "./breachProbability.ts";
import { exposureOf } from "./exposure.ts";
import { shortfallOfMany, shortfallOfOne } from "./normalQuadratic.ts";

/** P(δm + ½γm² < −buffer) by summing the normal density over a grid of two hundred thousand moves. */
function integrated(delta: number, gamma: number, deviation: number, buffer: number): number {
  const steps = 200_000;
  const width = (20 * deviation) / steps;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const move = -10 * deviation + (step + 0.5) * width;
    if (delta * move + (gamma * move * move) / 2 < -buffer) sum += Math.exp(-((move / deviation) ** 2) / 2);
  }
  return (sum * width) / (deviation * Math.sqrt(2 * Math.PI));
}

describe("FCST-042: one underlying, exact", () => {
  test.each([
    ["a long position", 1_000, 0],
    ["a short position", -1_000, 0],
    ["long options, delta up", 500, 40_000],
    ["short options, delta down", -500, -40_000],
    ["a short straddle", 0, -80_000],
    ["a long straddle never loses", 0, 80_000],
  ])("%s", (_, delta, gamma) => {
    for (const buffer of [0.5, 5, 15, 40]) {
      const exact = shortfallOfOne({ delta, gamma }, 0.02, buffer);
      expect(exact).toBeCloseTo(integrated(delta, gamma, 0.02, buffer), 3);
    }
  });

  test("one deviation of a linear position is Φ(−1)", () => {
    expect(shortfallOfOne({ delta: 100, gamma: 0 }, 0.1, 10)).toBeCloseTo(0.158_655_253_931_457, 12);
  });

  test("short options past the vertex always lose: probability one", () => {
    expect(shortfallOfOne({ delta: 0, gamma: -1 }, 0.1, -1)).toBe(1);
    expect(shortfallOfOne({ delta: 0, gamma: 0 }, 0.1, 1)).toBe(0);
    expect(shortfallOfOne({ delta: 5, gamma: 1 }, 0, 1)).toBe(0);
  });
});

describe("FCST-075: several underlyings, normal power", () => {
  test("linear positions: the normal law of δ′Σδ", () => {
    const exposures = [
      { delta: 300, gamma: 0 },
      { delta: -100, gamma: 0 },
    ];
    const covariances = [
      [0.0004, 0.0003],
      [0.0003, 0.0009],
    ];
    // δ′Σδ = 36 − 18 + 9 = 27.
    const expected = shortfallOfOne({ delta: 1, gamma: 0 }, Math.sqrt(27), 8);
    expect(shortfallOfMany(exposures, covariances, 8)).toBeCloseTo(expected, 10);
  });

  test("short options on two correlated underlyings: within four points of a simulation", () => {
    const exposures = [
      { delta: 200, gamma: -4_000 },
      { delta: -50, gamma: -6_000 },
    ];
    const [deviation, correlation] = [0.02, 0.8];
    const covariance = deviation * deviation;
    const covariances = [
      [covariance, correlation * covariance],
      [correlation * covariance, covariance],
    ];
    const dice = createDice(11);
    const normal = () => Math.sqrt(-2 * Math.log(dice())) * Math.cos(2 * Math.PI * dice());
    const draws = 200_000;
    for (const buffer of [4, 8, 12]) {
      let breaches = 0;
      for (let draw = 0; draw < draws; draw++) {
        const common = normal();
        const left = deviation * common;
        const right = deviation * (correlation * common + Math.sqrt(1 - correlation ** 2) * normal());
        const profit = 200 * left - 2_000 * left * left - 50 * right - 3_000 * right * right;
        if (profit < -buffer) breaches++;
      }
      expect(Math.abs(shortfallOfMany(exposures, covariances, buffer) - breaches / draws)).toBeLessThan(0.04);
    }
  });

  test("one underlying by the many-law is near the exact one", () => {
    const exposure = { delta: 500, gamma: -8_000 };
    const exact = shortfallOfOne(exposure, 0.02, 15);
    expect(shortfallOfMany([exposure], [[0.0004]], 15)).toBeCloseTo(exact, 2);
  });
});

describe("FCST-040: the parabola of a scenario ladder", () => {
  test("finds delta and gamma that made it", () => {
    const moves = [-0.2, -0.1, -0.05, 0.05, 0.1, 0.25];
    const scenarios = moves.map((move) => ({ move, profit: 700 * move - 0.5 * 9_000 * move * move }));
    const { delta, gamma } = exposureOf(scenarios);
    expect(delta).toBeCloseTo(700, 8);
    expect(gamma).toBeCloseTo(-9_000, 6);
  });
  test("one move says nothing of two numbers", () => {
    expect(() => exposureOf([{ move: 0.1, profit: 1 }])).toThrow(/fewer than two moves/);
  });
});

describe("FCST-041: the probability over the hour", () => {
  const long = { delta: 100_000, gamma: 0, volAnnual: 0.6 };

  test("FCST-043 FCST-041: a linear account one calm deviation away: 2·(0.9·Φ(−1) + 0.1·Φ(−1/√11))", () => {
    const deviation = 0.6 * Math.sqrt(1 / 8760) * Math.sqrt(1 / 2);
    const probability = breachProbability({ buffer: 100_000 * deviation, exposures: [long] });
    expect(probability).toBeCloseTo(2 * (0.9 * normalCdf(-1) + 0.1 * normalCdf(-Math.sqrt(1 / 11))), 12);
  });

  test("FCST-076: in breach is one, without positions is zero", () => {
    expect(breachProbability({ buffer: -1, exposures: [long] })).toBe(1);
    expect(breachProbability({ buffer: 0, exposures: [] })).toBe(0);
  });

  test("a missing correlation and an infinite number are refused", () => {
    expect(() => breachProbability({ buffer: 1, exposures: [long, long] })).toThrow(/correlation/);
    expect(() => breachProbability({ buffer: Number.NaN, exposures: [long] })).toThrow(/not finite/);
    expect(() => breachProbability({ buffer: 1, exposures: [{ ...long, gamma: Infinity }] })).toThrow(/not finite/);
  });

  test("FCST-077 FCST-043: between zero and one, never up with the buffer, never down with volatility for a linear account", () => {
    const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const buffers = fc.tuple(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
    );
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        buffers,
        fc.double({ min: -1, max: 1, noNaN: true }),
        (a, b, c, d, pair, rho) => {
          const [low, high] = pair[0] < pair[1] ? pair : [pair[1], pair[0]];
          for (const exposures of [
            [{ delta: a, gamma: b, volAnnual: 0.6 }],
            [
              { delta: a, gamma: b, volAnnual: 0.6 },
              { delta: c, gamma: d, volAnnual: 1.1 },
            ],
          ]) {
            const correlations = [
              [1, rho],
              [rho, 1],
            ];
            const near = breachProbability({ buffer: low, exposures, correlations });
            const far = breachProbability({ buffer: high, exposures, correlations });
            expect(near).toBeGreaterThanOrEqual(0);
            expect(near).toBeLessThanOrEqual(1);
            expect(far).toBeLessThanOrEqual(near + 1e-12);
          }
          const linear = (volAnnual: number) =>
            breachProbability({ buffer: low, exposures: [{ delta: a, gamma: 0, volAnnual }] });
          expect(linear(0.6)).toBeLessThanOrEqual(linear(0.9) + 1e-12);
        },
      ),
    );
  });
});

test.each([
  [0, "none"],
  [0.004_999, "none"],
  [0.005, "watch"],
  [0.05, "warning"],
  [0.249_999, "warning"],
  [0.25, "alarm"],
  [1, "alarm"],
])("FCST-044: a probability of %d is %s", (probability, level) => {
  expect(breachLevelOf(probabilityToPpm(probability))).toBe(level);
});
