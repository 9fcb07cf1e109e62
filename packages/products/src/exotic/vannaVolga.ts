/**
 * Barrier options on a smile of three quotes, by the vanna–volga adjustment of the currency markets.
 *
 * The Black–Scholes value at the at-the-money volatility is corrected by what it costs, at market instead of flat
 * volatility, to hedge its vega, vanna and volga with the at-the-money call, the 25-delta call and the 25-delta put; the
 * correction of a knock-out counts in proportion to its chance to survive.
 *
 * Source: A. Castagna and F. Mercurio, "The vanna-volga method for implied volatilities", Risk 20 (2007); F. Bossens et
 * al., "Vanna-volga methods applied to FX derivatives", Int. J. Theoretical and Applied Finance 13 (2010).
 * @module
 */
import { exp, normalPdf, normalQuantile, sqrt } from "@novate/num";
import { black76Value, logMoneyness } from "@novate/risk";
import { discountOf, forwardOf, type SpotMarket, vanillaValue } from "./spotMarket.ts";

/** The three volatilities that the market quotes. */
export interface ThreeQuotes {
  readonly vol25Put: number;
  readonly volAtm: number;
  readonly vol25Call: number;
}

/** A contract that knocks out, as the method sees it. */
export interface KnockOut {
  /** Black–Scholes value in a market of flat volatility. */
  readonly valueIn: (market: SpotMarket) => number;
  /** Probability of surviving to expiry at the at-the-money volatility. */
  readonly survival: number;
  /** Value, on the smile, of the option that is left if it never knocks out: an upper bound. */
  readonly vanillaOnSmile: number;
  /** The vanilla at the volatility that the three quotes imply for its strike. */
  readonly vanillaByQuotes: number;
  /** Step of the volatility, upwards, by which vega is taken: one basis point of the smile is usual. */
  readonly vegaStep: number;
}

/** Vega, vanna and volga. */
type Triple = readonly [number, number, number];

/** A vanilla that the market quotes, and at what volatility. */
export interface Hedge {
  readonly strike: number;
  readonly marketVol: number;
}

/** The 25-delta put, the straddle at the money and the 25-delta call. */
export type ThreeHedges = readonly [Hedge, Hedge, Hedge];

/** Strikes of 25-delta (forward delta) options and of the delta-neutral straddle, each at its own volatility. */
export function hedgesOf(quotes: ThreeQuotes, market: SpotMarket, years: number): ThreeHedges {
  const forward = forwardOf(market, years);
  const root = sqrt(years);
  const strikeAt = (vol: number, score: number): number => forward * exp(vol * root * (score + 0.5 * vol * root));
  const quarter = normalQuantile(0.25);
  return [
    { strike: strikeAt(quotes.vol25Put, quarter), marketVol: quotes.vol25Put },
    { strike: strikeAt(quotes.volAtm, 0), marketVol: quotes.volAtm },
    { strike: strikeAt(quotes.vol25Call, -quarter), marketVol: quotes.vol25Call },
  ];
}

/** Vega, vanna and volga of a vanilla, up to the factor that all three hedges share. */
function sensitivitiesOf(strike: number, market: SpotMarket, years: number): Triple {
  const stdDev = market.volAnnual * sqrt(years);
  const d1 = logMoneyness(forwardOf(market, years), strike) / stdDev + 0.5 * stdDev;
  const vega = market.spot * exp(-market.yieldAnnual * years) * normalPdf(d1) * sqrt(years);
  return [vega, (vega / market.spot) * (1 - d1 / stdDev), (vega * d1 * (d1 - stdDev)) / market.volAnnual];
}

/** Value of the knock-out on the smile. */
export function vannaVolgaOut(contract: KnockOut, quotes: ThreeQuotes, market: SpotMarket, years: number): number {
  const flat: SpotMarket = { ...market, volAnnual: quotes.volAtm };
  const hedges = hedgesOf(quotes, market, years);
  const columns = hedges.map(({ strike }) => sensitivitiesOf(strike, flat, years));
  const weights = solveThree(columns, knockOutSensitivities(contract, flat));
  const discount = discountOf(market, years);
  const forward = forwardOf(market, years);
  let cost = 0;
  for (const [index, { strike, marketVol }] of hedges.entries()) {
    const at = (vol: number): number => discount * black76Value("call", forward, strike, vol * sqrt(years));
    cost += weights[index]! * (at(marketVol) - at(quotes.volAtm)); // one weight a hedge
  }
  const adjusted =
    contract.valueIn(flat) + contract.survival * (cost + contract.vanillaOnSmile - contract.vanillaByQuotes);
  return Math.max(0, Math.min(contract.vanillaOnSmile, adjusted));
}

/**
 * Vega, vanna and volga by differences: of the volatility upwards, of the spot by one basis point to both sides.
 *
 * Upwards is part of the convention, not a saving: the tables that print six digits are reproduced to the last one so,
 * and only to a unit of the fourth decimal by derivatives, because volga changes fast near a barrier.
 */
function knockOutSensitivities({ valueIn, vegaStep }: KnockOut, flat: SpotMarket): Triple {
  const vol = 1e-4;
  const spot = 1e-4 * flat.spot;
  const at = (dv: number, ds: number): number =>
    valueIn({ ...flat, volAnnual: flat.volAnnual + dv, spot: flat.spot + ds });
  const vegaAt = (dv: number): number => (at(dv + vegaStep, 0) - at(dv, 0)) / vegaStep;
  const vega = vegaAt(0);
  const vanna = (at(vol, spot) - at(vol, -spot) - at(0, spot) + at(0, -spot)) / (2 * vol * spot);
  return [vega, vanna, (vegaAt(vol) - vega) / vol];
}

/** x with Σ xᵢ·columnᵢ = target, by Cramer's rule. */
function solveThree(columns: readonly Triple[], target: Triple): readonly number[] {
  const [a, b, c] = columns as readonly [Triple, Triple, Triple]; // three hedges
  const determinant = (u: Triple, v: Triple, w: Triple): number =>
    u[0] * (v[1] * w[2] - v[2] * w[1]) - v[0] * (u[1] * w[2] - u[2] * w[1]) + w[0] * (u[1] * v[2] - u[2] * v[1]);
  const whole = determinant(a, b, c);
  return [determinant(target, b, c) / whole, determinant(a, target, c) / whole, determinant(a, b, target) / whole];
}

/** A call that the three hedges imply: first-order interpolation of Castagna and Mercurio. */
export function vannaVolgaCall(strike: number, hedges: ThreeHedges, market: SpotMarket, years: number): number {
  const flat: SpotMarket = { ...market, volAnnual: hedges[1].marketVol };
  const [k1, k2, k3] = [hedges[0].strike, hedges[1].strike, hedges[2].strike];
  const vega = (level: number): number => sensitivitiesOf(level, flat, years)[0];
  const log = logMoneyness;
  const x = [
    (vega(strike) / vega(k1)) * ((log(k2, strike) * log(k3, strike)) / (log(k2, k1) * log(k3, k1))),
    (vega(strike) / vega(k2)) * ((log(strike, k1) * log(k3, strike)) / (log(k2, k1) * log(k3, k2))),
    (vega(strike) / vega(k3)) * ((log(strike, k1) * log(strike, k2)) / (log(k3, k1) * log(k3, k2))),
  ];
  let value = vanillaValue(flat, "call", strike, years);
  for (const [index, hedge] of hedges.entries()) {
    const at = (volAnnual: number): number => vanillaValue({ ...flat, volAnnual }, "call", hedge.strike, years);
    value += x[index]! * (at(hedge.marketVol) - at(flat.volAnnual)); // one weight a hedge
  }
  return value;
}
