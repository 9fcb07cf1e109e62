/**
 * Goal: published integers exactly, through the table files' own shape. Method: compact published rows.
 */
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../runProfileCase.ts";
import { named, type Row, readVector } from "../testing/vectors.ts";

const vector = readVector<Readonly<Record<string, readonly Row[]>>>("dydx");
const rowsOf = (name: string): readonly Row[] => vector[name] ?? [];

const run = (table: string, json: unknown) => runProfileCase("dydx-tiers", { test: table, cases: { one: json } });

const accountOf = (perpetuals: unknown, subaccount: unknown) => {
  const [quote, positions] = subaccount as [unknown, Row[]]; // as generated
  return {
    perpetuals: (perpetuals as Row[]).map(([Id, AtomicResolution, LiquidityTier, FundingIndex, OpenInterest]) => ({
      Params: { Id, MarketId: Id, AtomicResolution, LiquidityTier },
      FundingIndex,
      OpenInterest,
    })),
    assetPositions: [{ assetId: 0, quantums: quote }],
    perpetualPositions: positions.map((position) =>
      named(["perpetualId", "quantums", "fundingIndex", "quoteBalance"], position),
    ),
  };
};

const configOf = (config: unknown) => {
  if (config === null) return {};
  const [MaxLiquidationFeePpm, BankruptcyAdjustmentPpm, SpreadToMaintenanceMarginRatioPpm] = config as Row; // as generated
  return {
    liquidationConfig: {
      MaxLiquidationFeePpm,
      FillablePriceConfig: { BankruptcyAdjustmentPpm, SpreadToMaintenanceMarginRatioPpm },
    },
  };
};

const expectationOf = (name: string, value: unknown) =>
  typeof value === "string" && value.startsWith("Err")
    ? { expectedError: { $ref: `types.${value}` } }
    : { [name]: value };

const reproduced = { ok: true, cases: [{ isWithinTolerance: true }] };

describe("dydx-tiers reproduces", () => {
  test.each(rowsOf("requirement"))("requirement at %s·10^%s of %s·10^%s", (...row) => {
    const names = [
      "price",
      "exponent",
      "baseCurrencyAtomicResolution",
      "bigBaseQuantums",
      "initialMarginPpm",
      "maintenanceFractionPpm",
    ];
    const rest = [
      "openInterest",
      "openInterestLowerCap",
      "openInterestUpperCap",
      "bigExpectedInitialMargin",
      "bigExpectedMaintenanceMargin",
    ];
    expect(run("TestGetMarginRequirementsInQuoteQuantums_2", named([...names, ...rest], row))).toMatchObject(
      reproduced,
    );
  });

  test.each(rowsOf("fundingIndexDelta"))(
    "funding index delta at resolution %s",
    (resolution, Price, Exponent, rate, seconds, expected) => {
      const perp = { Params: { AtomicResolution: resolution } };
      const json = {
        perp,
        marketPrice: { Price, Exponent },
        big8hrFundingRatePpm: rate,
        timeSinceLastFunding: seconds,
        expected,
      };
      expect(run("TestGetFundingIndexDelta", json)).toMatchObject(reproduced);
    },
  );

  test.each(rowsOf("bankruptcyPrice"))(
    "bankruptcy price of perpetual %s by %s",
    (perpetualId, deltaQuantums, perps, account, wanted) => {
      const expected = expectationOf("expectedBankruptcyPriceQuoteQuantums", wanted);
      const json = { perpetualId, deltaQuantums, ...accountOf(perps, account), ...expected };
      expect(run("TestGetBankruptcyPriceInQuoteQuantums", json)).toMatchObject(reproduced);
    },
  );

  test.each(rowsOf("fillablePrice"))(
    "fillable price of perpetual %s by %s",
    (perpetualId, deltaQuantums, perps, account, config, wanted) => {
      const ratio = Array.isArray(wanted) ? named(["num", "den"], wanted) : wanted;
      const expected = expectationOf("expectedFillablePrice", ratio);
      const json = { perpetualId, deltaQuantums, ...accountOf(perps, account), ...configOf(config), ...expected };
      expect(run("TestGetFillablePrice", json)).toMatchObject(reproduced);
    },
  );

  test.each(rowsOf("insuranceFundDelta"))("insurance fund delta of perpetual %s, buy %s, %s at %s", (...row) => {
    const [perpetualId, isBuy, fillAmount, subticks, perps, account, config, wanted] = row;
    const expected = expectationOf("expectedLiquidationInsuranceFundDeltaBig", wanted);
    const json = {
      perpetualId,
      isBuy,
      fillAmount,
      subticks,
      ...accountOf(perps, account),
      ...configOf(config),
      ...expected,
    };
    expect(run("TestGetLiquidationInsuranceFundDelta", json)).toMatchObject(reproduced);
  });
});

describe("dydx-tiers", () => {
  test("a table's name may carry a suffix; an unknown one is refused", () => {
    expect(run("TestRisk_IsLiquidatable_9", { NC: 1, MMR: 2, expected: true })).toMatchObject(reproduced);
    expect(run("TestRisk", {})).toMatchObject({ ok: false, field: "test" });
  });

  test("a case that needs an unknown symbol is excluded, not guessed", () => {
    const answer = run("TestRisk_IsLiquidatable", { NC: { $call: "constants.Unknown", args: [] }, MMR: 2 });
    expect(answer).toMatchObject({ ok: true, cases: [{ excluded: expect.stringContaining("NC") }] });
    const listed = run("TestIsLiquidatable", {
      perpetuals: [{ $ref: "constants.Unknown" }],
      perpetualPositions: { $ref: "x" },
    });
    expect(listed).toMatchObject({ ok: true, cases: [{ excluded: expect.stringContaining("perpetualPositions") }] });
    expect(run("TestIsLiquidatable", { perpetualPositions: 5 })).toMatchObject({
      ok: false,
      field: "cases.one.perpetualPositions",
    });
  });
});
