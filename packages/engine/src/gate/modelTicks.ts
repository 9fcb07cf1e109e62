/**
 * The model's value of a lot as a price of the house: the function that margin's rows start from, rounded once (ORCL-014).
 *
 * @module
 */
import type { InstrumentRow } from "@novate/codec";
import { type Ticks, ticks } from "@novate/num";
import { type InstrumentTerms, modelValue, type UnderlyingMarket } from "@novate/risk";
import { MOST_MARK_ATOMS } from "../ledger/largest.ts";

const LARGEST = Number(MOST_MARK_ATOMS);

/** In ticks, rounded half up; null where the market cannot price the instrument, or says more than a row has room for. */
export function modelTicks(terms: InstrumentTerms, market: UnderlyingMarket, { spec }: InstrumentRow): Ticks | null {
  const value = modelValue(terms, market);
  if (value === undefined || !(Math.abs(value) <= LARGEST)) return null;
  return ticks(BigInt(Math.round(value / Number(spec.tickValueAtoms))));
}
