/**
 * Goal: an option listed twice is one holding, in every Derive profile. Method: a short and a long of the same call.
 */
import { expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";

const near = { secondsToExpiry: 1e6, forward: 2000, forwardConfidence: 0.1 };
const eth = { spot: 2000, spotConfidence: 1, perpPrice: 2000, expiries: { near } };
const line = (amount: number, isCall = true) => ({
  underlying: "eth",
  expiry: "near",
  strike: 2000,
  isCall,
  amount,
  vol: 0.5,
});
const marginOf = (profile: string, options: readonly object[]) => {
  const answer = runProfileCase(profile, { market: { eth }, stablePrice: 1, options });
  if (!answer.ok) throw new Error(`${answer.field}: ${answer.detail}`);
  return answer.cases[0]?.computed.initialMargin;
};

test.each(["derive-srm", "derive-pmrm"])("%s sees nothing in a call bought and sold", (profile) => {
  expect(marginOf(profile, [line(1), line(-1)])).toBeCloseTo(0, 9);
  expect(marginOf(profile, [line(1), line(-2)])).toBeCloseTo(marginOf(profile, [line(-1)]) as number, 9); // a figure
  expect(marginOf(profile, [line(1), line(-1, false)])).not.toBeCloseTo(0, 0);
});

test("derive-pmrm2 doubts one contract of a call bought once and sold twice", () => {
  const option = { Expiry: 1e6, Strike: 2000, IsCall: 1, MarkVol: 0.5 };
  const OptionFeeds = [
    { FeedExpiry: 1e6, Forward: 2000, Rate: 0, ForwardConfidence: 0.1, RateConfidence: 1, OptionVolConfidences: 1 },
  ];
  const Options = [
    { ...option, Amount: 1 },
    { ...option, Amount: -2 },
  ];
  const Scenario = { SpotPrice: 2000, SpotConfidence: 1, StablePrice: 1, OptionFeeds, Options };
  const Parameters = { OtherContingency: { CONF_THRESHOLD: 0.5, CONF_MARGIN: 1 } };
  const answer = runProfileCase("derive-pmrm2", { Scenario, Parameters });
  expect(answer).toMatchObject({ ok: true, cases: [{ computed: { OracleCont: expect.closeTo(-0.9 * 2000, 9) } }] });
});
