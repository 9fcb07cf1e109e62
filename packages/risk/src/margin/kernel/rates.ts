/**
 * Liquidity charge rates of one underlying for one account (MARG-032).
 *
 * The size behind a rate is the one-sided interest of the account or, with them, of its clones; it is gross, so that
 * neither hedging legs nor splitting accounts makes a crowd look small.
 * @module
 */
import type { MarginContext } from "./context.ts";
import { liquidityRatePpm } from "./integer.ts";
import { INTEREST_WIDTH, type Interest } from "./interest.ts";
import { DELTA_LONG, DELTA_SHORT, VEGA_LONG, VEGA_SHORT } from "./side.ts";
import { type MarginWorkspace, SLOT_WIDTH } from "./workspace.ts";

/** In millionths of the exposure on that side. */
export interface Rates {
  deltaLong: number;
  deltaShort: number;
  vegaLong: number;
  vegaShort: number;
}

/** Works out the rates of a slot into `rates`; a side without exposure has rate 0. Work: up to four square roots. */
export function setRates(
  rates: Rates,
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
): void {
  const { slots } = workspace;
  const { values } = interest;
  const own = slot * SLOT_WIDTH;
  const underlying = workspace.underlyingOf[slot]!;
  const shared = interest.offset + underlying * INTEREST_WIDTH;
  const deltaPpm = context.deltaRatePpm[underlying]!;
  const deltaDepth = context.deltaDepth[underlying]!;
  const vegaPpm = context.vegaRatePpm[underlying]!;
  const vegaDepth = context.vegaDepth[underlying]!;
  rates.deltaLong = rateOf(deltaPpm, deltaDepth, slots[own + DELTA_LONG]!, values[shared]);
  rates.deltaShort = rateOf(deltaPpm, deltaDepth, slots[own + DELTA_SHORT]!, values[shared + 1]);
  rates.vegaLong = rateOf(vegaPpm, vegaDepth, slots[own + VEGA_LONG]!, values[shared + 2]);
  rates.vegaShort = rateOf(vegaPpm, vegaDepth, slots[own + VEGA_SHORT]!, values[shared + 3]);
}

function rateOf(ratePpm: number, depth: number, own: number, shared: number | undefined): number {
  if (own === 0) return 0;
  return liquidityRatePpm(ratePpm, shared !== undefined && shared > own ? shared : own, depth);
}
