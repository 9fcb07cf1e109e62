/**
 * Goal: the profile is the venue's rule for any account and any parameters that the venue admits. Method: a plain twin,
 * on random accounts of up to three expiries, with parameters drawn over the venue's whole bounds.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { twinMargin } from "./testing/twin.ts";

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** The usual value, or anything the venue admits. */
const around = (usual: number, min: number, max: number) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, within(min, max), fc.constant(min), fc.constant(max));
const confidence = fc.oneof(fc.constant(1), within(0, 1));

const EXPIRIES = [0, 50, 1700, 3600, 794_852, 2_592_000, 5_633_252, 63_072_000];
const SPOT = 2000;

const feed = (expiry: number) =>
  fc.record({
    FeedExpiry: fc.constant(expiry),
    Forward: within(1500, 2600),
    ForwardConfidence: confidence,
    Rate: within(-0.5, 0.3),
    RateConfidence: confidence,
    OptionVolConfidences: confidence,
  });

const option = (expiries: readonly number[]) =>
  fc.record({
    Expiry: fc.constantFrom(...expiries),
    Strike: fc.constantFrom(400, 1500, 1900, 2000, 2100, 3000, 9000),
    IsCall: fc.constantFrom(0, 1),
    MarkVol: within(0, 2),
    Amount: within(-5, 5),
  });

const collateral = fc.record({
  Amount: within(0, 5),
  Price: within(0, 3000),
  Confidence: confidence,
  IsRiskCancelling: fc.boolean(),
  MMHaircut: within(0, 0.5),
  IMHaircut: within(0, 0.5),
});

const account = fc.subarray(EXPIRIES, { maxLength: 3 }).chain((expiries) =>
  fc.record({
    Cash: within(-5000, 5000),
    SpotPrice: fc.constant(SPOT),
    SpotConfidence: confidence,
    NumPerps: fc.oneof(fc.constant(0), within(-5, 5)),
    PerpPrice: within(1900, 2100),
    PerpConfidence: confidence,
    UnrealisedPerpPNL: within(-100, 100),
    UnrealisedFunding: within(-10, 10),
    StablePrice: within(0.5, 1.1),
    Options:
      expiries.length === 0
        ? fc.constant([])
        : fc.uniqueArray(option(expiries), {
            maxLength: 6,
            selector: ({ Expiry, Strike, IsCall }) => `${Expiry} ${Strike} ${IsCall}`,
          }),
    OptionFeeds: fc.tuple(...expiries.map(feed)),
    Collaterals: fc.array(collateral, { maxLength: 3 }),
  }),
);

const moved = fc.record({
  SpotShock: fc.oneof(fc.constantFrom(1, 1.045, 0.955), within(0, 4)),
  VolShockDirection: fc.constantFrom("Up", "None", "Down"),
  DampeningFactor: within(0, 3),
});
const skewed = (direction: string) =>
  fc.record({ SpotShock: fc.constant(1), VolShockDirection: fc.constant(direction), DampeningFactor: within(0, 3) });

const parameters = fc.record({
  Scenarios: fc
    .tuple(fc.array(moved, { minLength: 1, maxLength: 6 }), skewed("LINEAR"), skewed("ABS"))
    .map(([moves, linear, abs]) => [...moves, linear, abs]),
  SkewShock: fc.record({
    LINEAR_SCALE_CAP: around(0.15, 0, 10),
    LINEAR_CBASE: around(-0.05, -10, 10),
    ABS_SCALE_CAP: around(0.15, 0, 10),
    ABS_CBASE: around(-0.05, -10, 10),
    MIN_K_STAR: around(0.01, 0.001, 10),
    MIN_WIDTH_SCALE: around(4, 0, 10),
    VOL_PARAM_STATIC: around(0.6, 0, 10),
    VOL_PARAM_SCALE: around(-0.1, -20, 20),
  }),
  VolShock: fc.record({
    VOLRANGEUP: around(0.5, 0, 10),
    VOLRANGEDOWN: around(0.275, 0, 10),
    SHORTTERMPOWER: around(0.3, 0, 3),
    LONGTERMPOWER: around(0.13, 0, 3),
    DTE_FLOOR: around(1, 0.01, 400),
    MIN_VOL_EVAL_SHOCKED: around(0.45, 0, 20),
  }),
  Margin: fc.record({
    MM_LOSS_FACTOR: around(0.8, 0.1, 10),
    IM_LOSS_FACTOR: around(1, 0.5, 10),
    SHORT_RATE_MULTSCALE: around(0.5, 0, 10),
    LONG_RATE_MULTSCALE: around(1, 0, 10),
    SHORT_RATE_ADDSCALE: around(0.08, 0, 10),
    LONG_RATE_ADDSCALE: around(0.08, 0, 10),
    BASE_STATIC_DISCOUNT: around(0.95, 0, 4),
    BASE_STATIC_DISCOUNT_NEG: around(1.04, 0, 4),
  }),
  BasisContingency: fc.record({
    SCENARIO_SPOT_UP: around(1.045, 1.0001, 2.9999),
    SCENARIO_SPOT_DOWN: around(0.955, 0, 0.9999),
    BASIS_CONT_ADD_FACTOR: around(0.5, 0, 20),
    BASIS_CONT_MULT_FACTOR: around(2, 0, 20),
  }),
  OtherContingency: fc.record({
    PEG_LOSS_THRESHOLD: around(0.98, 0, 100),
    PEG_LOSS_FACTOR: around(2, 0, 10),
    CONF_THRESHOLD: around(0.55, 0, 1),
    CONF_MARGIN: around(1, 0, 20),
    MM_PERP_PERCENT: around(0.015, 0, 3),
    IM_PERP_PERCENT: around(0.005, 0, 3),
    MM_OPTION_PERCENT: around(0.003, 0, 2),
    IM_OPTION_PERCENT: around(0.002, 0, 2),
  }),
});

test("the profile and its twin agree on every scenario and both margins", () => {
  fc.assert(
    fc.property(account, parameters, (Scenario, Parameters) => {
      const answer = runProfileCase("derive-pmrm2", { Scenario, Parameters });
      if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
      const { IM, MM, scenarioPnls } = answer.cases[0]?.computed ?? {};
      const twin = twinMargin(Scenario, Parameters);
      const close = (own: unknown, other: number): void =>
        expect(Math.abs((own as number) - other)).toBeLessThan(1e-9 * Math.max(1e5, Math.abs(other))); // a figure of the adapter
      close(MM, twin.MM);
      close(IM, twin.IM);
      expect(scenarioPnls).toHaveLength(twin.profits.length);
      for (const [index, profit] of twin.profits.entries()) close((scenarioPnls as number[])[index], profit);
    }),
    { numRuns: 2000 },
  );
});
