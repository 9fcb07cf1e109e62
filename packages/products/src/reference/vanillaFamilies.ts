/**
 * Reference families on one future spot.
 *
 * @module
 */
import { exp, ln, normalCdf, sqrt } from "@novate/num";
import type { AmericanMethod } from "../exotic/american.ts";
import { type SpotGreeks, spotGreeks } from "../product/spotGreeks.ts";
import { DEFAULT_TOLERANCE, type Family, flatMarket, marketOf, optionOf, toleranceOf, valued } from "./family.ts";
import { kindIn, numberIn, type ReferenceRecord, yearsIn } from "./record.ts";

const expectedOf = (record: ReferenceRecord) => ({
  expected: numberIn(record, "result"),
  tolerance: toleranceOf(record),
});

export const european: Family = (record) => ({
  value: valued({ product: "european", ...optionOf(record) }, marketOf(record)),
  ...expectedOf(record),
});

/** Rows of testGreekValues in order: the row number says which Greek it is. */
const GREEK_ROWS: readonly ((greeks: SpotGreeks) => number)[] = [
  ({ delta }) => delta,
  ({ delta }) => delta,
  ({ elasticity }) => elasticity,
  ({ gamma }) => gamma,
  ({ gamma }) => gamma,
  ({ vega }) => vega,
  ({ vega }) => vega,
  ({ theta }) => theta,
  ({ theta }) => theta / 365,
  ({ rho }) => rho,
  ({ dividendRho }) => dividendRho,
];

export const europeanGreeks: Family = (record) => {
  const pick = GREEK_ROWS[Number(String(record.id).split("/").pop())];
  if (pick === undefined) return "a row beyond the known order of Greeks";
  const market = marketOf(record);
  const greeks = spotGreeks({
    ...optionOf(record),
    spot: market.spot,
    rateAnnual: market.rateAnnual,
    yieldAnnual: market.yieldAnnual,
    volAnnual: numberIn(record, "v"),
  });
  return { value: pick(greeks), expected: numberIn(record, "result"), tolerance: DEFAULT_TOLERANCE };
};

/** An American family by the method whose figures the source prints. */
export const american =
  (method: AmericanMethod, tolerance: number): Family =>
  (record) => ({
    value: valued({ product: "american", method, ...optionOf(record) }, marketOf(record)),
    expected: numberIn(record, "result"),
    tolerance: toleranceOf(record, tolerance),
  });

/** The premium over the European put at S = K = 100, q = 5 %, σ = 25 %, one year: the example of the paper. */
export const andersenLake: Family = (record) => {
  const option = { kind: "put" as const, strike: 100, yearsToExpiry: 1 };
  const market = flatMarket(100, numberIn(record, "r"), 0.05, 0.25);
  const whole = valued({ product: "american", method: "spectral", ...option }, market);
  const plain = valued({ product: "european", ...option }, market);
  const expected = record["expected[2]"];
  if (typeof whole !== "number" || typeof plain !== "number" || !Array.isArray(expected))
    return "not a pair of figures";
  // The pair is what two discretisations give; where they differ by more than the stated tolerance, that is the scatter.
  const scatter = Math.abs(expected[0] - expected[1]);
  const tolerance = Math.max(numberIn(record, "tol"), scatter);
  return { value: whole - plain, expected: expected[0], tolerance };
};

/** Merton's model with total volatility v, of whose variance jumps make the share gamma; jumps have mean one. */
export const merton76: Family = (record) => {
  const total = numberIn(record, "v");
  const intensity = numberIn(record, "jumpIntensity");
  const share = numberIn(record, "gamma");
  const logStdDev = total * sqrt(share / intensity);
  const market = { ...marketOf(record), volAnnual: total * sqrt(1 - share) };
  const jumps = { intensity, logMean: -0.5 * logStdDev * logStdDev, logStdDev };
  return {
    value: valued({ product: "jumpEuropean", ...optionOf(record) }, { ...market, jumps }),
    ...expectedOf(record),
  };
};

/** Discounted price of paying 1 a year hence is given as a factor here: `dDf` domestic, `fDf` foreign. */
export const fxDelta: Family = (record) => {
  const sign = record.ot === "Put" ? -1 : 1;
  const [spot, domestic, foreign, stdDev, strike] = ["spot", "dDf", "fDf", "stdDev", "strike"].map((name) =>
    numberIn(record, name),
  ) as [number, number, number, number, number]; // five names in, five numbers out
  const forward = (spot * foreign) / domestic;
  const d1 = ln(forward / strike) / stdDev + 0.5 * stdDev;
  const isAdjusted = String(record.dt).startsWith("Pa");
  const isSpot = String(record.dt).endsWith("Spot");
  const inForward = isAdjusted ? (strike / forward) * normalCdf(sign * (d1 - stdDev)) : normalCdf(sign * d1);
  return {
    value: sign * inForward * (isSpot ? foreign : 1),
    expected: numberIn(record, "value"),
    tolerance: 1e-3,
  };
};

export const compound: Family = (record) => {
  const product = {
    product: "compound" as const,
    outerKind: kindIn(record, "typeMother"),
    outerStrike: numberIn(record, "strikeMother"),
    outerYears: yearsIn(record, "tMother"),
    innerKind: kindIn(record, "typeDaughter"),
    innerStrike: numberIn(record, "strikeDaughter"),
    innerYears: yearsIn(record, "tDaughter"),
  };
  return {
    value: valued(product, marketOf(record)),
    expected: numberIn(record, "npv"),
    tolerance: toleranceOf(record),
  };
};

export const forwardStart =
  (isPerformance: boolean): Family =>
  (record) => {
    const product = {
      product: "forwardStart" as const,
      kind: kindIn(record),
      moneyness: numberIn(record, "moneyness"),
      startYears: yearsIn(record, "start"),
      yearsToExpiry: yearsIn(record),
      isPerformance,
    };
    return { value: valued(product, marketOf(record)), ...expectedOf(record) };
  };

export const digitalAtTouch =
  (pays: "cash" | "asset", when: "atTouch" | "atExpiry"): Family =>
  (record) => {
    const market = marketOf(record);
    const level = numberIn(record, "strike");
    const years = yearsIn(record);
    const amount = pays === "cash" ? 15 : 1; // the tests pay 15 in cash
    const isIn = record.knockin !== false;
    const isReached = record.type === "Call" ? market.spot >= level : market.spot <= level;
    const expected = expectedOf(record);
    if (isReached) return { value: reachedValue(pays, when, amount, isIn, market, years), ...expected };
    const product = {
      product: "touch" as const,
      pays,
      when: isIn ? when : ("neverTouched" as const),
      amount,
      level,
      yearsToExpiry: years,
    };
    return { value: valued(product, market), ...expected };
  };

/** A touch contract whose level the spot stands at or beyond already. */
function reachedValue(
  pays: "cash" | "asset",
  when: "atTouch" | "atExpiry",
  amount: number,
  isIn: boolean,
  market: { readonly spot: number; readonly rateAnnual: number; readonly yieldAnnual: number },
  years: number,
): number {
  if (!isIn) return 0;
  const now = pays === "cash" ? amount : amount * market.spot;
  if (when === "atTouch") return now;
  return now * exp(-(pays === "cash" ? market.rateAnnual : market.yieldAnnual) * years);
}
