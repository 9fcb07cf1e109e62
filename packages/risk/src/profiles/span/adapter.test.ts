/**
 * Goal: the published assembly, the sixteen scenarios, and each charge and credit by hand.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { SPAN } from "./profile.ts";
import { calendarSpreads, spreadCredits } from "./requirement.ts";
import { riskArray } from "./riskArray.ts";

const spanOf = (json: unknown) => {
  const answer = runProfileCase("span", json);
  if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
  return answer.cases[0]?.computed as {
    span: number;
    exposure: number;
    total: number;
    commodities: readonly Record<string, number>[];
  }; // our own figures
};

describe("span reproduces the worked NIFTY cases", () => {
  // Figures: marketcalls/marginism@733c56d4 (MIT), INR.
  const file = {
    identities: ["exposure short CE = 0.02*23547.75*65 = 30612.08"],
    cases: [
      { id: "long1NiftyFut_20260630", span: 143720, exposure: 30873, total: 174593 },
      {
        id: "short1_23700CE_20260630",
        span: 141673,
        exposure: 30612,
        total: 172285,
        scanRiskBeforeNov: 113226,
        netOptionValue: -28447,
      },
      { id: "protectivePut_longFut_long23000PE", total: 78904, marginBenefit: 95689 },
    ],
  };

  test.each([0, 1, 2])("case %i", (index) => {
    const answer = runProfileCase("span", file);
    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok && answer.cases[index]?.isWithinTolerance).toBe(true);
  });

  test("a result that nothing in the file yields is excluded", () => {
    expect(runProfileCase("span", { cases: [{ id: "straddle", total: 1 }] })).toMatchObject({
      cases: [{ excluded: expect.any(String) }],
    });
  });
});

describe("risk arrays", () => {
  test("a future loses its move, the extreme ones in part", () => {
    const future = { kind: "future", price: 1000, strike: 0, years: 0, vol: 0, multiplier: 10 } as const;
    const array = riskArray(future, { price: 90, vol: 0 }, SPAN.scenarios).map((loss) => Math.round(loss));
    expect(array).toEqual([0, 0, -300, -300, 300, 300, -600, -600, 600, 600, -900, -900, 900, 900, -630, 630]);
  });

  test("a long option gains from volatility and loses at most its value", () => {
    const call = { kind: "call", price: 1000, strike: 1000, years: 0.1, vol: 0.2, multiplier: 1 } as const;
    const array = riskArray(call, { price: 90, vol: 0.04 }, SPAN.scenarios);
    expect(array[0]).toBeLessThan(0);
    expect(array[1]).toBeGreaterThan(0);
    expect(Math.max(...array)).toBeLessThanOrEqual(26);
  });
});

describe("charges and credits", () => {
  const future = (quantity: number, month: string) => ({ quantity, month, kind: "future", price: 1000, multiplier: 1 });
  const commodity = (contracts: readonly unknown[], rest: object = {}) => ({
    id: "X",
    priceScanRange: 90,
    volScanRange: 0.04,
    contracts,
    ...rest,
  });

  test("a calendar spread has no scan risk but a charge per spread", () => {
    const { span, commodities } = spanOf({
      commodities: [commodity([future(3, "near"), future(-2, "far")], { calendarCharge: 7 })],
    });
    expect(calendarSpreads([3, -2])).toBe(2);
    expect(commodities[0]).toMatchObject({ scanRisk: 90, calendarSpreadCharge: 14 });
    expect(span).toBe(104);
  });

  test("short options far out owe the minimum each, less their value, which is negative", () => {
    const short = { quantity: -4, kind: "call", price: 1000, strike: 9000, years: 0.01, vol: 0.1 };
    const { span } = spanOf({ commodities: [commodity([short], { shortOptionMinimum: 5 })] });
    expect(span).toBeCloseTo(20, 6);
  });

  test("offsetting commodities are credited on the deltas that form a spread", () => {
    const spread = {
      rate: 0.5,
      legs: [
        { commodity: "X", deltaPerSpread: 1, side: "A" },
        { commodity: "Y", deltaPerSpread: 2, side: "B" },
      ],
    };
    const other = { ...commodity([future(-4, "near")]), id: "Y" };
    const json = { commodities: [commodity([future(3, "near")]), other], interCommoditySpreads: [spread] };
    // Two spreads: two of X's three deltas and all four of Y's; half of each one's 90 a delta is credited.
    const { commodities, span } = spanOf(json);
    expect(commodities.map((row) => row.interCommodityCredit)).toEqual([90, 180]);
    expect(span).toBe(270 - 90 + 360 - 180);
  });

  test("deltas on one side form no spread", () => {
    const legs = [
      { commodity: "X", deltaPerSpread: 1, side: "A" as const },
      { commodity: "Y", deltaPerSpread: 1, side: "B" as const },
    ];
    const { credits } = spreadCredits(
      { legs, rate: 1 },
      new Map([
        ["X", 1],
        ["Y", 1],
      ]),
      new Map([
        ["X", 5],
        ["Y", 5],
      ]),
    );
    expect(credits.size).toBe(0);
  });

  test.each([
    ["commodities[0].contracts[0].riskArray", { contracts: [{ ...future(1, "a"), riskArray: [1, 2] }] }],
    ["commodities[0].contracts[0].kind", { contracts: [{ ...future(1, "a"), kind: "swap" }] }],
    ["commodities[0].priceScanRange", { priceScanRange: -1 }],
  ])("%s is refused", (field, change) => {
    expect(runProfileCase("span", { commodities: [{ ...commodity([future(1, "a")]), ...change }] })).toMatchObject({
      ok: false,
      field,
    });
  });
});

describe("worked cases are read by their legs", () => {
  const call = { id: "short1_100CE_20260630", total: 30, lot: 10, spot: 95, lots: 2, exposure: 38 };
  const put = { id: "short1_100PE_20260630", total: 25 };
  const straddle = { id: "shortStraddle_100", total: 35, marginBenefit: 20 };

  test("a straddle saves over its two stated legs; exposure follows from price, lot and lots", () => {
    const answer = runProfileCase("span", { cases: [call, put, straddle] });
    expect(answer).toMatchObject({
      cases: [
        { computed: { exposure: 38 }, isWithinTolerance: true },
        {},
        { computed: { marginBenefit: 20 }, isWithinTolerance: true },
      ],
    });
  });

  test.each([
    ["without the put", [call, straddle]],
    ["with a put of another strike", [call, { ...put, id: "short1_90PE_20260630" }, straddle]],
  ])("a straddle %s has nothing to be judged by", (_, cases) => {
    const answer = runProfileCase("span", { cases });
    expect(answer.ok && answer.cases.at(-1)?.excluded).toContain("risk file");
  });
});
