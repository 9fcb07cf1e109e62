/**
 * Goal: the published worked examples to their digits, contradictions named, and the portfolio's laws.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { volFactor } from "./portfolio.ts";
import { PARADEX_PM } from "./profile.ts";
import { deltaRisk, liquidationSteps, openSizes, reducingOrders } from "./rules.ts";

// Figures: tradeparadex/paradex-docs@9b82a75a, risk-system pages (MIT).
const EXAMPLES = [
  {
    id: "open orders",
    in: { positionBtc: -1, buyOrdersBtc: 3, sellOrdersBtc: 2, imf: 0.02, mark: 90000 },
    out: { buyOpenSize: 2, sellOpenSize: 3, netImrUsd: 5400 },
  },
  {
    id: "delta risk",
    in: { spot: 70000, unhedgedFactor: 0.02, hedgedFactor: 0.01, deltas: [1, -1.5] },
    out: { netDelta: -0.5, grossDelta: 2.5, hedgedDelta: 1, minDeltaRiskUsd: 1400 },
  },
  {
    id: "funding",
    in: {
      premiumRate: 0.0008,
      interest: 0.0001,
      clamp: 0.0005,
      spot: 60000,
      usdc: 1,
      sizeBtc: 0.5,
      seconds: 60,
      periodSeconds: 28800,
    },
    out: { rawRate: 0.0003, premiumPerBtc8h: 18, indexDelta: 0.0375, accruedPnlUsdc: -0.01875 },
  },
  {
    id: "pruning",
    in: {
      position: 10,
      buys: [{ size: 2, px: 1900 }],
      sells: [
        { size: 5, px: 2150 },
        { size: 3, px: 2100 },
        { size: 3, px: 2200 },
      ],
    },
    out: {
      remainingSells: [
        { size: 5, px: 2150 },
        { size: 3, px: 2100 },
      ],
      remainingBuys: [],
    },
  },
];

describe("paradex-pm reproduces", () => {
  test.each(EXAMPLES)("$id", (example) => {
    expect(runProfileCase("paradex-pm", example)).toMatchObject({ ok: true, cases: [{ isWithinTolerance: true }] });
  });

  test("a loss factor that contradicts its formula is given both ways", () => {
    const input = {
      insuranceFund: 1000,
      traders: { alice: 1000, bob: 1000, charlie: 1000 },
      aliceLong: 50,
      entry: 100,
      mark: 40,
      withdrawCharlie: 500,
    };
    const answer = runProfileCase("paradex-pm", { in: input, out: { factor: 0.25, toCharlie: 375 } });
    expect(answer).toMatchObject({
      cases: [
        {
          isWithinTolerance: true,
          computed: { factorByStatedFormula: 0.2 },
          excluded: expect.stringContaining("formula"),
        },
      ],
    });
  });

  test("the smallest share that reaches the target is closed", () => {
    const { steps, chosen } = liquidationSteps(0.2, 80, 88.8, 0.5, 0.9);
    expect(chosen).toBe(0.4);
    expect(steps.map(({ newRatio }) => Math.round(newRatio * 1000) / 1000)).toEqual([0.999, 0.856, 0.666, 0.399, 0]);
  });
});

describe("rules", () => {
  const size = fc.integer({ min: -1000, max: 1000 });

  test("delta risk sees no clones and is no more than unhedged on the gross", () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), (deltas) => {
        const risk = deltaRisk(deltas, 10, 0.02, 0.01).minDeltaRisk;
        const halves = deltas.flatMap((delta) => [delta / 2, delta / 2]);
        expect(deltaRisk(halves, 10, 0.02, 0.01).minDeltaRisk).toBeCloseTo(risk, 9);
        expect(risk).toBeLessThanOrEqual(deltas.reduce((sum, delta) => sum + Math.abs(delta), 0) * 0.2 + 1e-9);
      }),
    );
  });

  test("reducing orders never exceed the position", () => {
    fc.assert(
      fc.property(
        size,
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 500 }), px: fc.integer({ min: 1, max: 99 }) })),
        (position, orders) => {
          const kept = reducingOrders(position, orders, position > 0 ? "sell" : "buy");
          expect(kept.reduce((sum, order) => sum + order.size, 0)).toBeLessThanOrEqual(Math.abs(position));
        },
      ),
    );
  });

  test("orders on the position's own side add to it", () => {
    expect(openSizes(2, 3, 1)).toEqual({ buy: 5, sell: 0 });
  });
});

describe("portfolio margin", () => {
  const portfolio = {
    in: {
      spot: 100,
      scenarios: [
        { spotShock: -0.1, volShock: 0.3 },
        { spotShock: 0.1, volShock: 0.3 },
        { spotShock: -0.5, volShock: 0.5, weight: 0.25 },
      ],
      options: [{ isCall: false, strike: 100, days: 30, iv: 0.6, amount: 1 }],
      perps: [{ size: 1, mark: 100 }],
      feeProvision: 0.5,
    },
  };

  const figuresOf = (json: unknown) => {
    const answer = runProfileCase("paradex-pm", json);
    if (!answer.ok) throw new Error(answer.detail);
    const figures = answer.cases[0]?.computed ?? {};
    const figure = (name: string) => figures[name] as number; // our own figures
    return { scan: figure("scanRisk"), delta: figure("minDeltaRisk"), imr: figure("imr"), mmr: figure("mmr") };
  };

  test("a put under a perpetual takes most of its scan risk; provisions come on top", () => {
    const { scan, delta, imr, mmr } = figuresOf(portfolio);
    const bare = figuresOf({ in: { ...portfolio.in, options: [] } });
    expect(bare).toEqual({ scan: 12.5, delta: 2, imr: 13, mmr: 6.75 }); // half of the spot, counted by a quarter
    expect(scan).toBeLessThan(3);
    expect(imr).toBeCloseTo(Math.max(scan, delta) + 0.5, 12);
    expect(mmr).toBeCloseTo(Math.max(scan, delta) / 2 + 0.5, 12);
  });

  test("an input of no known kind is refused", () => {
    expect(runProfileCase("paradex-pm", { in: { spot: 1 } })).toMatchObject({ ok: false, field: "in" });
  });
});

describe("an asset's own scenarios", () => {
  const long = { spot: 100, perps: [{ size: 1, mark: 100 }] };
  const figures = (input: object) => {
    const answer = runProfileCase("paradex-pm", { in: input });
    return answer.ok ? answer.cases[0]?.computed : answer;
  };

  // tradeparadex/paradex-docs@9b82a75a, risk-system/portfolio-margin: 24 scenarios, weighted tails.
  test.each([
    // Down 16 % in full against 66 % by 18 % and 33 % by 36 %.
    ["BTC", 1, 16, 15],
    // Up 16 % against 500 % by 2.4 %, 400 % by 3 %, 100 % by 12 %.
    ["eth", -1, 16, 0],
    // Down 28 % against 66 % by 30 %: 19.8.
    ["HYPE", 1, 28, 15],
    ["CL-USD-PERP", -1, 28, 0],
  ])("%s, %i contract", (asset, size, scanRisk, bindingScenario) => {
    const input = { ...long, asset, perps: [{ size, mark: 100 }] };
    expect((figures(input) as { scenarioPnls: unknown[] }).scenarioPnls).toHaveLength(24);
    expect(figures(input)).toMatchObject({ bindingScenario });
    expect((figures(input) as { scanRisk: number }).scanRisk).toBeCloseTo(scanRisk, 9);
  });

  test("the least delta risk is the asset's", () => {
    const minDeltaRisk = (asset: string) => (figures({ ...long, asset }) as { minDeltaRisk: number }).minDeltaRisk;
    expect(["BTC", "HYPE"].map(minDeltaRisk)).toEqual([2, 3]);
    expect(figures({ spot: 100, deltas: [1], asset: "CL" })).toMatchObject({ minDeltaRiskUsd: 3 });
  });

  test("an upward volatility shock never falls below the asset's least, a downward one may end at zero", () => {
    const { term } = PARADEX_PM;
    // (30/120)^0.13 = 0.835: 40 % would be 33 %.
    expect(volFactor(term, 0.4, 120)).toBeCloseTo(1 + 0.4 * 0.835, 3);
    expect(volFactor(term, 0.4, 120, 0.4)).toBe(1.4);
    // 30^0.3 = 2.774 within a day.
    expect(volFactor(term, 0.4, 0.5, 0.4)).toBeCloseTo(1 + 0.4 * 2.774, 3);
    expect(volFactor(term, -0.22, 120, 0.4)).toBeCloseTo(1 - 0.22 * 0.835, 3);
    expect(volFactor(term, -0.5, 1)).toBe(0);
  });

  test.each([
    ["in.asset", { ...long, asset: "DOGE" }],
    ["in.scenarios", long],
  ])("%s is refused", (field, input) => {
    expect(figures(input)).toMatchObject({ ok: false, field });
  });
});

describe("paradex-pm is fitted to no asset, no name, no step", () => {
  const computedOf = (input: object) => {
    const answer = runProfileCase("paradex-pm", { in: input });
    if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
    return answer.cases[0]?.computed;
  };

  test("open orders on another asset, from a long position", () => {
    const input = { positionEth: 4, buyOrdersEth: 1, sellOrdersEth: 6, imf: 0.05, mark: 2000 };
    expect(computedOf(input)).toEqual({ buyOpenSize: 5, sellOpenSize: 2, netImrUsd: 500 });
  });

  test("funding of another asset and period, paid by a long when the rate is negative", () => {
    const input = { premiumRate: -0.002, interest: 0.0001, clamp: 0.0005, spot: 2000, usdc: 0.5, sizeEth: 3 };
    const figures = computedOf({ ...input, seconds: 3600, periodSeconds: 14_400 });
    // −0.0015 · 2000 / 0.5 an index unit, a quarter of it, paid at half a dollar.
    expect(figures?.premiumPerEth4h).toBeCloseTo(-6, 12);
    expect(figures?.indexDelta).toBeCloseTo(-1.5, 12);
    expect(figures?.accruedPnlUsdc).toBeCloseTo(2.25, 12);
    const capped = computedOf({ ...input, seconds: 1, periodSeconds: 1, fundingMultiplier: 0.5, maxRate: 0.0006 });
    expect(capped?.rawRate).toBe(-0.0006);
  });

  test("a short of another name goes bankrupt", () => {
    const input = { insuranceFund: 500, traders: { dana: 1000, erin: 2500 }, danaShort: 10, entry: 100, mark: 300 };
    expect(computedOf({ ...input, withdrawErin: 800 })).toMatchObject({
      danaAccountValue: -1000,
      exchangeBankruptcyAmount: 500,
      factor: 0.125,
      toInsuranceFund: 100,
      toErin: 700,
    });
  });

  test("both sides of a trade are judged, at the price of a dollar", () => {
    const input = { insuranceFund: 0, traders: { ann: 100, bob: 100 }, annLong: 2, bobShort: 1, entry: 100, mark: 160 };
    expect(computedOf({ ...input, usdc: 0.5, withdrawAnn: 10 })).toMatchObject({
      annAccountValue: 340,
      bobAccountValue: -20,
      bankruptcyAmount: 20,
      factor: 0.1,
    });
  });

  test("an account that is worth its margin is left alone", () => {
    expect(liquidationSteps(0.2, 100, 90, 0.5, 0.9).chosen).toBe(0);
    expect(liquidationSteps(0.2, 80, 90, 0, 0.9).chosen).toBe(0.4); // 72 over 80 is the target, not below it
  });

  test("markets on one asset keep their names", () => {
    const position = (m: string) => ({ m, size: 1, entry: 100, mark: 50, mmf: 0.1 });
    const positions = ["BTC-USD-PERP", "BTC-USD-70000-C", "ETH-USD-PERP"].map(position);
    const input = { usdc: 10, positions, liquidationFee: 0.1, shareStep: 1, targetMarginRatio: 0.9 };
    expect(Object.keys(computedOf(input)?.endPositions ?? {})).toEqual(["BTC-USD-PERP", "BTC-USD-70000-C", "ETH"]);
  });

  test("shares that do not divide one end with all of it", () => {
    const shares = liquidationSteps(0.3, -1, 10, 0.5, 0.9).steps.map(({ share }) => share);
    expect(shares.map((share) => +share.toFixed(12))).toEqual([0.3, 0.6, 0.9, 1]);
    expect(liquidationSteps(0.1, -1, 10, 0.5, 0.9).steps).toHaveLength(10);
  });

  test("a buy order alone is pruned against a short", () => {
    expect(
      computedOf({
        position: -2,
        buys: [
          { size: 1, px: 9 },
          { size: 2, px: 8 },
        ],
      }),
    ).toEqual({
      remainingBuys: [{ size: 1, px: 9 }],
      remainingSells: [],
    });
  });

  test("what is missing is named as the examples name it", () => {
    const input = { buyOrdersBtc: 1, sellOrdersBtc: 1, imf: 0.1, mark: 1 };
    expect(runProfileCase("paradex-pm", { in: input })).toMatchObject({ ok: false, field: "in.positionBtc" });
  });
});
