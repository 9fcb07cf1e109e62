/**
 * Goal: holdings that name what the market does not have are refused by their path. Method: one fault a row.
 */
import { expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { WAD } from "./fixedPoint.ts";

const expiry = { secondsToExpiry: 1e6, forward: 2000 };
const eth = { spot: 2000, spotConfidence: 1, perpPrice: 2001, expiries: { near: expiry } };
const whole = { market: { eth }, stablePrice: 1, cash: 5 };
const option = { underlying: "eth", expiry: "near", strike: 2000, isCall: true, amount: 1, vol: 0.5 };

test("an account without holdings has its cash as margin", () => {
  const answer = runProfileCase("derive-srm", whole);
  expect(answer).toMatchObject({ ok: true, cases: [{ computed: { initialMargin: 5, maintenanceMargin: 5 } }] });
});

test.each([
  ["options[0].underlying", { options: [{ ...option, underlying: "doge" }] }],
  ["options[0].expiry", { options: [{ ...option, expiry: "far" }] }],
  ["options[0].strike", { options: [{ ...option, strike: 0 }] }],
  ["options[0].isCall", { options: [{ ...option, isCall: "yes" }] }],
  ["market.eth.spot", { market: { eth: { ...eth, spot: Number.NaN } } }],
  ["perps[0].underlying", { perps: [{ underlying: "toString", amount: 1 }] }],
])("%s is refused", (field, change) => {
  expect(runProfileCase("derive-pmrm", { ...whole, ...change })).toMatchObject({ ok: false, field });
});

test("a 1e18 list shorter than the others is refused by its own name", () => {
  const scenario = { OptionExpiries: [100], SpotPrice: WAD, SpotConfidence: WAD, StablePrice: WAD, Forwards: [] };
  expect(runProfileCase("derive-pmrm", { Scenario: scenario })).toMatchObject({
    ok: false,
    field: "Scenario.Forwards",
  });
});
