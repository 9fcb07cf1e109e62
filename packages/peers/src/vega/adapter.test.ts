/**
 * Goal: levels exactly, by calculator and mode; shares that add up.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { socialise } from "./rules.ts";

const featureOf = (market: object, row: object, calculators: readonly object[] = []) => ({
  feature: "levels",
  background: [...calculators, { kw: "Given", text: "the markets:", rows: [{ id: "M", ...market }] }],
  scenarios: [
    {
      name: "one",
      steps: [
        {
          kw: "Then",
          text: "the parties should have the following margin levels:",
          rows: [{ "market id": "M", ...row }],
        },
      ],
    },
  ],
});

const standard = { "margin calculator": "default-margin-calculator" };
const custom = {
  kw: "And",
  text: 'the margin calculator named "own":',
  rows: [{ "search factor": "1.2", "initial factor": "1.5", "release factor": "1.7" }],
};

describe("margin levels", () => {
  test.each([
    ["default", standard, { maintenance: "1000", search: "1100", initial: "1200", release: "1400" }, []],
    [
      "isolated",
      standard,
      { maintenance: "1000", search: "0", initial: "1200", release: "0", "margin mode": "isolated margin" },
      [],
    ],
    [
      "own",
      { "margin calculator": "own" },
      { maintenance: "1000", search: "1200", initial: "1500", release: "1700" },
      [custom],
    ],
    [
      "full",
      { ...standard, "fully collateralised": "true" },
      { maintenance: "500", search: "500", initial: "500", release: "500" },
      [],
    ],
  ])("%s", (_, market, row, calculators) => {
    expect(runProfileCase("vega-margin", [featureOf(market, row, calculators)])).toMatchObject({
      cases: [{ isWithinTolerance: true }],
    });
    const wrong = featureOf(market, { ...row, initial: "1201" }, calculators);
    expect(runProfileCase("vega-margin", wrong)).toMatchObject({ cases: [{ isWithinTolerance: false }] });
  });

  test("a scenario without levels is excluded, a broken one refused", () => {
    expect(runProfileCase("vega-margin", featureOf(standard, { maintenance: "5" }))).toMatchObject({
      cases: [{ excluded: expect.any(String) }],
    });
    const careless = featureOf(standard, { maintenance: "", initial: "7" });
    expect(runProfileCase("vega-margin", careless)).toMatchObject({ cases: [{ excluded: expect.any(String) }] });
    const broken = featureOf(standard, { maintenance: "much", search: "1" });
    expect(runProfileCase("vega-margin", broken)).toMatchObject({
      ok: false,
      field: "scenarios[0].steps[0].rows[0].maintenance",
    });
  });
});

describe("loss socialisation", () => {
  test("the published case: 3000 uncovered, gains of 8000 and 80", () => {
    // vegaprotocol/vega@a50750cc, 0002-STTL loss socialization case 1 (AGPL-3.0): the larger gain bears 2970.
    const json = { uncovered: "3000", gains: { party2: "8000", aux: "80" } };
    expect(runProfileCase("vega-margin", json)).toMatchObject({
      cases: [{ computed: { shares: { party2: 2970, aux: 30 } } }],
    });
  });

  test("shares add up to the loss, or to the gains where they are less", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 6 }), (loss, gains) => {
        const total = gains.reduce((sum, gain) => sum + gain, 0n);
        const shares = socialise(loss, gains);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(loss < total ? loss : total);
      }),
    );
  });
});
