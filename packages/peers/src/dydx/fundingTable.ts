/**
 * The tables of funding.
 *
 * @module
 */
import { divUp } from "@novate/num";
import { integerFigure } from "../caseFile/result.ts";
import { averagePremium, clampRate, fundingIndexDelta, settlementPpm, withoutTails } from "./funding.ts";
import { fundingClampPpm } from "./margin.ts";
import { FUNDING_CLAMP_FACTOR_PPM, NO_MARGIN } from "./profile.ts";
import { integerOf, integerOr, readMarket, readPerpetual, readPrice } from "./read.ts";
import { integerOutcome, type Table } from "./table.ts";

/** A funding tick: the average of the samples, clamped by the tier, plus the default rate, advances the index. */
const fundingTickTable: Table = (field) => {
  const tickSeconds = integerOf(field.get("testFundingTickDuration"));
  const sampleSeconds = field.get("testFundingSampleDuration");
  if (integerOf(sampleSeconds) <= 0n) sampleSeconds.refuse("NotPositive", "must be more than zero");
  const expectedSamples = divUp(tickSeconds, integerOf(sampleSeconds));
  const samples = field.get("testFundingSamples").optionalList.map(integerOf);
  const market = readMarket(field, "testPerpetuals");
  const deltas = [...market.values()].map(({ perpetual, price }) => {
    const premium = averagePremium(samples, expectedSamples);
    const limit = fundingClampPpm(perpetual.tier, FUNDING_CLAMP_FACTOR_PPM);
    const rate = clampRate(premium + perpetual.defaultFundingPpm, limit);
    return { rate, delta: fundingIndexDelta(rate, tickSeconds, price, perpetual.atomicResolution) };
  });
  const wanted = field.get("expectedFundingIndexDeltaStrings");
  const wantedRates = field.get("fundingRatesAndIndices").optionalList;
  const statesRates = wantedRates.length === deltas.length && deltas.length > 0;
  return {
    computed: {
      fundingRatesPpm: deltas.map(({ rate }) => integerFigure(rate)),
      expectedFundingIndexDeltaStrings: deltas.map(({ delta }) => String(delta)),
    },
    expected: {
      ...(wanted.exists
        ? { expectedFundingIndexDeltaStrings: wanted.list.map((item) => String(integerOf(item))) }
        : {}),
      ...(statesRates
        ? { fundingRatesPpm: wantedRates.map((item) => integerFigure(integerOr(item.get("FundingValuePpm"), 0n))) }
        : {}),
    },
  };
};

export const FUNDING_TABLES: Readonly<Record<string, Table>> = {
  TestGetFundingIndexDelta: (field) => {
    const perpetual = readPerpetual(field.get("perp"), NO_MARGIN);
    const delta = fundingIndexDelta(
      integerOf(field.get("big8hrFundingRatePpm")),
      integerOf(field.get("timeSinceLastFunding")),
      readPrice(field.get("marketPrice")),
      perpetual.atomicResolution,
    );
    return integerOutcome(field, "expected", delta);
  },
  TestGetSettlementPpmWithPerpetual: (field) =>
    integerOutcome(
      field,
      "expectedNetSettlementPpm",
      settlementPpm(
        integerOf(field.get("quantums")),
        integerOf(field.get("index")),
        integerOr(field.get("perpetual").get("FundingIndex"), 0n),
      ),
    ),
  TestGetRemoveSampleTailsFunc: (field) => {
    const kept = withoutTails(field.get("input").optionalList.map(integerOf), integerOf(field.get("removalRatePpm")));
    const wanted = field.get("expectedOutput");
    return {
      computed: { expectedOutput: kept.map(integerFigure) },
      expected: wanted.exists ? { expectedOutput: wanted.list.map((item) => integerFigure(integerOf(item))) } : {},
    };
  },
  TestMaybeProcessNewFundingTickEpoch_ProcessNewEpoch: fundingTickTable,
};
