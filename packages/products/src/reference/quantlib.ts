/**
 * Runs records of the QuantLib test-suite reference through our valuation.
 *
 * A record is flat JSON: `id` = `file/test/table/row` and the columns of that table. Inputs as in the tests: s and strike
 * in currency; r, q continuous and annual; t in years, rounded to days of a 360-day year; v annual. The family (the id
 * without its row) says which product it is and what the table leaves unsaid, such as the spot of a whole table.
 *
 * @module
 */
import { type Refused, refuse } from "@novate/risk";
import { nonFinitePath } from "@novate/stdx";
import * as barriers from "./barrierFamilies.ts";
import type { Comparison, Family } from "./family.ts";
import * as others from "./otherFamilies.ts";
import * as paths from "./pathFamilies.ts";
import type { ReferenceRecord } from "./record.ts";
import * as smiles from "./smileFamilies.ts";
import * as vanillas from "./vanillaFamilies.ts";

/** The one family whose figure belongs to the whole table. */
const VARIANCE_STRIP = "varianceswaps/testReplicatingVarianceSwap/replicatingOptionData";

const FAMILIES: Readonly<Record<string, Family>> = {
  "europeanoption/testValues/values": vanillas.european,
  "europeanoption/testGreekValues/values": vanillas.europeanGreeks,
  "blackdeltacalculator/testPutCallParity/values": vanillas.european,
  "blackdeltacalculator/testDeltaValues/values": vanillas.fxDelta,
  "blackdeltacalculator/testAtmCalcs/values": (record) =>
    record.stdDev === 0 ? "no figure: without volatility a delta is a step" : vanillas.fxDelta(record),
  // Haug's table was made with a coarse critical price; the tests allow 3e-3.
  "americanoption/testBaroneAdesiWhaleyValues/values": vanillas.american("baroneAdesiWhaley", 3e-3),
  "americanoption/testBjerksundStenslandValues/values": vanillas.american("bjerksundStensland", 5e-5),
  // Printed to three digits.
  "americanoption/testBjerksundStenslandValues/juValues": vanillas.american("juZhong", 1e-3),
  "basketoption/None/oneDataValues": vanillas.american("spectral", 1e-2),
  "americanoption/testAndersenLakeHighPrecisionExample/testCases": vanillas.andersenLake,
  "jumpdiffusion/testMerton76/values": vanillas.merton76,
  "compoundoption/testValues/values": vanillas.compound,
  "forwardoption/testValues/values": vanillas.forwardStart(false),
  "forwardoption/testPerformanceValues/values": vanillas.forwardStart(true),
  "digitaloption/testCashAtHitOrNothingAmericanValues/values": vanillas.digitalAtTouch("cash", "atTouch"),
  "digitaloption/testAssetAtHitOrNothingAmericanValues/values": vanillas.digitalAtTouch("asset", "atTouch"),
  "digitaloption/testCashAtExpiryOrNothingAmericanValues/values": vanillas.digitalAtTouch("cash", "atExpiry"),
  "digitaloption/testAssetAtExpiryOrNothingAmericanValues/values": vanillas.digitalAtTouch("asset", "atExpiry"),
  "digitaloption/testMCCashAtHit/values": vanillas.digitalAtTouch("cash", "atTouch"),
  "barrieroption/testHaugValues/values": barriers.barrier,
  "barrieroption/testPutCallSymmetry/cases": barriers.barrierSymmetry(undefined),
  "partialtimebarrieroption/testPutCallSymmetry/cases": barriers.barrierSymmetry("endEitherSide"),
  "barrieroption/testBabsiriValues/values": barriers.babsiri,
  [VARIANCE_STRIP]: () => "one strike of a strip: see the figure of the whole table",
  "barrieroption/testVannaVolgaSimpleBarrierValues/values": smiles.vannaVolgaBarrier,
  "doublebarrieroption/testVannaVolgaDoubleBarrierValues/values": smiles.vannaVolgaDoubleBarrier,
  "doublebarrieroption/testEuropeanHaugValues/values": barriers.doubleBarrier,
  "binaryoption/testCashOrNothingHaugValues/values": barriers.binaryBarrier("cash"),
  "binaryoption/testAssetOrNothingHaugValues/values": barriers.binaryBarrier("asset"),
  "softbarrieroption/testSoftBarrierHaug/values": barriers.softBarrier,
  "partialtimebarrieroption/testAnalyticEngine/cases": barriers.partialBarrier("call"),
  "partialtimebarrieroption/testAnalyticEnginePutOption/cases": barriers.partialBarrier("put"),
  "asianoptions/testMCDiscreteArithmeticAveragePrice/cases4": paths.averagePrice,
  "asianoptions/testMCDiscreteArithmeticAverageStrike/cases5": paths.averageStrike,
  "asianoptions/testTurnbullWakemanAsianEngine/cases": paths.turnbullWakeman,
  "asianoptions/testLevyEngine/cases": paths.levy,
  "asianoptions/testVecerEngine/cases": paths.vecer,
  "lookbackoptions/testAnalyticContinuousFloatingLookback/values": paths.floatingLookback,
  "lookbackoptions/testAnalyticContinuousFixedLookback/values": paths.fixedLookback,
  "lookbackoptions/testAnalyticContinuousPartialFloatingLookback/values": paths.partialFloatingLookback,
  "lookbackoptions/testAnalyticContinuousPartialFixedLookback/values": paths.partialFixedLookback,
  "basketoption/testEuroTwoValues/values": others.twoAssetBasket,
  "basketoption/testStrangSplittingSpreadEngineVsMathematica/testCases": others.kirkSpread,
  "margrabeoption/testEuroExchangeTwoAssets/values": others.exchange(false),
  "margrabeoption/testAmericanExchangeTwoAssets/values": others.exchange(true),
  "twoassetbarrieroption/testHaugValues/values": others.twoAssetBarrier,
  "quantooption/testValues/values": others.quantoEuropean,
  "quantooption/testPDEOptionValues/values": others.quantoEuropean,
  "quantooption/testForwardValues/values": others.quantoForward(false),
  "quantooption/testForwardPerformanceValues/values": others.quantoForward(true),
  "quantooption/testBarrierValues/values": others.quantoBarrier,
  "quantooption/testDoubleBarrierValues/values": others.quantoDoubleBarrier,
  "daycounters/testThirty360_BondBasis/data": others.dayCount("30/360 bond"),
  "daycounters/testThirty360_EurobondBasis/data": others.dayCount("30/360 european"),
  "daycounters/testThirty360_USA/data": others.dayCount("30/360 us"),
  "daycounters/testThirty360_ISDA/data1": others.dayCount("30/360 isda", "Date(20, August, 2009)"),
  "daycounters/testThirty360_ISDA/data2": others.dayCount("30/360 isda", "Date(28, February, 2012)"),
  "daycounters/testThirty360_ISDA/data3": others.dayCount("30/360 isda", "Date(29, February, 2008)"),
};

/** Tables without a figure for a row: set-ups of tests whose figure stands elsewhere, or that compare engines. */
const WITHOUT_FIGURE: readonly string[] = [
  "americanoption/testQdPlusBoundaryConvergence/testCases",
  "americanoption/testBjerksundStenslandEuropeanGreeks/testCaseSpecs",
  "blackdeltacalculator/testDeltaPriceConsistency/values",
  "hestonmodel/testKahlJaeckelCase/descriptions",
  "interpolations/testSabrGuess/cases",
  "variancegamma/testVarianceGamma/processes",
  "variancegamma/testVarianceGamma/options",
  "overnightindexedswap/None/depositData",
  "overnightindexedswap/None/estrSwapData",
  "overnightindexedswap/testBootstrapRegression/data",
  "overnightindexedswap/testBootstrapWithDifferentCalendars/data",
  "sofrfutures/testBootstrap/sofrQuotes",
  "sofrfutures/testBootstrapWithJuneteenth/sofrQuotes",
];

/** What became of one record. */
export type ReferenceOutcome =
  | {
      readonly status: "compared";
      readonly id: string;
      readonly family: string;
      readonly value: number;
      readonly expected: number;
      readonly error: number;
      readonly tolerance: number;
      readonly isWithin: boolean;
    }
  | { readonly status: "refused"; readonly id: string; readonly family: string; readonly refusal: Refused }
  | { readonly status: "notCovered"; readonly id: string; readonly family: string; readonly reason: string };

/**
 * Values every record of a file, in its order; a table with one figure for all its rows follows at the end, under its
 * own id. Never throws.
 */
export function valueQuantlibRecords(records: readonly unknown[]): readonly ReferenceOutcome[] {
  const outcomes = records.map((record) => valueQuantlibRecord(record));
  const strip = records.filter((_, index) => outcomes[index]!.family === VARIANCE_STRIP);
  if (strip.length === 0) return outcomes;
  // An id of the family is an object by the time it has a family.
  return [...outcomes, outcomeOf(VARIANCE_STRIP, VARIANCE_STRIP, smiles.varianceStrip(strip as ReferenceRecord[]))];
}

/** Values one record of the reference; never throws, whatever the record. */
export function valueQuantlibRecord(record: unknown): ReferenceOutcome {
  if (typeof record !== "object" || record === null)
    return { status: "notCovered", id: "", family: "", reason: "not a record" };
  const fields = record as ReferenceRecord; // an object by the line above
  const id = String(fields.id);
  const family = id.split("/").slice(0, -1).join("/");
  if (!Object.hasOwn(FAMILIES, family)) {
    const isSetUp = WITHOUT_FIGURE.includes(family);
    const reason = isSetUp ? "no figure: the rows set up a test that compares methods" : "no method of ours";
    return { status: "notCovered", id, family, reason };
  }
  return outcomeOf(id, family, FAMILIES[family]!(fields)); // present by the line above
}

function outcomeOf(id: string, family: string, outcome: Comparison | string): ReferenceOutcome {
  if (typeof outcome === "string") return { status: "notCovered", id, family, reason: outcome };
  const { value, expected, tolerance } = outcome;
  if (typeof value !== "number") return { status: "refused", id, family, refusal: value };
  const path = nonFinitePath({ value, expected, tolerance });
  if (path !== undefined)
    return { status: "refused", id, family, refusal: refuse("NotANumber", path, "is not a finite number") };
  const error = Math.abs(value - expected);
  return { status: "compared", id, family, value, expected, error, tolerance, isWithin: error <= tolerance };
}
