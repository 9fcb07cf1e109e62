/**
 * Goal: base assets beside a doubted spot and a depegged coin, and symbols that the source's own files do not have.
 * Method: figures by hand.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";

describe("one ether at 2000, of confidence 0.3", () => {
  const eth = { spot: 2000, spotConfidence: 0.3, perpPrice: 2000, expiries: {} };
  const whole = { market: { eth }, stablePrice: 1, bases: [{ underlying: "eth", amount: 1 }] };

  test("counts 80 % less (1 − 0.3)·0.4 of its value: 1600 − 560", () => {
    const answer = runProfileCase("derive-srm", whole);
    expect(answer).toMatchObject({ ok: true, cases: [{ computed: { initialMargin: expect.closeTo(1040, 9) } }] });
  });

  test("is not charged where it counts for nothing", () => {
    const answer = runProfileCase("derive-srm", { cases: [whole], params: { baseAsset: { marginFactor: 0 } } });
    expect(answer).toMatchObject({ ok: true, cases: [{ computed: { initialMargin: 0, maintenanceMargin: 0 } }] });
  });

  test("is worth 2500 coins of 0.8 dollars, though its margin counts dollars", () => {
    const answer = runProfileCase("derive-srm", { ...whole, stablePrice: 0.8 });
    expect(answer).toMatchObject({
      ok: true,
      cases: [{ computed: { markToMarket: 2500, maintenanceMargin: 1600 } }],
    });
  });
});

describe("a 1e18 file of other symbols", () => {
  const wad = (value: number): number => value * 1e18;
  const scenario = {
    OptionUnderlying: ["SOL"],
    OptionExpiries: [0],
    OptionStrikes: [wad(100)],
    OptionIsCall: [1],
    OptionAmounts: [wad(-1)],
    OptionVols: [wad(0.5)],
    OptionVolConfidences: [wad(1)],
    Forwards: [wad(150)],
    ForwardConfidences: [wad(1)],
    Cash: 0,
    USDCValue: wad(1),
    ETHSpotPrice: wad(2000),
    SOLSpotPrice: wad(150),
    SpotPrice: wad(2000),
    SpotPerpConfidences: [
      [wad(1), wad(1)],
      [wad(1), wad(1)],
    ],
    PerpPrice: [wad(2000), wad(151)],
    Perps_SOL: wad(2),
  };

  test("answers figures by symbol: a short call of 50 in the money and a perpetual of 302", () => {
    const answer = runProfileCase("derive-srm", { Scenario: scenario });
    if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
    const computed = answer.cases[0]?.computed ?? {};
    expect((computed.SOLOptionMM as number) / 1e18).toBeCloseTo(-50 - 0.075 * 150, 9); // the adapter's own
    expect((computed.PerpMargin as number) / 1e18).toBeCloseTo(-0.05 * 302, 9); // the adapter's own
    expect(computed.ETHOptionMM).toBe(0);
  });

  test("refuses an option on a symbol without a price", () => {
    const answer = runProfileCase("derive-srm", { Scenario: { ...scenario, OptionUnderlying: ["DOGE"] } });
    expect(answer).toMatchObject({ ok: false, field: "Scenario.OptionUnderlying[0]" });
  });
});
