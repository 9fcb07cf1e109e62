/**
 * Goal: rates below zero, expired options and owed collateral are taken as the venue takes them. Method: figures by hand.
 */
import { expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";

const near = { secondsToExpiry: 31_536_000, forward: 1000, rate: -1 };
const eth = { spot: 1000, spotConfidence: 1, perpPrice: 1000, expiries: { near } };
const option = { underlying: "eth", expiry: "near", strike: 500, isCall: true, amount: 1, vol: 0 };
const whole = {
  params: { scenarios: { spotShocks: [1], volShocks: ["none"] } },
  market: { eth },
  stablePrice: 1,
  options: [option],
};

test("a rate below zero discounts like none: 500·0.95·exp(−0.12) − 500", () => {
  const answer = runProfileCase("derive-pmrm", whole);
  expect(answer).toMatchObject({
    ok: true,
    cases: [{ computed: { scenarioPnls: [[expect.closeTo(-78.71279256, 6)]] } }],
  });
});

test("a case's own parameters are laid over the file's", () => {
  const { params, ...bare } = whole;
  const own = { ...bare, params: { margin: { baseStaticDiscount: 1, rateAddScale: 0 } } };
  const answer = runProfileCase("derive-pmrm", { params, cases: [own] });
  expect(answer).toMatchObject({ ok: true, cases: [{ computed: { scenarioPnls: [[0]] } }] });
});

test("a case may state one margin, and none without its market", () => {
  const only = { ...whole, expected: { maintenanceMargin: 0 } };
  const cases = [only, { cash: 5, stablePrice: 1 }];
  expect(runProfileCase("derive-pmrm", { cases })).toMatchObject({
    ok: true,
    cases: [{ expected: { maintenanceMargin: 0 } }, { refused: { code: "FieldMissing", field: "cases[1].market" } }],
  });
});

test("an expired option is worth its payoff", () => {
  const market = { eth: { ...eth, expiries: { near: { ...near, secondsToExpiry: 0 } } } };
  const answer = runProfileCase("derive-pmrm", { ...whole, market, options: [{ ...option, vol: 0.5 }] });
  expect(answer).toMatchObject({ ok: true, cases: [{ computed: { markToMarket: 500 } }] });
});

test("a base asset cannot be owed", () => {
  const answer = runProfileCase("derive-pmrm", { ...whole, bases: [{ underlying: "eth", amount: -1 }] });
  expect(answer).toMatchObject({ ok: false, code: "Negative", field: "bases[0].amount" });
});

test("a 1e18 case without its marker is refused by name", () => {
  const answer = runProfileCase("derive-pmrm", { whole: { Scenario: {} }, bare: { Result: {} } });
  expect(answer).toMatchObject({ ok: false });
  const wad = 1e18;
  const Scenario = { OptionExpiries: [], SpotPrice: wad, SpotConfidence: wad, StablePrice: wad };
  expect(runProfileCase("derive-pmrm", { whole: { Scenario }, bare: { Result: {} } })).toMatchObject({
    ok: true,
    cases: [{ name: "whole" }, { name: "bare", refused: { field: "bare.Scenario" } }],
  });
});
