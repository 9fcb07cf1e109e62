/**
 * An SSVI surface from quotes: coarser than slice by slice, and never in need of repair.
 *
 * @module
 */

import { type Checked, createSurface, type VolSurface } from "@novate/risk";
import { minimise } from "../numeric/nelderMead.ts";
import { type ExpiryQuotes, type FitReport, faultOfQuotes, meanSquare, reportFit, type VolQuote } from "./quotes.ts";
import { type AtmVariance, type SsviParameters, ssviSlices } from "./ssviSlices.ts";

/** Fits ρ, η, γ to all quotes at once; at-the-money variances are read from the quotes and made to rise. */
export function calibrateSsvi(expiries: readonly ExpiryQuotes[]): Checked<{
  readonly parameters: SsviParameters;
  readonly surface: VolSurface;
  readonly reports: readonly FitReport[];
}> {
  const fault = faultOfQuotes(expiries);
  if (fault !== undefined) return fault;
  const atm = atmVariances(expiries);
  /** The point of the arbitrage-free region nearest to a point of the search. */
  const parametersAt = (point: readonly number[]): SsviParameters => {
    const rho = clamp(point[0]!, -0.99, 0.99); // three coordinates
    return {
      rho,
      eta: clamp(point[1]!, 1e-3, 2 / (1 + Math.abs(rho))),
      gamma: clamp(point[2]!, 1e-3, 0.5),
    };
  };
  const height = (point: readonly number[]): number => {
    const fitted = ssviSlices(parametersAt(point), atm);
    if (!fitted.ok) return Number.POSITIVE_INFINITY;
    let sum = 0;
    for (const [index, slice] of fitted.slices.entries()) sum += meanSquare(expiries[index]!.quotes, slice); // one a slice
    return sum;
  };
  const first = minimise(height, [-0.2, 1, 0.4], [0.2, 0.3, 0.1], 400);
  const best = minimise(height, first.point, [0.05, 0.1, 0.05], 400);
  const parameters = parametersAt(best.point);
  const fitted = ssviSlices(parameters, atm);
  if (!fitted.ok) return fitted;
  const surface = createSurface(fitted.slices);
  if (!surface.ok) return surface;
  const reports = expiries.map((expiry, index) => reportFit(expiry, fitted.slices[index]!)); // one a slice
  return { ok: true, parameters, surface: surface.surface, reports };
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Total variance at the forward, linear between the two quotes around it, and nowhere below the expiry before. */
function atmVariances(expiries: readonly ExpiryQuotes[]): readonly AtmVariance[] {
  let before = 0;
  return expiries.map(({ yearsToExpiry, quotes }) => {
    const vol = volAtForward(quotes);
    const totalVariance = Math.max(vol * vol * yearsToExpiry, before * 1.0001);
    before = totalVariance;
    return { yearsToExpiry, totalVariance };
  });
}

function volAtForward(quotes: readonly VolQuote[]): number {
  const above = quotes.findIndex(({ logMoneyness }) => logMoneyness >= 0);
  if (above <= 0) return quotes[above < 0 ? quotes.length - 1 : 0]!.volAnnual; // five quotes at least
  const [left, right] = [quotes[above - 1]!, quotes[above]!];
  const share = -left.logMoneyness / (right.logMoneyness - left.logMoneyness);
  return left.volAnnual + share * (right.volAnnual - left.volAnnual);
}
