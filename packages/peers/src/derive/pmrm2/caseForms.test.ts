/**
 * Goal: case files of the same schema with other contents are read as the venue would hold them. Method: figures by hand.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";

const account = { Cash: 0, SpotPrice: 2000, SpotConfidence: 1, StablePrice: 1 };
const feed = {
  FeedExpiry: 31_536_000,
  Forward: 2000,
  Rate: 0,
  ForwardConfidence: 1,
  RateConfidence: 1,
  OptionVolConfidences: 1,
};
const call = { Expiry: 31_536_000, Strike: 1500, IsCall: 1, MarkVol: 0, MarkDiscount: 1, Amount: 1 };

const computedOf = (scenario: object, parameters: object = {}) => {
  const answer = runProfileCase("derive-pmrm2", { Scenario: { ...account, ...scenario }, Parameters: parameters });
  if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
  return answer.cases[0]?.computed;
};

describe("derive-pmrm2 reads", () => {
  test("an expired option at its intrinsic value", () => {
    const expired = { OptionFeeds: [{ ...feed, FeedExpiry: 0 }], Options: [{ ...call, Expiry: 0, MarkVol: 0.5 }] };
    expect(computedOf(expired)?.OptionMTM).toBe(500);
  });

  test("the feed's rate where an option states no discount: 500·exp(−0.1)", () => {
    const { MarkDiscount: _, ...plain } = call;
    expect(computedOf({ OptionFeeds: [{ ...feed, Rate: 0.1 }], Options: [plain] })?.OptionMTM).toBeCloseTo(
      452.4187090179798,
      9,
    );
  });

  test("tails that are not dampened as tails: they follow the mirror image of the first move", () => {
    const Scenarios = [
      { SpotShock: 1.1, VolShockDirection: "Up", DampeningFactor: 1 },
      { SpotShock: 1, VolShockDirection: "None", DampeningFactor: 1 },
      { SpotShock: 0.9, VolShockDirection: "Up", DampeningFactor: 1 },
      { SpotShock: 0.5, VolShockDirection: "Up", DampeningFactor: 1 },
      { SpotShock: 0.2, VolShockDirection: "Up", DampeningFactor: 0.1 },
      { SpotShock: 1, VolShockDirection: "LINEAR", DampeningFactor: 1 },
    ];
    const perp = { NumPerps: 1, PerpPrice: 2000, PerpConfidence: 1 };
    expect(computedOf(perp, { Scenarios })).toMatchObject({
      worst_reg_loss: expect.closeTo(-200, 9),
      worst_tail_loss: expect.closeTo(-1000, 9),
      worst_all_scenarios: "tail",
    });
  });
});

test("losses that are rounding alone name the regular grid: a short box owes its width in every market", () => {
  const leg = (Strike: number, IsCall: number, Amount: number) => ({ ...call, Strike, IsCall, Amount, MarkVol: 0.7 });
  const Options = [leg(1500, 1, -1), leg(1500, 0, 1), leg(2100, 1, 1), leg(2100, 0, -1)];
  const undiscounted = { BASE_STATIC_DISCOUNT: 1, BASE_STATIC_DISCOUNT_NEG: 1, SHORT_RATE_ADDSCALE: 0 };
  const computed = computedOf({ OptionFeeds: [feed], Options }, { Margin: undiscounted });
  expect(computed).toMatchObject({ worst_all_scenarios: "regular", OptionMTM: expect.closeTo(-600, 9) });
});

describe("derive-pmrm2 refuses", () => {
  const collateral = { Amount: -1, Price: 1, Confidence: 1, IsRiskCancelling: false, MMHaircut: 0, IMHaircut: 0 };
  const skewed = { SpotShock: 1.1, VolShockDirection: "ABS", DampeningFactor: 1 };
  test.each([
    ["Scenario.OptionFeeds[1].FeedExpiry", { OptionFeeds: [feed, feed] }, {}],
    ["Scenario.Collaterals[0].Amount", { Collaterals: [collateral] }, {}],
    ["Parameters.Scenarios[0].SpotShock", {}, { Scenarios: [skewed] }],
    ["Parameters.Scenarios", {}, { Scenarios: [] }],
  ])("%s", (field, scenario, Parameters) => {
    const answer = runProfileCase("derive-pmrm2", { Scenario: { ...account, ...scenario }, Parameters });
    expect(answer).toMatchObject({ ok: false, field });
  });

  test("a case without its marker by its name, and runs the others", () => {
    const answer = runProfileCase("derive-pmrm2", { whole: { Scenario: account }, bare: { Parameters: {} } });
    expect(answer).toMatchObject({
      ok: true,
      cases: [{ name: "whole" }, { name: "bare", refused: { code: "FieldMissing", field: "bare.Scenario" } }],
    });
  });
});
