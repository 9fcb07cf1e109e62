/**
 * Goal: real quotes give a surface within 1.5 volatility points per expiry, with certificates, the same each time.
 * Method: Deribit's BTC chain of 24 May 2024, weighed by vega; two of its marks contradict their own prices.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { black76Value, createSurface, volatilityAt } from "@novate/risk";
import { describe, expect, it } from "vitest";
import { impliedVol } from "../quote/impliedVol.ts";
import { calibrateSurface } from "./calibrate.ts";
import type { ExpiryQuotes, VolQuote } from "./quotes.ts";
import { screenQuotes } from "./screen.ts";
import { calibrateSsvi } from "./ssvi.ts";

interface Chain {
  readonly snapshotUtc: string;
  readonly expiries: readonly {
    readonly expiryUtc: string;
    readonly forward: number;
    readonly options: readonly (readonly ["C" | "P", number, number, number])[];
  }[];
}
const chain: Chain = JSON.parse(
  readFileSync(new URL("../../../../vectors/value/deribitBtcChain.json", import.meta.url), "utf8"),
);
const yearsOf = (expiryUtc: string): number =>
  (Date.parse(expiryUtc) - Date.parse(chain.snapshotUtc)) / (365 * 86_400_000);

/** Quotes of one expiry with vega as weight, one a strike. */
const expiries: ExpiryQuotes[] = chain.expiries.map(({ expiryUtc, forward, options }) => {
  const yearsToExpiry = yearsOf(expiryUtc);
  const byStrike = new Map<number, VolQuote>();
  for (const [, strike, , percent] of options) {
    const volAnnual = percent / 100;
    const stdDev = volAnnual * Math.sqrt(yearsToExpiry);
    const d1 = Math.log(forward / strike) / stdDev + stdDev / 2;
    byStrike.set(strike, { logMoneyness: Math.log(strike / forward), volAnnual, weight: Math.exp(-(d1 * d1) / 2) });
  }
  const quotes = [...byStrike.values()].sort((left, right) => left.logMoneyness - right.logMoneyness);
  return { yearsToExpiry, quotes: screenQuotes(quotes, yearsToExpiry) };
});

describe("the chain itself", () => {
  it("reprices from its volatilities to 2e-4 coin, but for two stale marks, and back", () => {
    let stale = 0;
    for (const { expiryUtc, forward, options } of chain.expiries)
      for (const [type, strike, price, percent] of options) {
        const kind = type === "C" ? "call" : "put";
        const yearsToExpiry = yearsOf(expiryUtc);
        const value = black76Value(kind, forward, strike, (percent / 100) * Math.sqrt(yearsToExpiry));
        if (Math.abs(value / forward - price) > 2e-4) stale += 1;
        const back = impliedVol({ kind, forward, strike, yearsToExpiry, discount: 1, value });
        if (!back.ok) throw new Error(back.detail);
        const again = black76Value(kind, forward, strike, back.volAnnual * Math.sqrt(yearsToExpiry));
        expect(Math.abs(again - value)).toBeLessThan(1e-9);
      }
    expect(stale).toBe(2);
  });
});

describe("SVI slice by slice", () => {
  const fitted = calibrateSurface(expiries);
  if (!fitted.ok) throw new Error(`${fitted.field}: ${fitted.detail}`);
  it.each(fitted.reports)("is within 1.5 points at $yearsToExpiry years", ({ rmse }) =>
    expect(rmse).toBeLessThan(0.015),
  );
  it("is free of butterfly and calendar arbitrage by certificate", () => {
    expect(createSurface(fitted.surface.slices)).toMatchObject({ ok: true });
  });
  it("passes near the quotes at the money", () => {
    expect(volatilityAt(fitted.surface, 0, yearsOf("2024-09-27T08:00:00Z"))).toBeCloseTo(0.61, 1);
  });
});

describe("SSVI", () => {
  it("fits the longer expiries within 3 points with three numbers", () => {
    const fitted = calibrateSsvi(expiries);
    if (!fitted.ok) throw new Error(fitted.detail);
    for (const { yearsToExpiry, rmse } of fitted.reports)
      if (yearsToExpiry > 0.1) expect(rmse, String(yearsToExpiry)).toBeLessThan(0.03);
  });
});

describe("smooth smiles whose wings the quotes leave open", () => {
  const smileOf = (
    years: number,
    atm: number,
    skew: number,
    bend: number,
    least: number,
    left: number,
    right: number,
  ) =>
    Array.from({ length: 34 }, (_, i) => {
      const logMoneyness = -left + (i * (left + right)) / 33;
      const volAnnual = Math.max(atm + skew * logMoneyness + bend * logMoneyness * logMoneyness, least);
      const stdDev = volAnnual * Math.sqrt(years);
      const d1 = -logMoneyness / stdDev + stdDev / 2;
      return { logMoneyness, volAnnual, weight: Math.exp(-(d1 * d1) / 2) };
    });
  const T = 45 / 365;
  // Each was refused for a density far beyond every quote, or is fitted badly where those densities weigh too much.
  it.each([
    [T, smileOf(T, 0.17, -0.272, 1.02, 0.1054, 0.1, 0.07)],
    [T, smileOf(T, 0.17, -0.272, 1.02, 0.1054, 0.15, 0.105)],
    [T, smileOf(T, 0.17, -0.272, 1.02, 0.1054, 0.2, 0.14)],
    [0.026, smileOf(0.026, 0.186, 0.408, 16.699, 0.084, 0.015, 0.0095)],
    [0.097, smileOf(0.097, 0.242, -0.528, 3.479, 0.109, 0.071, 0.043)],
  ])("%d years %#", (yearsToExpiry, quotes) => {
    const kept = screenQuotes(quotes, yearsToExpiry);
    expect(kept).toHaveLength(quotes.length);
    const fitted = calibrateSurface([{ yearsToExpiry, quotes: kept }]);
    if (!fitted.ok) throw new Error(`${fitted.field}: ${fitted.detail}`);
    expect(fitted.reports[0]!.rmse).toBeLessThan(1e-3);
  });
});

describe("refusals", () => {
  const quotes = expiries[4]!.quotes;
  it.each([
    [[], "FieldMissing", "expiries"],
    [[{ yearsToExpiry: 0.1, quotes: quotes.slice(0, 4) }], "TooFewQuotes", "expiries[0].quotes"],
    [[{ yearsToExpiry: -1, quotes }], "NotPositive", "expiries[0].yearsToExpiry"],
    [[{ yearsToExpiry: 0.1, quotes: [...quotes].reverse() }], "OutOfOrder", "expiries[0].quotes[1].logMoneyness"],
    [
      [{ yearsToExpiry: 0.1, quotes: quotes.map((quote) => ({ ...quote, volAnnual: Number.NaN })) }],
      "NotANumber",
      "expiries[0].quotes[0].volAnnual",
    ],
  ])("names the field %#", (given, code, field) => {
    expect(calibrateSurface(given)).toMatchObject({ ok: false, code, field });
  });
});
