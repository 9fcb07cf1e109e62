/**
 * Goal: a row is full repricing, quantised. Method: perpetuals and futures by hand; options against an independent
 * repricing on the shocked smile; the special cases one by one.
 */
import { ln, sqrt } from "@novate/num";
import { describe, expect, it } from "vitest";
import { black76Value } from "../black/black76.ts";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import { rotateSkew, scaleVolatility } from "../surface/operators.ts";
import { sviTotalVariance } from "../surface/svi.ts";
import { BTC, FAR_MS, modelMark, NEAR_MS, sampleMarket } from "../testing/sample.ts";
import { buildScenarioRow } from "./buildRow.ts";
import { prepareMarket } from "./prepared.ts";
import { scenarioWeight, spotFactor, spotMove, termMultiplier, volFactor } from "./shock.ts";
import type { InstrumentTerms, OptionTerms } from "./terms.ts";

const market = { ...sampleMarket(BTC, 60_000, 0), rangeFloor: 0.09, confidence: 0.01 };
const smiling = sampleMarket(BTC, 60_000, 0.6);
const prepared = prepareMarket(STANDARD_PROFILE, { ...market, surface: smiling.surface });
const common = { instrumentId: 7, underlyingId: BTC, atomsPerPoint: 1000 };
const perpetual: InstrumentTerms = { ...common, kind: "perpetual" };
const option = (strike: number, isCall: boolean, expiryMs = NEAR_MS): OptionTerms => ({
  ...common,
  kind: "option",
  strike,
  isCall,
  expiryMs,
  fixing: null,
});
const column = (name: string) => STANDARD_PROFILE.scenarios.findIndex((scenario) => scenario.name === name);
const GRID = STANDARD_PROFILE.scenarios.length;
const marked = (valueAtoms: number, fundingRate8h = 0) => ({ valueAtoms, fundingRate8h, isPriced: true });

describe("a perpetual", () => {
  const row = buildScenarioRow(perpetual, marked(60_000_001, 0.0001), prepared);
  it.each([
    ["spot-4/3R vol+", -7_200_001], // 60,000,001 · 0.12 = 7,200,000.12, against the long
    ["spot-2/3R vol-", -3_600_001],
    ["spot+3/3R vol=", 5_400_000], // 5,400,000.09, against the long again
    ["spot-R+confidence", -6_000_001], // 60,000,001 · 0.10
    ["spot=0 vol+", 0],
    ["tail+500%", 5_400_000], // dampened to one scan range
    ["tail-66%", -5_400_001],
  ])("MARG-013: %s moves one lot by %i atoms", (name, atoms) => {
    expect(row.pnl[column(name)]).toBe(atoms);
  });
  it("MARG-065: parts from its index by 0.5 % either way", () => {
    expect([row.pnl[GRID], row.pnl[GRID + 1]]).toEqual([-300_001, 300_000]);
  });
  it("MARG-036 MARG-010: has one atom of slack, and owes funding on the side that pays", () => {
    expect(row).toMatchObject({ slack: 1, shift: 0, deltaAtoms: 60_000_001, addOnLongAtoms: 6001, addOnShortAtoms: 0 });
    const paid = buildScenarioRow(perpetual, marked(60_000_001, -0.0001), prepared);
    expect(paid).toMatchObject({ addOnLongAtoms: 0, addOnShortAtoms: 6001 });
  });
});

describe("a future", () => {
  const future = (fixedFraction: number): InstrumentTerms => ({
    ...common,
    kind: "future",
    expiryMs: NEAR_MS,
    fixing: { fixedFraction, fixedAverage: 59_000 },
  });
  it("MARG-009: moves only with the part of its average that is not fixed", () => {
    const whole = buildScenarioRow(future(0), marked(60_060_000), prepared);
    const half = buildScenarioRow(future(0.5), marked(59_530_000), prepared);
    const fixed = buildScenarioRow(future(1), marked(59_000_000), prepared);
    // 60,060 · 1000 · 0.12 = 7,207,200
    expect(Math.abs(whole.pnl[column("spot-4/3R vol+")]! + 7_207_200)).toBeLessThanOrEqual(1);
    expect(Math.abs(half.pnl[column("spot-4/3R vol+")]! + 3_603_600)).toBeLessThanOrEqual(1);
    expect([...fixed.pnl].every((pnl) => pnl === 0)).toBe(true);
  });
});

describe("an option", () => {
  /** Full repricing by another route: the shocked slice itself, valued at the shocked forward. */
  function reprice(terms: OptionTerms, index: number): number {
    const scenario = STANDARD_PROFILE.scenarios[index]!;
    const slice = smiling.surface!.slices[terms.expiryMs === NEAR_MS ? 0 : 1]!;
    const { forward } = market.forwards.find(({ expiryMs }) => expiryMs === terms.expiryMs)!;
    const days = slice.yearsToExpiry * 365;
    const atForward = sqrt(sviTotalVariance(slice, 0) / slice.yearsToExpiry);
    const factor = volFactor(
      STANDARD_PROFILE.volShock,
      scenario.vol,
      termMultiplier(STANDARD_PROFILE.volShock, days),
      atForward,
    );
    const shocked = scaleVolatility(rotateSkew(slice, scenario.skew * 0.15), factor);
    const moved = forward * spotFactor(spotMove(scenario, prepared.range, market.confidence));
    const value = (at: number, smile: typeof slice) =>
      black76Value(
        terms.isCall ? "call" : "put",
        at,
        terms.strike,
        sqrt(sviTotalVariance(smile, ln(terms.strike / at))),
      );
    return (value(moved, shocked) - value(forward, slice)) * 1000 * scenarioWeight(scenario, prepared.range);
  }

  it.each([
    [option(60_000, true)],
    [option(45_000, false)],
    [option(90_000, true, FAR_MS)],
    [option(66_000, false, FAR_MS)],
  ])("MARG-071: is repriced in full in all 32 scenarios: %o", (terms) => {
    const row = buildScenarioRow(terms, marked(modelMark(terms, smiling)), prepared);
    for (let index = 0; index < GRID; index += 1) {
      const expected = reprice(terms, index);
      expect(row.pnl[index]!).toBeLessThanOrEqual(expected + 1e-4);
      expect(row.pnl[index]! + row.slack).toBeGreaterThanOrEqual(expected - 1e-4);
    }
  });

  it("MARG-031: owes 0.5 % of notional when short", () => {
    expect(buildScenarioRow(option(60_000, true), marked(1_000_000), prepared).shortOptionAtoms).toBe(300_000);
  });
  it("MARG-080: counts a long lot's delta up to what its mark is worth: 1,000 / 2 %", () => {
    expect(buildScenarioRow(option(60_000, true), marked(1000), prepared).chargedDeltaAtoms).toBe(50_000);
  });
  it("MARG-009: is a forward once its fixed average alone lifts it over the strike, and then a number", () => {
    const call: OptionTerms = { ...option(20_000, true), fixing: { fixedFraction: 0.5, fixedAverage: 60_000 } };
    const row = buildScenarioRow(call, marked(40_030_000), prepared);
    expect(Math.abs(row.pnl[column("spot-4/3R vol+")]! + 3_603_600)).toBeLessThanOrEqual(1); // half of 60,060 · 0.12
    const put = buildScenarioRow({ ...call, isCall: false }, marked(0), prepared);
    expect([...put.pnl].every((pnl) => pnl === 0)).toBe(true);
    const over = buildScenarioRow(
      { ...call, fixing: { fixedFraction: 1, fixedAverage: 60_000 } },
      marked(40_000_000),
      prepared,
    );
    expect([...over.pnl].every((pnl) => pnl === 0)).toBe(true);
  });
});

describe("what cannot be priced", () => {
  const put = option(50_000, false);
  const unpriced = { valueAtoms: 2_000_000, fundingRate8h: 0, isPriced: false };
  it("MARG-035 MARG-084: is charged its maximum loss on either side, five times its value or strike where there is none", () => {
    expect(buildScenarioRow(put, unpriced, prepared)).toMatchObject({
      isPriced: false,
      addOnLongAtoms: 2_000_000,
      addOnShortAtoms: 48_000_000,
    });
    expect(buildScenarioRow(option(50_000, true), unpriced, prepared)).toMatchObject({
      addOnLongAtoms: 2_000_000,
      addOnShortAtoms: 250_000_000,
    });
    expect(buildScenarioRow(perpetual, { ...unpriced, valueAtoms: 60_000_000 }, prepared)).toMatchObject({
      addOnLongAtoms: 60_000_000,
      addOnShortAtoms: 300_000_000,
    });
  });
  it.each([
    ["no surface", { ...market, surface: null }],
    ["no spot", { ...market, surface: smiling.surface, spot: 0 }],
    ["no forward", { ...market, surface: smiling.surface, forwards: [] }],
    ["a spot that is no number", { ...market, surface: smiling.surface, spot: Number.NaN }],
    ["a volatility that is no number", { ...market, surface: smiling.surface, volAnnual: Number.NaN }],
  ])("MARG-035: with %s an option has no price", (_, broken) => {
    expect(buildScenarioRow(put, marked(2_000_000), prepareMarket(STANDARD_PROFILE, broken)).isPriced).toBe(false);
  });
  it("MARG-079: as collateral it counts for nothing", () => {
    const collateral: InstrumentTerms = { ...common, kind: "collateral", haircutPpm: 100_000 };
    expect(buildScenarioRow(collateral, unpriced, prepared)).toMatchObject({
      addOnLongAtoms: 0,
      addOnShortAtoms: 0,
      deltaAtoms: 0,
    });
  });
});

describe("collateral", () => {
  it("MARG-077: gains after its haircut and never loses", () => {
    const terms: InstrumentTerms = { ...common, kind: "collateral", haircutPpm: 100_000 };
    const row = buildScenarioRow(terms, marked(60_000_001), prepared);
    expect(row.pnl[column("spot+3/3R vol=")]).toBe(4_860_000); // 60,000,001 · 0.9 · 0.09 = 4,860,000.08
    expect([...row.pnl].every((pnl) => pnl >= -1)).toBe(true);
    expect(row.pnl[column("spot-3/3R vol=")]).toBe(0);
    expect(row.deltaAtoms).toBe(54_000_000);
  });
});
