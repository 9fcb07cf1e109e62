/**
 * Goal: the published assembly, the sixteen scenarios, and each charge and credit by hand.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { SPAN } from "./profile.ts";
import { priceRisk } from "./requirement.ts";
import { riskArray } from "./riskArray.ts";
import { calendarCharge, offsetDeltas, spreadCredits } from "./spreads.ts";

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
    const array = riskArray(future, { price: 90, vol: 0, lookAhead: 0 }, SPAN.scenarios).map((loss) =>
      Math.round(loss),
    );
    expect(array).toEqual([0, 0, -300, -300, 300, 300, -600, -600, 600, 600, -900, -900, 900, 900, -630, 630]);
  });

  test("a long option gains from volatility and loses at most its value", () => {
    const call = { kind: "call", price: 1000, strike: 1000, years: 0.1, vol: 0.2, multiplier: 1 } as const;
    const array = riskArray(call, { price: 90, vol: 0.04, lookAhead: 0 }, SPAN.scenarios);
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
    expect(offsetDeltas([3, -2])).toBe(2);
    expect(commodities[0]).toMatchObject({ scanRisk: 90, calendarSpreadCharge: 14 });
    expect(span).toBe(104);
  });

  test("short options far out owe the minimum each, less their value, which is negative", () => {
    const short = { quantity: -4, kind: "call", price: 1000, strike: 9000, years: 0.01, vol: 0.1 };
    const { span } = spanOf({ commodities: [commodity([short], { shortOptionMinimum: 5 })] });
    expect(span).toBeCloseTo(20, 6);
  });

  test.each([
    ["gross", 25],
    ["max", 15],
  ])("the minimum by the %s method", (shortOptionMethod, minimum) => {
    const short = (kind: string, quantity: number) => ({
      quantity,
      kind,
      price: 1000,
      strike: 1000,
      years: 0,
      vol: 0.1,
    });
    const contracts = [short("call", -3), short("put", -2), short("put", 7)];
    const { commodities } = spanOf({
      commodities: [commodity(contracts, { shortOptionMinimum: 5, shortOptionMethod })],
    });
    expect(commodities[0]?.shortOptionMinimum).toBe(minimum);
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
    const ones = new Map([
      ["X", 1],
      ["Y", 1],
    ]);
    expect(spreadCredits([{ legs, rate: 1, priority: 0 }], ones, ones).size).toBe(0);
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

// By hand from CME, "SPAN technical specification": weighted price risk, spreads by priority and ratio.
describe("spreads", () => {
  test("price risk leaves out volatility and time", () => {
    // Active: scenario 11 at 100; its pair loses 60, so 80 without volatility; 10 and 20 unmoved, so 15 of time.
    expect(priceRisk([10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 100, 60, 0, 0, 30, 30])).toBe(65);
    // An extreme move has no pair.
    expect(priceRisk([10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 30])).toBe(85);
  });

  const months = new Map([
    ["near", 10],
    ["mid", -4],
    ["far", -9],
  ]);
  const spread = (priority: number, charge: number, month: string, ratio: number) => ({
    priority,
    charge,
    legs: [
      { month: "near", ratio: 1, side: "A" as const },
      { month, ratio, side: "B" as const },
    ],
  });

  test("calendar spreads form by priority, each on what the earlier ones left, at their ratios", () => {
    // Near–mid first: two spreads of 1:2 leave 8 near; near–far: 8 spreads of 1:1.
    expect(calendarCharge([spread(2, 3, "far", 1), spread(1, 7, "mid", 2)], months)).toBe(2 * 7 + 8 * 3);
    // The other way round: 9 near–far spreads leave 1 near, which two of mid's four offset.
    expect(calendarCharge([spread(1, 3, "far", 1), spread(2, 7, "mid", 2)], months)).toBe(9 * 3 + 7);
  });

  test("a long far month against a short near one is the same spread", () => {
    const turned = new Map([...months].map(([month, delta]) => [month, -delta]));
    expect(calendarCharge([spread(1, 7, "mid", 2)], turned)).toBe(14);
  });

  test("a portfolio's table of spreads and its credits are read", () => {
    const future = (quantity: number, month: string) => ({ quantity, month, kind: "future", price: 1000 });
    const commodity = (id: string, contracts: readonly unknown[], more: object = {}) => ({
      id,
      priceScanRange: 90,
      contracts,
      ...more,
    });
    const calendarSpreads = [
      {
        charge: 5,
        legs: [
          { month: "a", side: "A" },
          { month: "b", ratio: 2, side: "B" },
        ],
      },
    ];
    const json = {
      commodities: [
        commodity("X", [future(3, "a"), future(-2, "b")], { calendarSpreads, exposureRate: 0.03 }),
        commodity("Y", [future(-1, "a")]),
        commodity("Z", [future(-1, "a")]),
      ],
      interCommoditySpreads: ["Z", "Y"].map((other, index) => ({
        rate: 0.5,
        priority: 2 - index,
        legs: [
          { commodity: "X", deltaPerSpread: 1, side: "A" },
          { commodity: other, deltaPerSpread: 1, side: "B" },
        ],
      })),
    };
    const { commodities } = spanOf(json);
    expect(commodities.map((row) => row.calendarSpreadCharge)).toEqual([5, 0, 0]);
    // X's one net delta goes to Y, whose spread comes first.
    expect(commodities.map((row) => row.interCommodityCredit)).toEqual([45, 45, 0]);
    expect(commodities.map((row) => row.exposure)).toEqual([150, 20, 20]);
  });

  test("time that passes before the imagined market costs a long option", () => {
    const call = { kind: "call", price: 1000, strike: 1000, years: 0.1, vol: 0.2, multiplier: 1 } as const;
    const losses = (lookAhead: number) => riskArray(call, { price: 90, vol: 0, lookAhead }, SPAN.scenarios);
    expect(losses(0)[0]).toBe(0);
    expect(losses(0.1)[0]).toBeCloseTo(25.22, 1); // all of its value
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
