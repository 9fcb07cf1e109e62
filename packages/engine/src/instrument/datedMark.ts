/**
 * The mark of every contract with an expiry: the value from which its margin starts, and which its settlement ends at (ORCL-013, ORCL-014).
 *
 * @module
 */
import type { InstrumentRow, MarketRow } from "@novate/codec";
import type { Ticks } from "@novate/num";
import type { InstrumentTerms as RiskTerms } from "@novate/risk";
import { modelTicks } from "../gate/modelTicks.ts";
import { averageOf } from "../ledger/fixing.ts";
import { toTicks } from "../ledger/toTicks.ts";
import type { Mark, MarkInputs } from "./rule.ts";

/** The terms, to `risk`, of a contract that ends. */
export type DatedTerms<K extends "future" | "option"> = Extract<RiskTerms, { readonly kind: K }>;

/**
 * The model's value of `terms` as they are, what is fixed of their average with them; once all of it is, exactly the payoff.
 *
 * Null where the market cannot price it. Such a mark learns nothing from trades.
 */
export function datedMark(
  terms: DatedTerms<"future" | "option">,
  instrument: InstrumentRow,
  market: MarketRow,
  inputs: MarkInputs,
  payoffTicks: (settlement: Ticks) => Ticks,
): Mark | null {
  const isFixed = terms.fixing?.fixedFraction === 1;
  const markTicks = isFixed
    ? payoffTicks(toTicks(instrument, averageOf(market)))
    : modelTicks(terms, inputs.market, instrument);
  return markTicks === null ? null : { markTicks, basisE6: 0n };
}
