/**
 * Goal: margins scale with open interest, and updates and deleveraging keep their laws. Method: by hand and properties.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Field } from "../caseFile/field.ts";
import { DELEVERAGING_TABLES } from "./deleveragingTable.ts";
import { FUNDING_TABLES } from "./fundingTable.ts";
import { bankruptcyPrice, isFault } from "./liquidation.ts";
import { adjustedInitialPpm, requirementOf } from "./margin.ts";
import { MARGIN_TABLES } from "./marginTable.ts";
import { DYDX_PRICES, DYDX_TIERS } from "./profile.ts";
import { type Market, riskOf, transitionOf } from "./risk.ts";

const tier = DYDX_TIERS.get(9n);
const price = DYDX_PRICES.get(0n);
if (tier === undefined || price === undefined) throw new Error("the profile lists tier 9 and market 0");
const perpetual = {
  id: 0n,
  marketId: 0n,
  atomicResolution: -8n,
  fundingIndex: 0n,
  openInterest: 0n,
  defaultFundingPpm: 0n,
  tier,
};
const market: Market = new Map([[0n, { perpetual, price }]]);

describe("margin", () => {
  test("the initial rate rises from the tier's to 100 % between the caps", () => {
    const rates = [0n, 25_000_000_000_000n, 37_500_000_000_000n, 50_000_000_000_000n].map((open) =>
      adjustedInitialPpm(tier, open),
    );
    expect(rates).toEqual([200_000n, 200_000n, 600_000n, 1_000_000n]);
  });

  test("initial is at least maintenance, and grows with size and open interest", () => {
    const sizes = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(sizes, sizes, sizes, (small, more, openInterest) => {
        const at = (size: bigint, open: bigint) => requirementOf(size, price, { ...perpetual, openInterest: open });
        const one = at(small, openInterest);
        expect(one.initial >= one.maintenance).toBe(true);
        expect(at(-small, openInterest)).toEqual(one);
        expect(at(small + more, openInterest).initial >= one.initial).toBe(true);
        expect(at(small, openInterest + more).initial >= one.initial).toBe(true);
      }),
    );
  });
});

describe("liquidation", () => {
  test("closing at the bankruptcy price never raises the risk", () => {
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 10n });
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
        fc.bigInt({ min: 1n, max: 100n }),
        (size, quote, part) => {
          const position = { perpetualId: 0n, quantums: size, fundingIndex: 0n, quoteBalance: 0n };
          const before = riskOf({ quote, positions: [position] }, market);
          const delta = -(size * part) / 100n;
          const paid = bankruptcyPrice({ quote, positions: [position] }, market, 0n, delta);
          if (isFault(paid) || size + delta === 0n) return;
          const after = riskOf({ quote: quote + paid, positions: [{ ...position, quantums: size + delta }] }, market);
          // Requirements are rounded up on each side: one quantum of collateral covers that.
          expect(transitionOf(before, { ...after, netCollateral: after.netCollateral + 2n })).toBe("Success");
        },
      ),
    );
  });
});

describe("tables", () => {
  // Each names a figure whose inputs, left out, are all zero: proto3's JSON and Go's literals write no defaults.
  test.each([
    ["TestGetNetNotional_Success", {}, { bigExpectedNetNotionalQuoteQuantums: 0 }],
    ["TestGetInitialMarginQuoteQuantums", { initialMarginPpm: 5 }, { expectedInitialMarginQuoteQuantums: 0 }],
    ["TestRisk_IsLiquidatable", {}, { expected: false }],
  ])("%s reads what is left out as zero", (name, json, computed) => {
    expect(MARGIN_TABLES[name]?.(new Field(json, "")).computed).toEqual(computed);
  });

  test("funding of a settlement at index zero, of no samples, of no updates", () => {
    const settled = FUNDING_TABLES.TestGetSettlementPpmWithPerpetual?.(
      new Field({ perpetual: { FundingIndex: 3 }, quantums: 2 }, ""),
    );
    expect(settled?.computed).toEqual({ expectedNetSettlementPpm: -6 });
    const tails = FUNDING_TABLES.TestGetRemoveSampleTailsFunc?.(new Field({}, ""));
    expect(tails?.computed).toEqual({ expectedOutput: [] });
    const interest = DELEVERAGING_TABLES.TestGetDeltaOpenInterestFromUpdates?.(new Field({}, ""));
    expect(interest?.computed).toEqual({ error: "ErrMatchUpdatesMustHaveTwoUpdates" });
  });

  test("an update to an unknown perpetual is the chain's error", () => {
    const json = { perpetualUpdates: [{ PerpetualId: 7, BigQuantumsDelta: 1 }] };
    const outcome = MARGIN_TABLES.TestGetNetCollateralAndMarginRequirements?.(new Field(json, ""));
    expect(outcome?.computed).toEqual({ error: "ErrPerpetualDoesNotExist" });
  });

  test("tails are removed from the top first", () => {
    const outcome = FUNDING_TABLES.TestGetRemoveSampleTailsFunc?.(
      new Field({ input: [5, 1, 3], removalRatePpm: 300_000 }, ""),
    );
    expect(outcome?.computed).toEqual({ expectedOutput: [1, 3] });
  });

  test("a bankrupt position is passed on at the loss of who takes it", () => {
    const holder = (quote: number, quantums: number) => ({
      AssetPositions: [{ assetId: 0, quantums: quote }],
      PerpetualPositions: [{ perpetualId: 0, quantums, fundingIndex: 0, quoteBalance: 0 }],
    });
    const json = {
      liquidatedSubaccount: holder(49_999_000_000, -100_000_000),
      offsettingSubaccount: holder(50_000_000_000, 100_000_000),
      deltaQuantums: 100_000_000,
    };
    const outcome = DELEVERAGING_TABLES.TestProcessDeleveraging?.(new Field(json, ""));
    expect(outcome?.computed).toEqual({
      expectedLiquidatedSubaccount: { AssetPositions: [], PerpetualPositions: [] },
      expectedOffsettingSubaccount: {
        AssetPositions: [{ assetId: 0, quantums: 99_999_000_000 }],
        PerpetualPositions: [],
      },
    });
  });
});
