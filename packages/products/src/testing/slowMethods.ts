/**
 * Slow independent values for tests: sums, quadratures and closed forms that share nothing with the methods they check but
 * the normal distribution.
 *
 * @module
 */
import { exp, ln, normalCdf, normalPdf, sin, sqrt } from "@novate/num";
import { discountOf, logDriftOf, type SpotMarket } from "../exotic/spotMarket.ts";

/** Midpoints of `count` equal parts. */
const midpoints = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + ((index + 0.5) * (to - from)) / count);

/**
 * Double knock-out by the eigenfunctions of the band: A. Pelsser, "Pricing double barrier options using Laplace transforms",
 * Finance and Stochastics 4 (2000). Converges the faster the narrower the band, where images converge the slower.
 */
export function eigenKnockOut(
  payoff: (spot: number) => number,
  lower: number,
  upper: number,
  market: SpotMarket,
  years: number,
): number {
  const width = ln(upper / lower);
  const start = ln(market.spot / lower);
  const variance = market.volAnnual * market.volAnnual;
  const tilt = logDriftOf(market) / variance;
  const modes = Math.ceil((9 * width) / (market.volAnnual * sqrt(years))) + 2;
  let sum = 0;
  const points = 4000;
  for (const y of midpoints(0, width, points)) {
    const paid = payoff(lower * exp(y));
    if (paid === 0) continue;
    let density = 0;
    for (let n = 1; n <= modes; n += 1) {
      const wave = (n * Math.PI) / width;
      density += exp(-0.5 * wave * wave * variance * years) * sin(wave * start) * sin(wave * y);
    }
    sum += paid * exp(tilt * (y - start)) * density;
  }
  const decay = exp(-0.5 * tilt * tilt * variance * years);
  return discountOf(market, years) * decay * (2 / width) * sum * (width / points);
}

/** Excess of the maximum over a strike at or above the spot: A. Conze and Viswanathan (1991), which divides by the carry. */
export function conzeViswanathanCall(market: SpotMarket, strike: number, years: number): number {
  const { spot, rateAnnual, yieldAnnual, volAnnual } = market;
  const carry = rateAnnual - yieldAnnual;
  const stdDev = volAnnual * sqrt(years);
  const d1 = (ln(spot / strike) + carry * years) / stdDev + 0.5 * stdDev;
  const prepaid = spot * exp(-yieldAnnual * years);
  const discount = discountOf(market, years);
  const power = (2 * carry) / (volAnnual * volAnnual);
  const returned = normalCdf(d1 - power * stdDev);
  const reflected = returned === 0 ? 0 : exp(-power * ln(spot / strike)) * returned;
  return (
    prepaid * normalCdf(d1) -
    strike * discount * normalCdf(d1 - stdDev) +
    (spot * discount * (exp(carry * years) * normalCdf(d1) - reflected)) / power
  );
}

/** Call on the mean of two fixings: over the first by midpoints, over the second by Black's formula. Error about 1e-7. */
export function twoFixingCall(market: SpotMarket, strike: number, first: number, second: number): number {
  const drift = logDriftOf(market);
  const late = market.volAnnual * sqrt(second - first);
  const growth = exp((market.rateAnnual - market.yieldAnnual) * (second - first));
  const inner = (level: number): number => {
    const left = 2 * strike - level;
    const forward = level * growth;
    if (left <= 0) return forward - left;
    const d1 = ln(forward / left) / late + 0.5 * late;
    return forward * normalCdf(d1) - left * normalCdf(d1 - late);
  };
  const early = market.volAnnual * sqrt(first);
  const [from, to, points] = [-9, 9 + early, 200_000];
  let sum = 0;
  for (const z of midpoints(from, to, points))
    sum += normalPdf(z) * inner(market.spot * exp(drift * first + early * z));
  return (0.5 * discountOf(market, second) * sum * (to - from)) / points;
}
