/** Goal: prices of every kind do what the rules say. Method: one fault a case, on a state that has seen two months. */
import { DAY_MS, HOUR_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { STANDARD_FORECAST } from "./rule/parameters.ts";
import { bindingLimit, limitsOf } from "./rule/schedule.ts";
import { scanRangeOf } from "./scanRange.ts";
import { createVolState, type VolState } from "./state/volState.ts";
import { createPath } from "./testing/path.ts";
import { updateVol } from "./updateVol.ts";

const path = createPath(7, 390);
/** Old enough for its schedule, whatever the test's path is long. */
const SEASONED = { ...STANDARD_FORECAST, freshMs: 0 };
const settled = path.reduce((state, observation) => updateVol(state, observation, SEASONED), createVolState());
const { price, timeMs } = path.at(-1)!;
const then = (state: VolState, factor: number, hours: number) =>
  updateVol(state, { price: price * factor, timeMs: timeMs + hours * HOUR_MS }, SEASONED);

describe("FCST-010: what is no price changes nothing", () => {
  test.each([Number.NaN, 0, -1, Infinity])("%d", (bad) => {
    expect(updateVol(settled, { price: bad, timeMs: timeMs + HOUR_MS })).toBe(settled);
  });
  test("FCST-059: sooner than five minutes, or in the past", () => {
    expect(updateVol(settled, { price, timeMs: timeMs + 299_999 })).toBe(settled);
    expect(updateVol(settled, { price, timeMs: timeMs - HOUR_MS })).toBe(settled);
    expect(updateVol(settled, { price, timeMs: timeMs + 300_000 })).not.toBe(settled);
  });
});

test("the forecast finds the volatility of the path", () => {
  // Twelve dice have variance 1; 0.6 % an hour is 56 % a year.
  expect(scanRangeOf(settled, SEASONED).volAnnual).toBeGreaterThan(0.5);
  expect(scanRangeOf(settled, SEASONED).volAnnual).toBeLessThan(0.65);
});

describe("FCST-014: jumps and bad ticks", () => {
  const wild = then(settled, 0.5, 1);

  test("a wild price widens the target at once, but is no reference yet", () => {
    expect(scanRangeOf(wild, SEASONED).targetPpm).toBeGreaterThan(scanRangeOf(settled, SEASONED).targetPpm);
    expect(wild.reference).toStrictEqual(settled.reference);
    expect(wild.suspect.timeMs).toBe(timeMs + HOUR_MS);
  });

  test("FCST-061: the next price back home: a bad tick, and no breach is counted for it", () => {
    const home = then(wild, 1.001, 2);
    expect(home.suspect.timeMs).toBe(0);
    expect(home.learned.feedback).toBeLessThan(settled.learned.feedback);
    const quiet = then(then(settled, 1, 1), 1.001, 2);
    expect(scanRangeOf(home, SEASONED).volAnnual).toBeLessThan(1.5 * scanRangeOf(quiet, SEASONED).volAnnual);
  });

  test("FCST-061: the next price near it: a crash, and the ranges before it are breached", () => {
    const crash = then(wild, 0.51, 2);
    expect(Math.exp(crash.reference.lnPrice)).toBeCloseTo(price * 0.51, 4);
    expect(then(crash, 0.51, 5).learned.feedback).toBeGreaterThan(settled.learned.feedback);
  });

  test("FCST-013: a crash of half and one of nine tenths count alike: six standard deviations", () => {
    expect(then(settled, 0.1, 1).variances).toStrictEqual(wild.variances);
  });
});

describe("FCST-012: a gap", () => {
  const after = then(settled, 0.4, 24 * 60);
  test("FCST-060 FCST-012: no return is taken across it, no outcome is counted, and nothing falls", () => {
    expect(after.observedMs).toBe(settled.observedMs);
    expect(after.weights).toStrictEqual(settled.weights);
    expect(after.learned.residuals).toStrictEqual(settled.learned.residuals);
    expect(after.learned.pending).toHaveLength(1);
    expect(after.variances.ewmaFast).toBeGreaterThanOrEqual(settled.variances.ewmaFast);
    expect(Math.exp(after.reference.lnPrice)).toBeCloseTo(price * 0.4, 4);
  });
});

describe("FCST-011: irregular samples", () => {
  test("every third price of the path gives about the same volatility", () => {
    const thinned = path.filter((_, index) => index % 3 === 0);
    const state = thinned.reduce((before, observation) => updateVol(before, observation, SEASONED), createVolState());
    const ratio = scanRangeOf(state, SEASONED).volAnnual / scanRangeOf(settled, SEASONED).volAnnual;
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  });
});

describe("FCST-037: the explanation adds up", () => {
  const view = scanRangeOf(settled, SEASONED);

  test("FCST-030 FCST-031 FCST-033 FCST-034: each number follows from those before it", () => {
    const variance = view.forecasters.reduce((sum, { weight, volAnnual }) => sum + weight * volAnnual ** 2, 0);
    expect(view.volAnnual).toBeCloseTo(Math.sqrt(variance), 10);
    expect(view.requiredVol).toBeCloseTo((0.3 * view.volAnnual + 0.7 * view.stressedVol) * view.shockFactor, 12);
    expect(view.multiple).toBeCloseTo(Math.max(view.residualQuantile * view.feedbackFactor, 2.5), 12);
    const target = view.multiple * view.requiredVol * Math.sqrt(4 / 8760) * 1e6;
    expect(view.targetPpm).toBe(Math.ceil(target - 1e-6));
    expect(view.volAnnualPpm).toBe(Math.ceil(view.volAnnual * 1e6));
    expect(view.newRiskScanRangePpm).toBe(Math.max(view.targetPpm, view.scanRangePpm));
  });

  test("FCST-030 FCST-089: an hour of shock raises what is required by a fifth", () => {
    const shocked = scanRangeOf(then(settled, 1.04, 1), SEASONED);
    expect(shocked.shockFactor).toBe(1.2);
    expect(shocked.requiredVol).toBeCloseTo(1.2 * (0.3 * shocked.volAnnual + 0.7 * shocked.stressedVol), 12);
    expect(view.shockFactor).toBeLessThan(1.01);
  });

  test("FCST-068 FCST-067 MARG-062: a floor and a least multiple hold", () => {
    expect(scanRangeOf(settled, { ...SEASONED, rangeFloor: 0.5 }).scanRangePpm).toBe(500_000);
    expect(scanRangeOf(settled, { ...SEASONED, leastMultiple: 9 }).multiple).toBe(9);
  });

  test("FCST-036: four times the period of risk is twice the range", () => {
    const wide = scanRangeOf(settled, SEASONED, 16 * HOUR_MS);
    expect(Math.abs(wide.scanRangePpm - 2 * view.scanRangePpm)).toBeLessThanOrEqual(1);
    expect(Math.abs(wide.targetPpm - 2 * view.targetPpm)).toBeLessThanOrEqual(2);
  });

  test("FCST-034: in a storm new risk pays the target, existing positions what the schedule allows", () => {
    let state = settled;
    for (let hour = 1; hour <= 12; hour++) state = then(state, hour % 2 === 0 ? 1 : 1.2, hour);
    const stormy = scanRangeOf(state, SEASONED);
    expect(stormy.newRiskScanRangePpm).toBe(stormy.targetPpm);
    expect(stormy.targetPpm).toBeGreaterThan(1.2 * stormy.scanRangePpm);
    const limits = limitsOf(state.schedule, timeMs + 13 * HOUR_MS, STANDARD_FORECAST);
    expect(bindingLimit(limits, stormy.targetPpm)).toBe("fiveDayRise");
    expect(stormy.scanRangePpm).toBeLessThanOrEqual(2 * Math.max(...settled.schedule.lowsPpm));
  });

  test("FCST-035: a storm that the limits allow is published at once", () => {
    let state = settled;
    for (let hour = 1; hour <= 6; hour++) state = then(state, hour % 2 === 0 ? 1 : 1.02, hour);
    const stormy = scanRangeOf(state, SEASONED);
    expect(stormy.scanRangePpm).toBe(stormy.targetPpm);
    expect(stormy.targetPpm).toBeGreaterThan(1.1 * view.targetPpm);
  });
});

test("FCST-032: the feedback brings the share of breaches to the allowed one under a law that it does not know", () => {
  // Moves that are small 19 days in 20 and tenfold on the 20th: no multiple of a volatility fits them.
  const parameters = { ...STANDARD_FORECAST, mporMs: DAY_MS, coverage: 0.9, leastMultiple: 0.01, fiveDayRise: 10 };
  let state = createVolState(parameters);
  let breaches = 0;
  let required = 1;
  const [days, warmUp] = [1_200, 200];
  for (let day = 0; day < days; day++) {
    const move = (day * 7) % 20 === 0 ? 0.1 : 0.01 + 0.002 * ((day * 13) % 5);
    const factor = day % 2 === 0 ? 1 + move : 1 / (1 + move);
    const last = day === 0 ? 100 : Math.exp(state.reference.lnPrice);
    if (day >= warmUp && Math.abs(factor - 1) > required) breaches++;
    state = updateVol(state, { price: last * factor, timeMs: timeMs + day * DAY_MS }, parameters);
    required = scanRangeOf(state, parameters).scanRangePpm / 1e6;
  }
  expect(breaches / (days - warmUp)).toBeGreaterThan(0.07);
  expect(breaches / (days - warmUp)).toBeLessThan(0.12);
});

describe("FCST-090 FCST-091 FCST-092: a fresh listing", () => {
  const calm = Array.from({ length: 24 * 70 }, (_, hour) => ({
    price: 100 * (1 + 0.001 * (hour % 2)),
    timeMs: timeMs + hour * HOUR_MS,
  }));
  const after = (days: number) =>
    calm.slice(0, 24 * days + 2).reduce((state, observation) => updateVol(state, observation), createVolState());
  const declaredPpm = Math.ceil(5 * 0.8 * Math.sqrt(4 / 8760) * 1e6);

  test("for sixty days it stands at five declared volatilities at least, then falls by its schedule", () => {
    expect(scanRangeOf(after(59)).scanRangePpm).toBe(declaredPpm);
    expect(scanRangeOf(after(59)).targetPpm).toBe(declaredPpm);
    expect(scanRangeOf(after(61)).targetPpm).toBeLessThan(declaredPpm / 4);
    expect(scanRangeOf(after(61)).scanRangePpm).toBeLessThan(0.7 * declaredPpm);
  });

  test("a comparable that is declared twice as volatile floors it twice as high", () => {
    const wild = { ...STANDARD_FORECAST, initialVolAnnual: 1.6 };
    expect(Math.abs(scanRangeOf(after(30), wild).targetPpm - 2 * declaredPpm)).toBeLessThanOrEqual(1);
  });

  test("FCST-092: its published range more than doubles in five days where the storm asks for it", () => {
    const storm = (parameters: typeof STANDARD_FORECAST): number => {
      let state = after(30);
      const last = calm[24 * 30 + 1]!;
      for (let hour = 1; hour <= 24; hour++) {
        const factor = hour % 2 === 0 ? 1 : 1.15;
        state = updateVol(state, { price: last.price * factor, timeMs: last.timeMs + hour * HOUR_MS }, parameters);
      }
      return scanRangeOf(state, parameters).scanRangePpm;
    };
    expect(storm(STANDARD_FORECAST)).toBeGreaterThan(2.5 * declaredPpm);
    expect(storm(SEASONED)).toBeLessThanOrEqual(2 * declaredPpm);
  });
});

test("FCST-032: a breach of a slow schedule alone teaches the feedback nothing", () => {
  const slow = { ...SEASONED, hourlyRise: 1e-6, leastMultiple: 30 };
  const learn = (parameters: typeof slow): number => {
    let state = settled;
    for (let hour = 1; hour <= 48; hour++) {
      const observation = { price: price * (hour % 8 < 4 ? 1 : 1.09), timeMs: timeMs + hour * HOUR_MS };
      state = updateVol(state, observation, parameters);
    }
    return state.learned.feedback;
  };
  const fast = { ...slow, hourlyRise: 10, fiveDayRise: 10 };
  expect(learn(slow)).toBe(learn(fast));
});

test("parameters that would break a formula are refused by name", () => {
  const broken = { ...STANDARD_FORECAST, harWeights: [0.5, 0.5, 0.5, 0] } as const;
  expect(() => createVolState(broken)).toThrow(/harWeights/);
  expect(() => createVolState({ ...STANDARD_FORECAST, sampleMs: 0 })).toThrow(/sampleMs/);
  expect(() => createVolState({ ...STANDARD_FORECAST, initialVolAnnual: Number.NaN })).toThrow(/initialVolAnnual/);
  expect(() => createVolState({ ...STANDARD_FORECAST, coverage: 1 })).toThrow(/not below 1/);
  expect(() => createVolState({ ...STANDARD_FORECAST, outcomesPerMpor: 5 })).toThrow(/outcomesPerMpor/);
});
