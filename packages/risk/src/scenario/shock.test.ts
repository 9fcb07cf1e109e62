/**
 * Goal: each shock is the formula of its rule. Method: figures worked out by hand.
 */
import { DAY_MS } from "@novate/num";
import { describe, expect, it } from "vitest";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import { BTC, sampleMarket } from "../testing/sample.ts";
import { scanRange, scenarioWeight, spotFactor, spotMove, termMultiplier, tiltOf, volFactor } from "./shock.ts";

const market = sampleMarket(BTC, 60_000, 0.6);
const { volShock, tilt, scenarios } = STANDARD_PROFILE;
const named = (name: string) => scenarios.find((scenario) => scenario.name === name)!;

describe("scanRange", () => {
  it("MARG-001: is k·σ̂·√MPOR: 3 · 0.6 · √(1/365)", () => {
    expect(scanRange(STANDARD_PROFILE, market)).toBeCloseTo(0.0942163, 7);
  });
  it("MARG-001: never falls below the floor of the profile or of the market", () => {
    expect(scanRange(STANDARD_PROFILE, { ...market, volAnnual: 0.01 })).toBe(0.04);
    expect(scanRange(STANDARD_PROFILE, { ...market, volAnnual: 0.01, rangeFloor: 0.15 })).toBe(0.15);
  });
  it("MARG-002: doubles for a price three periods of risk old", () => {
    const calm = { ...market, volAnnual: 0.01 };
    expect(scanRange(STANDARD_PROFILE, { ...calm, ageMs: 3 * DAY_MS })).toBe(0.08);
  });
});

describe("spotMove", () => {
  it("MARG-003: adds the confidence of the price on the side of the scenario", () => {
    expect(spotMove(named("spot-R+confidence"), 0.1, 0.02)).toBeCloseTo(-0.12, 15);
    expect(spotMove(named("spot+R+confidence"), 0.1, 0.02)).toBeCloseTo(0.12, 15);
    expect(spotMove(named("spot+4/3R vol+"), 0.09, 0.02)).toBeCloseTo(0.12, 15);
  });
  it("keeps a hundredth of the price whatever the range", () => {
    expect(spotFactor(-4)).toBe(0.01);
  });
});

describe("scenarioWeight", () => {
  it("MARG-004: dampens a tail until a linear position loses one scan range", () => {
    expect(scenarioWeight(named("tail+500%"), 0.1)).toBeCloseTo(0.02, 15);
    expect(scenarioWeight(named("tail-40%"), 0.1)).toBeCloseTo(0.25, 15);
  });
  it("MARG-004: and never counts more than the weight of the profile", () => {
    expect(scenarioWeight(named("tail+500%"), 0.9)).toBe(0.1);
    expect(scenarioWeight(named("spot-3/3R vol="), 0.1)).toBe(1);
  });
});

describe("volatility shock", () => {
  it.each([
    [0.2, 2.774191114672181], // below a day counts as a day: 30^0.30
    [1, 2.774191114672181],
    [7, 1.5474155772108131], // (30/7)^0.30
    [60, 0.9138314502294005], // 0.5^0.13
    [365, 0.7226494737213989], // (30/365)^0.13
  ])("MARG-063 MARG-005: scales by (30 d / dte)^exponent: %s days", (days, expected) => {
    expect(termMultiplier(volShock, days)).toBeCloseTo(expected, 14);
  });
  it("MARG-005: is continuous at the 30-day boundary", () => {
    const before = termMultiplier(volShock, 30 - 1e-9);
    expect(termMultiplier(volShock, 30)).toBe(1);
    expect(Math.abs(before - termMultiplier(volShock, 30 + 1e-9))).toBeLessThan(1e-10);
  });
  it("MARG-064: raises by 45 % and lowers by 30 % at 30 days", () => {
    expect(volFactor(volShock, 1, 1, 0.6)).toBeCloseTo(1.45, 14);
    expect(volFactor(volShock, -1, 1, 0.6)).toBeCloseTo(0.7, 14);
    expect(volFactor(volShock, 0, 2, 0.6)).toBe(1);
  });
  it("MARG-006: adds at least ten points to a calm smile: 0.1 / 0.1 is 100 %", () => {
    expect(volFactor(volShock, 1, 1, 0.1)).toBeCloseTo(2, 14);
  });
  it("never lowers volatility to nothing", () => {
    expect(volFactor(volShock, -1, 10, 0.6)).toBe(0.05);
  });
});

describe("tiltOf", () => {
  it("MARG-008: is 0.5 % and 4 % a year, at most 5 %", () => {
    expect(tiltOf(tilt, 0.25)).toBeCloseTo(0.015, 15);
    expect(tiltOf(tilt, 10)).toBe(0.05);
  });
});

describe("the standard grid", () => {
  it("MARG-013 MARG-007: is 21 of spot and volatility, 2 beyond, 2 for confidence, 5 tails and 2 rotations", () => {
    expect(scenarios).toHaveLength(32);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(32);
    const grid = scenarios.filter(
      ({ spot, skew, confidence, weight }) => spot.unit === "range" && skew === 0 && confidence === 0 && weight === 1,
    );
    const cells = grid.map(({ spot, vol }) => `${Math.round(spot.amount * 3)}/${vol}`);
    const thirds = [-3, -2, -1, 0, 1, 2, 3];
    const expected = thirds.flatMap((third) => [-1, 0, 1].map((vol) => `${third}/${vol}`));
    expect(new Set(cells)).toEqual(new Set([...expected, "-4/1", "4/1"]));
    const tails = scenarios.filter(({ spot }) => spot.unit === "fraction").map(({ spot }) => spot.amount);
    expect(tails).toEqual([-0.66, -0.4, 1, 2, 5]);
    // MARG-007: both ways.
    expect(scenarios.filter(({ skew }) => skew !== 0).map(({ skew }) => skew)).toEqual([-1, 1]);
  });
});
