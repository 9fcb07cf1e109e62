/**
 * Fair variance by replication: a log contract made of out-of-the-money options.
 *
 * Source: K. Demeterfi, E. Derman, M. Kamal and J. Zou, "More than you ever wanted to know about volatility swaps",
 * Goldman Sachs (1999): equation 26 for the continuum, appendix A for a strip of listed strikes.
 * @module
 */
import { exp, ln, sqrt } from "@novate/num";
import { black76Value, outOfTheMoneyValue } from "@novate/risk";
import { integratePanels } from "../numeric/gaussLegendre.ts";
import { forwardOf, type SpotMarket } from "./spotMarket.ts";

/**
 * Annual variance that makes a swap worth nothing, from the whole smile: (2/τ)·∫ O(k)·e^(−k) dk/F over log-moneyness,
 * O the undiscounted out-of-the-money value. `totalVariance` is w(k); the integral runs ten standard deviations out.
 */
export function fairVariance(totalVariance: (k: number) => number, years: number): number {
  const atTheMoney = sqrt(totalVariance(0));
  const reach = 10 * Math.max(atTheMoney, 0.5 * sqrt(totalVariance(8 * atTheMoney) + totalVariance(-8 * atTheMoney)));
  const density = (k: number): number => exp(-k) * outOfTheMoneyValue(1, exp(k), sqrt(totalVariance(k)));
  const sum = integratePanels(density, -reach, 0, 24, 24) + integratePanels(density, 0, reach, 24, 24);
  return (2 * sum) / years;
}

/** One strike of a strip, with its implied volatility. */
export interface StripStrike {
  readonly strike: number;
  readonly volAnnual: number;
}

/**
 * The same from a strip of strikes in increasing order: options weighted so that they match the log payoff at each
 * strike, puts up to the highest strike not above the forward and calls from there on.
 */
export function stripVariance(strip: readonly StripStrike[], market: SpotMarket, years: number): number {
  const { spot } = market;
  const forward = forwardOf(market, years);
  let pivot = 0;
  for (const [index, node] of strip.entries()) if (node.strike <= forward) pivot = index;
  const centre = strip[pivot]!.strike; // a strip has at least two strikes
  const logPayoff = (level: number): number => (2 / years) * ((level - centre) / centre - ln(level / centre));
  const value = (node: StripStrike, kind: "call" | "put"): number =>
    black76Value(kind, forward, node.strike, node.volAnnual * sqrt(years));

  let portfolio = 0;
  for (const step of [1, -1] as const) {
    let slopeBefore = 0;
    for (let index = pivot; index >= 0 && index < strip.length; index += step) {
      const node = strip[index]!;
      const next = strip[index + step]?.strike ?? beyond(strip, step);
      const slope = Math.abs((logPayoff(next) - logPayoff(node.strike)) / (next - node.strike));
      portfolio += (slope - slopeBefore) * value(node, step > 0 ? "call" : "put");
      slopeBefore = slope;
    }
  }
  return (2 / years) * (ln(forward / spot) - (forward / centre - 1) - ln(centre / spot)) + portfolio;
}

/** One more strike at the end of the strip, as far on as the last two are apart. */
function beyond(strip: readonly StripStrike[], step: 1 | -1): number {
  const end = step > 0 ? strip.length - 1 : 0;
  const edge = strip[end]!.strike;
  return Math.max(edge + (edge - strip[end - step]!.strike), 0.01 * edge);
}
