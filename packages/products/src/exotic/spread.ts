/**
 * A spread option without approximation, at every correlation.
 *
 * Given the driver z of the second asset the first is lognormal, so the value is one integral of Black's formula over z.
 * Black's value is homogeneous: the density of z goes into its forward and its strike, where a product of a vanishing
 * density and a vast price stays what it is. Near perfect correlation the first asset has nothing left to itself and the
 * integrand bends where exercise begins: panels end there, and shrink towards it.
 *
 * Source: N. Pearson, "An efficient approach for pricing spread options", J. Derivatives 3 (1995).
 * @module
 */
import { exp, ln, normalPdf, sqrt } from "@novate/num";
import { black76Value, type OptionKind } from "@novate/risk";
import { integrate } from "../numeric/gaussLegendre.ts";
import { discountOf, forwardOf, stdDevOf, type TwoAssetMarket } from "./spotMarket.ts";

/** Standard deviations of the driver beyond which nothing is counted. */
const REACH = 9;
const WIDEST_PANEL = 0.8;
const PANEL_POINTS = 24;
/** Panels halve towards a bend down to this part of the distance over which it is rounded off, or to the second. */
const ROUNDED_PART = 0.5;
const LEAST_PANEL = 1e-9;
const BISECTIONS = 60;

/** Pays the first asset less the second less the strike, or its negative. Error below 1e-8 of the spot, usually 1e-12. */
export function spreadValue(market: TwoAssetMarket, kind: OptionKind, strike: number, years: number): number {
  const { first, second, correlation } = market;
  const firstDev = stdDevOf(first, years);
  const terms: Terms = {
    forward: forwardOf(first, years),
    other: forwardOf(second, years),
    strike,
    shared: correlation * firstDev,
    otherDev: stdDevOf(second, years),
    ownDev: firstDev * sqrt((1 - correlation) * (1 + correlation)),
  };
  const given = (z: number): number => {
    const received = terms.forward * normalPdf(z - terms.shared);
    const paid = terms.other * normalPdf(z - terms.otherDev) + strike * normalPdf(z);
    if (!(paid > 0)) return kind === "call" ? received : 0;
    return received > 0 ? black76Value(kind, received, paid, terms.ownDev) : kind === "put" ? paid : 0;
  };
  const from = Math.min(0, terms.shared) - REACH;
  const to = Math.max(0, terms.shared, terms.otherDev) + REACH;
  let sum = 0;
  let left = from;
  for (const right of [...edgesBetween(from, to, bendsOf(terms, from, to), terms), to]) {
    if (right > left) sum += integrate(given, left, right, PANEL_POINTS);
    left = right;
  }
  return discountOf(first, years) * sum;
}

/** Forwards, and deviations of logarithms: what the first shares with the driver, the second's, what the first has alone. */
interface Terms {
  readonly forward: number;
  readonly other: number;
  readonly strike: number;
  readonly shared: number;
  readonly otherDev: number;
  readonly ownDev: number;
}

/** ln of what is received over what is paid, at a value of the driver: exercise begins where it is zero. */
function excessAt({ forward, other, strike, shared, otherDev }: Terms, z: number): number {
  const received = ln(forward) + shared * z - 0.5 * shared * shared;
  const second = ln(other) + otherDev * z - 0.5 * otherDev * otherDev;
  if (!(strike > 0)) return received - second;
  // ln(e^a + e^b) from the larger: neither overflows.
  const [high, low] = second > ln(strike) ? [second, ln(strike)] : [ln(strike), second];
  return received - high - ln(1 + exp(low - high));
}

/** Where exercise begins or is nearest to it: the slope of the excess falls as z rises, so it peaks once and is zero twice at most. */
function bendsOf(terms: Terms, from: number, to: number): readonly number[] {
  const { other, strike, shared, otherDev } = terms;
  const part = shared / otherDev; // of the second asset in what is paid, where the excess stands still
  const top =
    strike > 0 && part > 0 && part < 1
      ? (ln((strike * part) / (1 - part) / other) + 0.5 * otherDev * otherDev) / otherDev
      : from;
  const peak = top > from && top < to ? top : undefined;
  const stops = peak === undefined ? [from, to] : [from, peak, to];
  const bends = peak === undefined ? [] : [peak];
  for (let i = 0; i + 1 < stops.length; i += 1) {
    const [low, high] = [stops[i]!, stops[i + 1]!]; // within the list
    if (excessAt(terms, low) > 0 !== excessAt(terms, high) > 0) bends.push(crossing(terms, low, high));
  }
  return bends.sort((left, right) => left - right);
}

function crossing(terms: Terms, from: number, to: number): number {
  let [low, high] = [from, to];
  const isAbove = excessAt(terms, low) > 0;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = 0.5 * (low + high);
    if (excessAt(terms, middle) > 0 === isAbove) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** Edges of panels, rising: bends, geometric steps on both sides of each, and none wider than the widest. */
function edgesBetween(from: number, to: number, bends: readonly number[], { ownDev, shared, otherDev }: Terms) {
  const steepest = Math.abs(shared) + otherDev;
  const least = Math.max(LEAST_PANEL, (ROUNDED_PART * ownDev) / steepest);
  const edges = [from, ...bends, to];
  for (const bend of bends)
    for (let width = WIDEST_PANEL; width > least; width /= 2) edges.push(bend - width, bend + width);
  const count = Math.ceil((to - from) / WIDEST_PANEL);
  for (let i = 1; i < count; i += 1) edges.push(from + (i * (to - from)) / count);
  return edges.filter((edge) => edge > from && edge < to).sort((left, right) => left - right);
}
