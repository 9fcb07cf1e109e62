/**
 * Goal: branches of the chain's code that few cases reach. Method: by hand from dydxprotocol/v4-chain@84d4664b, the
 * function named in each row (no test of theirs).
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";

const run = (table: string, json: unknown) => runProfileCase("dydx-tiers", { test: table, cases: { one: json } });
const computedOf = (table: string, json: unknown): unknown => {
  const answer = run(table, json);
  return answer.ok ? answer.cases[0]?.computed : answer;
};

const perpetual = (LiquidityTier: number, more: object = {}) => ({
  Params: { Id: 0, MarketId: 0, AtomicResolution: -8, LiquidityTier },
  FundingIndex: 0,
  OpenInterest: 0,
  ...more,
});

describe("funding", () => {
  test.each([
    // GetRemoveSampleTailsFunc: ⌊10 · 2 · 10 %⌋ = 2, one from each end.
    ["both ends", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 100_000, [1, 2, 3, 4, 5, 6, 7, 8]],
    // ⌊4 · 2 · 10 %⌋ = 0: as they came.
    ["nothing", [3, 1, 4, 2], 100_000, [3, 1, 4, 2]],
    // ⌊3 · 2 · 50 %⌋ = 3, all of them: as they came.
    ["everything", [3, 1, 2], 500_000, [3, 1, 2]],
  ])("tails: %s", (_, input, removalRatePpm, expectedOutput) => {
    const answer = run("TestGetRemoveSampleTailsFunc", { input, removalRatePpm, expectedOutput });
    expect(answer).toMatchObject({ cases: [{ isWithinTolerance: true }] });
  });

  test("a tick needs its samples rounded up: two of 1000 over three make 666", () => {
    // MaybeProcessNewFundingTickEpoch: ⌈150/60⌉ = 3, 2000/3 = 666.
    const json = {
      testFundingSampleDuration: 60,
      testFundingTickDuration: 150,
      testPerpetuals: [perpetual(1)],
      testFundingSamples: [1000, 1000],
    };
    expect(computedOf("TestMaybeProcessNewFundingTickEpoch_ProcessNewEpoch", json)).toMatchObject({
      fundingRatesPpm: [666],
    });
  });
});

describe("risk", () => {
  test.each([
    // Risk.Cmp: without requirements on either side, the one with less collateral is riskier.
    [{ firstNC: 1, firstMMR: 0, secondNC: 2, secondMMR: 0 }, 1],
    [{ firstNC: 2, firstMMR: 0, secondNC: 1, secondMMR: 0 }, -1],
    [{ firstNC: 2, firstMMR: 0, secondNC: 2, secondMMR: 0 }, 0],
    // 1/2 each, the larger requirement is riskier.
    [{ firstNC: 2, firstMMR: 4, secondNC: 1, secondMMR: 2 }, 1],
  ])("%j compares as %i", (json, expected) => {
    expect(run("TestRisk_Cmp", { ...json, expected })).toMatchObject({ cases: [{ isWithinTolerance: true }] });
  });

  const info = (FundingIndex: number) => ({
    Perpetual: { Params: { Id: 1, AtomicResolution: -6 }, FundingIndex, OpenInterest: 0 },
    Price: { Price: 100, Exponent: 0 },
    LiquidityTier: { InitialMarginPpm: 100_000, MaintenanceFractionPpm: 500_000 },
  });

  test("is taken as the subaccount stands: GetRiskForSubaccount settles no funding", () => {
    const subaccount = { PerpetualPositions: [{ perpetualId: 1, quantums: 100 }] };
    const risk = { expectedRisk: { NC: 10_000, IMR: 1_000, MMR: 500 } };
    expect(computedOf("TestGetRiskForSubaccount", { subaccount, perpInfos: { "1": info(5_000_000) } })).toEqual(risk);
  });

  test("an own rate above the tier's raises the initial margin alone", () => {
    const subaccount = { PerpetualPositions: [{ perpetualId: 1, quantums: 100 }] };
    const json = { subaccount, perpInfos: { "1": info(0) }, leverageMap: { "1": 250_000 } };
    expect(computedOf("TestGetRiskForSubaccount", json)).toEqual({
      expectedRisk: { NC: 10_000, IMR: 2_500, MMR: 500 },
    });
    const tier = { initialMarginPpm: 100_000, bigQuoteQuantums: 1_001 };
    const margin = (customImfPpm: number) => computedOf("TestGetInitialMarginQuoteQuantums", { ...tier, customImfPpm });
    expect([margin(50_000), margin(250_000)]).toEqual([
      { expectedInitialMarginQuoteQuantums: 101 },
      { expectedInitialMarginQuoteQuantums: 251 },
    ]);
  });

  test("an asset other than the quote asset is no collateral, unless updates make it nothing", () => {
    const subaccount = { AssetPositions: [{ assetId: 1, quantums: -5 }] };
    expect(computedOf("TestGetRiskForSubaccount", { subaccount, perpInfos: {} })).toEqual({
      error: "ErrNotImplementedMargin",
    });
    const json = {
      assetPositions: [
        { assetId: 0, quantums: 7 },
        { assetId: 1, quantums: 5 },
      ],
      assetUpdates: [{ AssetId: 1, BigQuantumsDelta: -5 }],
    };
    expect(computedOf("TestGetNetCollateralAndMarginRequirements", json)).toMatchObject({ expectedNetCollateral: 7 });
  });

  test("open interest below zero leaves the tier's rate", () => {
    const json = { initialMarginPpm: 200_000, openInterestUpperCap: 10, openInterestNotional: -1 };
    expect(computedOf("TestGetAdjustedInitialMarginPpm", json)).toEqual({ expectedPpm: 200_000 });
  });

  test("a maintenance fraction above one is the chain's panic", () => {
    const json = { initialMarginPpm: 1, maintenanceFractionPpm: 1_000_001, clampFactorPpm: 1 };
    const error = { error: "ErrMaintenanceFractionPpmExceedsMax" };
    expect(computedOf("TestLiquidityTierGetMaintenanceMarginPpm", json)).toEqual(error);
    expect(computedOf("TestLiquidityTierGetMaxAbsFundingClampPpm", json)).toEqual(error);
  });
});

describe("liquidation", () => {
  const limits = { SubaccountBlockLimits: { MaxNotionalLiquidated: 150, MaxQuantumsInsuranceLost: 150 } };

  test("a perpetual is liquidated once a block", () => {
    // GetSubaccountMaxNotionalLiquidatable, GetSubaccountMaxInsuranceLost.
    const used = { previousNotionalLiquidated: 100, previousInsuranceFundLost: -100 };
    const json = { liquidationConfig: limits, previouslyLiquidatedPerpetualId: 0, ...used };
    const error = "ErrSubaccountHasLiquidatedPerpetual";
    expect(computedOf("TestGetMaxLiquidatableNotionalAndInsuranceLost", json)).toEqual({
      expectedMaxNotionalLiquidatableErr: error,
      expectedMaxInsuranceLostErr: error,
    });
  });

  test("what the insurance fund gained before makes no room for losses", () => {
    // UpdateSubaccountLiquidationInfo: a delta of the fund that is not negative is no loss.
    const used = {
      previouslyLiquidatedPerpetualId: 1,
      previousNotionalLiquidated: -100,
      previousInsuranceFundLost: 70,
    };
    expect(
      computedOf("TestGetMaxLiquidatableNotionalAndInsuranceLost", { liquidationConfig: limits, ...used }),
    ).toEqual({
      expectedMaxNotionalLiquidatable: 50,
      expectedMaxInsuranceLost: 150,
    });
  });

  test("a perpetual liquidated before is the first where its identity, zero, is left out", () => {
    // v4-chain@84d4664b, TestGetMaxLiquidatableNotionalAndInsuranceLost: a Go literal leaves out what is zero.
    const code = "ErrSubaccountHasLiquidatedPerpetual";
    const wanted = { $ref: `types.${code}` };
    const json = { liquidationConfig: limits, expectedMaxNotionalLiquidatableErr: wanted };
    for (const perpetualId of [{}, { perpetualId: 0 }]) {
      const computed = computedOf("TestGetMaxLiquidatableNotionalAndInsuranceLost", { ...json, ...perpetualId });
      expect(computed).toMatchObject({ expectedMaxNotionalLiquidatableErr: code });
    }
    expect(
      computedOf("TestGetMaxLiquidatableNotionalAndInsuranceLost", { liquidationConfig: limits, perpetualId: 2 }),
    ).toEqual({ expectedMaxNotionalLiquidatable: 150, expectedMaxInsuranceLost: 150 });
  });

  test("an error that does not come is a difference, not silence", () => {
    const wanted = { $ref: "types.ErrSubaccountHasLiquidatedPerpetual" };
    const json = { liquidationConfig: limits, previouslyLiquidatedPerpetualId: 1, expectedMaxInsuranceLostErr: wanted };
    expect(run("TestGetMaxLiquidatableNotionalAndInsuranceLost", json)).toMatchObject({
      cases: [{ isWithinTolerance: false }],
    });
  });
});

describe("deleveraging", () => {
  test("a perpetual that neither the case nor the profile lists is excluded, not valued at nothing", () => {
    const subaccount = { PerpetualPositions: [{ perpetualId: 77, quantums: -5 }] };
    expect(run("TestCanDeleverageSubaccount", { subaccount })).toMatchObject({
      cases: [{ excluded: expect.stringContaining("PerpetualPositions") }],
    });
  });

  const update = (...changes: readonly number[]) => ({
    SettledSubaccount: {},
    PerpetualUpdates: changes.map((BigQuantumsDelta) => ({ PerpetualId: 0, BigQuantumsDelta })),
  });

  test.each([
    // GetDeltaOpenInterestFromUpdates.
    ["two updates of one side", "Match", [update(1, 2), update(-3)], { error: "ErrMatchUpdatesMustUpdateOnePerp" }],
    ["not a match", "CollatCheck", [update()], { expectedVal: 0 }],
    ["both open", "Match", [update(5), update(-5)], { expectedVal: 5 }],
  ])("open interest: %s", (_, type, settledUpdates, outcome) => {
    const json = { updateType: { $ref: `types.${type}` }, settledUpdates };
    expect(computedOf("TestGetDeltaOpenInterestFromUpdates", json)).toEqual(outcome);
  });

  test("the lot may fall on any subaccount: the others follow in turn", () => {
    // OffsetSubaccountPerpetualPosition: bankrupt shorts of 3 pass to longs of 2 each, the drawn one first.
    const holder = (name: string, quantums: number, quote: number) => ({
      Id: { Owner: name },
      AssetPositions: [{ assetId: 0, quantums: quote }],
      PerpetualPositions: [{ perpetualId: 0, quantums }],
    });
    const subaccounts = [holder("a", 2, 10_000), holder("b", -3, 1_400), holder("c", 2, 10_000)];
    const json = { subaccounts, liquidatedSubaccountId: { Owner: "b" }, perpetualId: 0, deltaQuantums: 3 };
    const fills = (...names: readonly string[]) => ({
      expectedFills: names.map((Owner, index) => ({ OffsettingSubaccountId: { Owner }, FillAmount: 2 - index })),
    });
    const answer = (...names: readonly string[]) =>
      run("TestOffsetSubaccountPerpetualPosition", { ...json, ...fills(...names) });
    for (const order of [
      ["a", "c"],
      ["c", "a"],
    ]) {
      expect(answer(...order)).toMatchObject({ cases: [{ isWithinTolerance: true }] });
    }
    expect(answer("a", "b")).toMatchObject({ cases: [{ isWithinTolerance: false }] });
  });
});
