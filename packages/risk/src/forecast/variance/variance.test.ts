/** Goal: each forecaster is the textbook one. Method: recursions and weights worked out by hand. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "../rule/parameters.ts";
import { forecastVariances } from "./forecasters.ts";
import { EQUAL_WEIGHTS, mixtureOf, qlike, reweigh } from "./mixture.ts";
import { advanceVariances, bridgeVariances, initialVariances, type Variances } from "./variances.ts";

const LONG_AGO = 1e15;
const start = initialVariances({ ...STANDARD_FORECAST, initialVolAnnual: 0.6 });

describe("FCST-020: EWMA, HAR, GARCH", () => {
  test("EWMA: v + (1 − e^(−h/m))·(x − v)", () => {
    const next = advanceVariances(start, 1, HOUR_MS, LONG_AGO, STANDARD_FORECAST);
    const weight = 1 - Math.exp(-1 / 24);
    expect(next.ewmaFast).toBeCloseTo(0.36 + weight * 0.64, 12);
    expect(next.ewmaSlow).toBeCloseTo(0.36 + (1 - Math.exp(-1 / 240)) * 0.64, 12);
  });

  test("FCST-062: GARCH sampled hourly it is ω + α·x + β·v with α + β = e^(−1/480)", () => {
    const next = advanceVariances({ ...start, garch: 0.5 }, 1, HOUR_MS, LONG_AGO, STANDARD_FORECAST);
    const kept = Math.exp(-1 / 480);
    const alpha = kept * (1 - Math.exp(-1 / 24));
    const beta = kept - alpha;
    const omega = (1 - kept) * 0.36;
    expect(next.garch).toBeCloseTo(omega + alpha * 1 + beta * 0.5, 12);
  });

  test("GARCH over a horizon: the distance to the long run shrinks by (1 − e^(−x))/x", () => {
    const forecasts = forecastVariances({ ...start, garch: 0.5 }, 20 * DAY_MS, STANDARD_FORECAST);
    expect(forecasts[3]).toBeCloseTo(0.36 + 0.14 * (1 - Math.exp(-1)), 12);
  });

  test("FCST-063: HAR has weights 0.2, 0.25, 0.3, 0.2 and the rest to the long run", () => {
    const variances: Variances = { ...start, har: [1, 2, 3, 4], longRun: 10 };
    expect(forecastVariances(variances, HOUR_MS, STANDARD_FORECAST)[2]).toBeCloseTo(0.2 + 0.5 + 0.9 + 0.8 + 0.5, 12);
  });
});

test("FCST-011: two half steps with the same realised variance are one whole step", () => {
  const whole = advanceVariances(start, 1, HOUR_MS, LONG_AGO, STANDARD_FORECAST);
  const half = advanceVariances(start, 1, HOUR_MS / 2, LONG_AGO, STANDARD_FORECAST);
  const halves = advanceVariances(half, 1, HOUR_MS / 2, LONG_AGO, STANDARD_FORECAST);
  expect(halves.ewmaFast).toBeCloseTo(whole.ewmaFast, 10);
  expect(halves.har[3]).toBeCloseTo(whole.har[3], 10);
});

test("FCST-021: until its memory is filled a variance is the plain mean", () => {
  let variances = start;
  let observedMs = DAY_MS;
  for (const realised of [1, 2, 3]) {
    variances = advanceVariances(variances, realised, DAY_MS, observedMs, STANDARD_FORECAST);
    observedMs += DAY_MS;
  }
  expect(variances.longRun).toBeCloseTo((0.36 + 1 + 2 + 3) / 4, 12);
});

test("FCST-060: across a gap nothing stays below the long run and nothing falls", () => {
  const bridged = bridgeVariances({ ewmaFast: 0.1, ewmaSlow: 2, har: [0.1, 0.5, 1, 2], garch: 0.2, longRun: 0.5 });
  expect(bridged).toStrictEqual({ ewmaFast: 0.5, ewmaSlow: 2, har: [0.5, 0.5, 1, 2], garch: 0.5, longRun: 0.5 });
});

describe("FCST-022: the mixture", () => {
  test("QLIKE is least where the forecast is the realised variance", () => {
    expect(qlike(0.5, 0.5)).toBeCloseTo(Math.log(0.5) + 1, 12);
    expect(qlike(0.4, 0.5)).toBeGreaterThan(qlike(0.5, 0.5));
    expect(qlike(0.6, 0.5)).toBeGreaterThan(qlike(0.5, 0.5));
  });

  test("FCST-064: one hour: w′ ∝ w^D·e^(−½·QLIKE), then the share", () => {
    const forecasts = [0.25, 0.5, 1, 2] as const;
    const weights = reweigh(EQUAL_WEIGHTS, forecasts, 0.5, HOUR_MS, STANDARD_FORECAST);
    const likelihoods = forecasts.map((f) => Math.exp(-(Math.log(f) + 0.5 / f) / 2));
    const total = likelihoods.reduce((sum, value) => sum + value, 0);
    for (const [index, likelihood] of likelihoods.entries()) {
      expect(weights[index]).toBeCloseTo((1 - 1 / 2400) * (likelihood / total) + 1 / 9600, 10);
    }
    expect(mixtureOf(weights, [1, 1, 1, 1])).toBeCloseTo(1, 12);
  });

  test("FCST-064: after a month of one truth its forecaster leads; ten days after a change the other does", () => {
    let weights = EQUAL_WEIGHTS;
    for (let hour = 0; hour < 720; hour++)
      weights = reweigh(weights, [0.2, 0.4, 0.8, 1.6], 0.2, HOUR_MS, STANDARD_FORECAST);
    expect(weights[0]).toBeGreaterThan(0.95);
    for (let hour = 0; hour < 240; hour++)
      weights = reweigh(weights, [0.2, 0.4, 0.8, 1.6], 1.6, HOUR_MS, STANDARD_FORECAST);
    expect(weights[3]).toBeGreaterThan(0.8);
  });
});
