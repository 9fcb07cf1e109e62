/**
 * Goal: the auditor asks no more of a scan than the model's rows lose. Method: rows of a perpetual at ranges below and beyond the whole price.
 */
import { buildScenarioRow, prepareMarket, STANDARD_PROFILE } from "@novate/risk";
import { BTC, sampleMarket } from "@novate/risk/testing";
import { expect, it } from "vitest";
import { leastScanOf } from "./standing.ts";

const WORTH = 60_000_000;

it.each([
  ["a long falls by four thirds of a range", 157_028n, true, 12_562_200n],
  ["a long falls by all but a hundredth", 742_500n, true, 59_400_000n],
  ["a long falls by no more beyond that", 1_654_153n, true, 59_400_000n],
  ["a short loses more than it is worth", 1_654_153n, false, 132_332_220n],
])("INV-032: %s (%i ppm)", (_, rangePpm, isLong, least) => {
  const market = { ...sampleMarket(BTC, 60_000, 0), volAnnual: 0, rangeFloor: Number(rangePpm) / 1e6 };
  const { pnl } = buildScenarioRow(
    { kind: "perpetual", instrumentId: 7, underlyingId: BTC, atomsPerPoint: 1000 },
    { valueAtoms: WORTH, fundingRate8h: 0, isPriced: true },
    prepareMarket(STANDARD_PROFILE, market),
  );
  const loss = Math.max(...[...pnl].map((one) => (isLong ? -one : one)));
  expect(leastScanOf(BigInt(WORTH), rangePpm, isLong)).toBe(least);
  expect(loss).toBeGreaterThanOrEqual(Number(least) - 1);
  expect(loss).toBeLessThanOrEqual(Number(least) + WORTH / 1e5); // and no more than rounding above it
});
