/**
 * Goal: the laws of option prices hold everywhere, and Greeks are the derivatives of the price.
 * Method: random options over wide ranges, central differences in quadruple steps.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { black76Value, outOfTheMoneyValue } from "./black76.ts";
import { type EuropeanOption, forwardGreeks } from "./greeks.ts";

const kind = fc.constantFrom("call" as const, "put" as const);
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Options with enough time value for differences to mean something. */
const option = fc.record({
  kind,
  forward: within(50, 200),
  strike: within(60, 160),
  yearsToExpiry: within(0.05, 3),
  volAnnual: within(0.15, 1.5),
  discount: within(0.8, 1),
});

/** Derivative by a five-point stencil. */
const slope = (f: (x: number) => number, x: number, h: number): number =>
  (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);

const close = (actual: number, expected: number, scale: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThan(2e-8 * (Math.abs(expected) + scale));

describe("prices", () => {
  it("lie between intrinsic value and the forward or strike, and rise with volatility", () => {
    fc.assert(
      fc.property(
        within(1e-3, 1e5),
        within(1e-3, 1e5),
        within(1e-6, 8),
        within(1.0001, 2),
        (forward, strike, s, more) => {
          const value = outOfTheMoneyValue(forward, strike, s);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(Math.min(forward, strike));
          expect(outOfTheMoneyValue(forward, strike, s * more)).toBeGreaterThanOrEqual(value);
        },
      ),
    );
  });
  it("obey put–call parity to the rounding of one addition", () => {
    fc.assert(
      fc.property(within(1, 1e5), within(1, 1e5), within(1e-4, 4), (forward, strike, s) => {
        const gap = black76Value("call", forward, strike, s) - black76Value("put", forward, strike, s);
        expect(Math.abs(gap - (forward - strike))).toBeLessThanOrEqual(2.3e-16 * 2 * Math.max(forward, strike));
      }),
    );
  });
  it("are symmetric in forward and strike", () => {
    fc.assert(
      fc.property(within(1, 1e5), within(1, 1e5), within(1e-4, 4), (forward, strike, s) => {
        expect(outOfTheMoneyValue(forward, strike, s)).toBe(outOfTheMoneyValue(strike, forward, s));
      }),
    );
  });
});

describe("Greeks", () => {
  it("with the forward as variable are derivatives of the value", () => {
    fc.assert(
      fc.property(option, (given) => {
        const greeks = forwardGreeks(given);
        const at = (change: Partial<EuropeanOption>) => forwardGreeks({ ...given, ...change });
        const { forward, volAnnual, yearsToExpiry, discount } = given;
        const rate = -Math.log(discount) / yearsToExpiry;
        close(
          greeks.delta,
          slope((x) => at({ forward: x }).value, forward, 0.02),
          1,
        );
        close(
          greeks.gamma,
          slope((x) => at({ forward: x }).delta, forward, 0.02),
          0.1,
        );
        close(
          greeks.vega,
          slope((x) => at({ volAnnual: x }).value, volAnnual, 1e-3),
          100,
        );
        close(
          greeks.vanna,
          slope((x) => at({ volAnnual: x }).delta, volAnnual, 1e-3),
          1,
        );
        close(
          greeks.volga,
          slope((x) => at({ volAnnual: x }).vega, volAnnual, 1e-3),
          1000,
        );
        const aged = (x: number) => at({ yearsToExpiry: x, discount: Math.exp(-rate * x) }).value;
        close(greeks.theta, -slope(aged, yearsToExpiry, 1e-4), 1000);
        const repriced = (x: number) => at({ discount: Math.exp(-x * yearsToExpiry) }).value;
        close(greeks.rho, slope(repriced, rate, 1e-4), 100);
      }),
    );
  });
});
