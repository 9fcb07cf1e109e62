/**
 * Reads a `derive-pmrm` portfolio in upstream's 1e18 form: parallel lists, one entry per option.
 *
 * OptionExpiries and FeedExpiries are seconds; ForwardsFixed + ForwardsVariable split a forward near its settlement
 * average, where a spot move shifts only the second. Rates, vols, prices and amounts are 1e18.
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import type { OptionHolding } from "../../core/repricing.ts";
import { amountWad, itemOf, positiveWad, wad, YEAR_SECONDS } from "../fixedPoint.ts";
import { fixedAndVariable } from "../fixing.ts";
import { mergedOptions } from "../mergedOptions.ts";
import type { PmrmExpiry, PmrmHoldings } from "./evaluate.ts";

export interface WadPortfolio {
  readonly cash: number;
  readonly unrealisedProfit: number;
  readonly unrealisedFunding: number;
  readonly holdings: PmrmHoldings;
}

function readOption(field: Field, index: number): OptionHolding {
  return {
    kind: itemOf(field.get("OptionIsCall"), index).flag ? "call" : "put",
    strike: positiveWad(itemOf(field.get("OptionStrikes"), index)),
    amount: wad(itemOf(field.get("OptionAmounts"), index)),
    vol: itemOf(field.get("OptionVols"), index).notNegative / 1e18,
    discount: 1,
  };
}

/** The parts of a forward as the case states them; where it states neither, as its settlement average makes them. */
function portionsOf(field: Field, index: number, forward: number, secondsToExpiry: number) {
  const fixed = field.get("ForwardsFixed");
  const variable = field.get("ForwardsVariable");
  if (!fixed.exists && !variable.exists) return fixedAndVariable(forward, secondsToExpiry);
  const forwardFixed = fixed.exists ? wad(itemOf(fixed, index)) : 0;
  return { forwardFixed, forwardVariable: variable.exists ? wad(itemOf(variable, index)) : forward - forwardFixed };
}

/** The expiry that the options at `indices` share; feeds are repeated per option, so the first one's count. */
function readExpiry(field: Field, secondsToExpiry: number, indices: readonly number[]): PmrmExpiry {
  const first = indices[0] ?? 0;
  const forward = positiveWad(itemOf(field.get("Forwards"), first));
  const confidence = (name: string): number => itemOf(field.get(name), first).within(0, 1e18) / 1e18;
  return {
    secondsToExpiry,
    years: secondsToExpiry / YEAR_SECONDS,
    ...portionsOf(field, first, forward, secondsToExpiry),
    rate: wad(itemOf(field.get("Rates"), first)),
    confidence: Math.min(
      confidence("ForwardConfidences"),
      confidence("RateConfidences"),
      ...indices.map((index) => itemOf(field.get("OptionVolConfidences"), index).within(0, 1e18) / 1e18),
    ),
    options: mergedOptions(indices.map((index) => readOption(field, index))),
  };
}

/** The portfolio `elapsedSeconds` after the moment that its expiries count from; an expiry that has passed is at zero. */
export function readWadPortfolio(field: Field, elapsedSeconds = 0): WadPortfolio {
  const byExpiry = new Map<number, number[]>();
  for (const [index, expiry] of field.get("OptionExpiries").list.entries()) {
    const seconds = expiry.notNegative;
    byExpiry.set(seconds, [...(byExpiry.get(seconds) ?? []), index]);
  }
  const perps = wad(field.get("Perps"));
  const unrealisedProfit = wad(field.get("UnrealisedPerpPNL"));
  const unrealisedFunding = wad(field.get("UnrealisedFunding"));
  return {
    cash: wad(field.get("Cash")),
    unrealisedProfit,
    unrealisedFunding,
    holdings: {
      spot: positiveWad(field.get("SpotPrice")),
      spotConfidence: field.get("SpotConfidence").within(0, 1e18) / 1e18,
      stablePrice: positiveWad(field.get("StablePrice")),
      perps,
      perpPrice: perps === 0 ? 0 : positiveWad(field.get("PerpPrice")),
      perpConfidence: perps === 0 ? 1 : field.get("PerpConfidence").within(0, 1e18) / 1e18,
      unsettled: unrealisedProfit + unrealisedFunding,
      base: amountWad(field.get("Base")),
      expiries: [...byExpiry].map(([seconds, indices]) =>
        readExpiry(field, Math.max(0, seconds - elapsedSeconds), indices),
      ),
    },
  };
}
