/**
 * The numbers of the volatility forecast, with the defaults of the `standard` profile.
 *
 * @module
 */
import { DAY_MS, HOUR_MS, YEAR_MS } from "@novate/num";
import { assert } from "@novate/stdx";

/** Fractions are of one, times in milliseconds, volatilities annual. */
export interface ForecastParameters {
  /** What is believed before the first price, and for how long a time of prices that belief weighs. */
  readonly initialVolAnnual: number;
  readonly priorMs: number;
  /** Prices nearer than `sampleMs` to the last one used are not used; farther than `gapMs`, no return is taken. */
  readonly sampleMs: number;
  readonly gapMs: number;
  /** A return beyond `jumpSigmas` counts as that many; beyond `suspectSigmas` its price waits for a second one. */
  readonly jumpSigmas: number;
  readonly suspectSigmas: number;

  /** Memories of the two exponentially weighted variances. */
  readonly ewmaFastMs: number;
  readonly ewmaSlowMs: number;
  /** Memories and weights of the heterogeneous components; the long-run variance has the rest of the weight. */
  readonly harMs: readonly [number, number, number, number];
  readonly harWeights: readonly [number, number, number, number];
  /** GARCH(1,1): time to take in a shock, and time to return to the long-run variance. */
  readonly garchReactionMs: number;
  readonly garchReversionMs: number;
  readonly longRunMs: number;

  /** Mixture: weight of one hour's QLIKE loss, memory of losses, and time in which all weight would be shared out. */
  readonly learningRate: number;
  readonly lossMemoryMs: number;
  readonly shareMs: number;

  /** Anti-procyclicality: this share of the required volatility is the stressed quantile of past forecasts. */
  readonly stressShare: number;
  readonly stressQuantile: number;
  readonly stressMemoryMs: number;

  /** A move of an hour beyond `shockSigmas` slow deviations is a shock: it adds a share, which fades with the memory. */
  readonly shockSigmas: number;
  readonly shockShare: number;
  readonly shockMemoryMs: number;

  /** The margin period of risk for which the range is published, and outcomes started in each. */
  readonly mporMs: number;
  readonly outcomesPerMpor: number;
  /** Aim of the tail quantile: above the promised coverage by what storms take away. */
  readonly coverage: number;
  /** Weight of the Student-t prior and memory of the residual quantile, in outcomes. */
  readonly residualPrior: number;
  readonly residualMemory: number;
  /** Step of the coverage feedback in ln(multiple), per margin period of risk. */
  readonly feedbackGain: number;
  /** The multiple of the required volatility is never less. */
  readonly leastMultiple: number;

  /** The published range: its floor, and how far it may move in an hour and in any five days. */
  readonly rangeFloor: number;
  readonly hourlyRise: number;
  readonly hourlyFall: number;
  readonly fiveDayRise: number;
  /** A listing is fresh for so long: no five-day limit, and at least so many of the volatilities declared for it. */
  readonly freshMs: number;
  readonly freshMultiple: number;
}

export const STANDARD_FORECAST: ForecastParameters = {
  initialVolAnnual: 0.8,
  priorMs: 5 * DAY_MS,
  sampleMs: 5 * 60_000,
  gapMs: 3 * DAY_MS,
  jumpSigmas: 6,
  suspectSigmas: 12,
  ewmaFastMs: DAY_MS,
  ewmaSlowMs: 10 * DAY_MS,
  harMs: [6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS],
  harWeights: [0.2, 0.25, 0.3, 0.2],
  garchReactionMs: DAY_MS,
  garchReversionMs: 20 * DAY_MS,
  longRunMs: 365 * DAY_MS,
  learningRate: 1,
  lossMemoryMs: 20 * DAY_MS,
  shareMs: 100 * DAY_MS,
  stressShare: 0.7,
  stressQuantile: 0.9,
  stressMemoryMs: 2 * YEAR_MS,
  shockSigmas: 3,
  shockShare: 0.2,
  shockMemoryMs: DAY_MS,
  mporMs: 4 * HOUR_MS,
  outcomesPerMpor: 4,
  coverage: 0.998,
  residualPrior: 120,
  residualMemory: 20_000,
  feedbackGain: 0.02,
  leastMultiple: 2.5,
  rangeFloor: 0,
  hourlyRise: 0.25,
  hourlyFall: 0.02,
  fiveDayRise: 1,
  freshMs: 60 * DAY_MS,
  freshMultiple: 5,
};

/** What switches its own part of the forecast off. */
const MAY_BE_ZERO = new Set(["rangeFloor", "feedbackGain", "stressShare", "shockShare", "freshMs", "freshMultiple"]);

/** Asserts what every formula of this folder relies on. Parameters are checked where they enter, once. */
export function assertForecastParameters(parameters: ForecastParameters): void {
  for (const [name, value] of Object.entries(parameters)) {
    const numbers: readonly number[] = Array.isArray(value) ? value : [value];
    const least = MAY_BE_ZERO.has(name) ? 0 : Number.MIN_VALUE;
    assert(
      numbers.every((number) => number >= least && number < Infinity),
      `forecast: ${name} is out of range`,
    );
  }
  const { harWeights, stressShare, stressQuantile, coverage, hourlyFall, outcomesPerMpor } = parameters;
  assert(harWeights.reduce((sum, weight) => sum + weight, 0) <= 1, "forecast: harWeights sum to more than 1");
  assert(stressShare <= 1 && stressQuantile < 1 && coverage < 1, "forecast: a share or quantile is not below 1");
  assert(hourlyFall < 1, "forecast: hourlyFall is not below 1");
  assert(outcomesPerMpor === Math.trunc(outcomesPerMpor) && outcomesPerMpor <= 4, "forecast: outcomesPerMpor above 4");
}
