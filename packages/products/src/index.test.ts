/**
 * Goal: prices become volatilities, volatilities a surface, by the public names alone. Method: prices of a known smile, there
 * and back.
 */
import { black76Value, volatilityAt } from "@novate/risk";
import { expect, test } from "vitest";
import {
  calibrateSsvi,
  calibrateSurface,
  createForwardCurve,
  type ExpiryQuotes,
  forwardAt,
  impliedVol,
  screenQuotes,
} from "./index.ts";

const SPOT = 100;
const STRIKES = [70, 80, 90, 100, 110, 120, 130];
/** A smile with a slope to the left. */
const smile = (logMoneyness: number): number => 0.5 - 0.1 * logMoneyness + 0.2 * logMoneyness * logMoneyness;

function must<T>(checked: ({ readonly ok: true } & T) | { readonly ok: false; readonly detail: string }): T {
  if (!checked.ok) throw new Error(checked.detail);
  return checked;
}

test.each([
  ["calibrateSurface", calibrateSurface, 0.002],
  ["calibrateSsvi", calibrateSsvi, 0.03],
] as const)("%s finds the smile that prices were made of", (_, calibrate, tolerance) => {
  const { curve } = must(createForwardCurve(SPOT, [{ yearsToExpiry: 0.5, forward: 102 }]));
  const expiries = [0.25, 0.5].map((yearsToExpiry): ExpiryQuotes => {
    const forward = forwardAt(curve, SPOT, yearsToExpiry);
    const quotes = STRIKES.map((strike) => {
      const logMoneyness = Math.log(strike / forward);
      const value = black76Value("call", forward, strike, smile(logMoneyness) * Math.sqrt(yearsToExpiry));
      const { volAnnual } = must(impliedVol({ kind: "call", forward, strike, yearsToExpiry, discount: 1, value }));
      return { logMoneyness, volAnnual, weight: 1 };
    });
    return { yearsToExpiry, quotes: screenQuotes(quotes, yearsToExpiry) };
  });
  const { surface } = must(calibrate(expiries));
  for (const { yearsToExpiry, quotes } of expiries) {
    expect(quotes).toHaveLength(STRIKES.length); // nothing of it implies arbitrage
    for (const { logMoneyness } of quotes)
      expect(Math.abs(volatilityAt(surface, logMoneyness, yearsToExpiry) - smile(logMoneyness))).toBeLessThan(
        tolerance,
      );
  }
});
