/** Goal: Greeks are the derivatives of the price. Method: random options, differences by a five-point stencil. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type SpotOption, spotGreeks } from "./spotGreeks.ts";

const kind = fc.constantFrom("call" as const, "put" as const);
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Derivative by a five-point stencil. */
const slope = (f: (x: number) => number, x: number, h: number): number =>
  (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);

const close = (actual: number, expected: number, scale: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThan(2e-8 * (Math.abs(expected) + scale));

test("Greeks with the spot as variable are derivatives of the value", () => {
  const spotOption = fc.record({
    kind,
    spot: within(50, 200),
    strike: within(60, 160),
    yearsToExpiry: within(0.05, 3),
    volAnnual: within(0.15, 1.5),
    rateAnnual: within(-0.05, 0.2),
    yieldAnnual: within(-0.05, 0.2),
  });
  fc.assert(
    fc.property(spotOption, (given) => {
      const greeks = spotGreeks(given);
      const along = (field: keyof SpotOption, h: number, name: "value" | "delta" = "value") =>
        slope((x) => spotGreeks({ ...given, [field]: x })[name], given[field] as number, h);
      close(greeks.delta, along("spot", 0.02), 1);
      close(greeks.gamma, along("spot", 0.02, "delta"), 0.1);
      close(greeks.vega, along("volAnnual", 1e-3), 100);
      close(greeks.vanna, along("volAnnual", 1e-3, "delta"), 1);
      close(greeks.theta, -along("yearsToExpiry", 1e-4), 1000);
      close(greeks.rho, along("rateAnnual", 1e-4), 100);
      close(greeks.dividendRho, along("yieldAnnual", 1e-4), 100);
    }),
  );
});
