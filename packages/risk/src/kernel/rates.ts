/**
 * Liquidity charge rates of one underlying for one account (MARG-032).
 *
 * The size behind a rate is the one-sided interest of the account or, with them, of its clones; it is gross, so that
 * neither hedging legs nor splitting accounts makes a crowd look small.
 * @module
 */
import type { MarginContext } from "../book/context.ts";
import { liquidityRatePpm } from "../book/integer.ts";
import { INTEREST_WIDTH, type Interest } from "../book/interest.ts";
import { DELTA_LONG, DELTA_SHORT, VEGA_LONG, VEGA_SHORT } from "../book/side.ts";
import { type MarginWorkspace, SLOT_WIDTH } from "../book/workspace.ts";

/** In millionths of the exposure on that side. */
export interface Rates {
  deltaLong: number;
  deltaShort: number;
  vegaLong: number;
  vegaShort: number;
}

/** Works out all rates of a slot into `rates`; a side without exposure has rate 0. Work: up to four square roots. */
export function setRates(
  rates: Rates,
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
): void {
  rates.deltaLong = deltaRate(workspace, context, interest, slot, true);
  rates.deltaShort = deltaRate(workspace, context, interest, slot, false);
  rates.vegaLong = vegaRate(workspace, context, interest, slot, true);
  rates.vegaShort = vegaRate(workspace, context, interest, slot, false);
}

export function deltaRate(
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
  isLong: boolean,
): number {
  const underlying = workspace.underlyingOf[slot]!;
  const own = workspace.slots[slot * SLOT_WIDTH + (isLong ? DELTA_LONG : DELTA_SHORT)]!;
  const shared = interest.values[interest.offset + underlying * INTEREST_WIDTH + (isLong ? 0 : 1)];
  return rateOf(context.deltaRatePpm[underlying]!, context.deltaDepth[underlying]!, own, shared);
}

export function vegaRate(
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
  isLong: boolean,
): number {
  const underlying = workspace.underlyingOf[slot]!;
  const own = workspace.slots[slot * SLOT_WIDTH + (isLong ? VEGA_LONG : VEGA_SHORT)]!;
  const shared = interest.values[interest.offset + underlying * INTEREST_WIDTH + (isLong ? 2 : 3)];
  return rateOf(context.vegaRatePpm[underlying]!, context.vegaDepth[underlying]!, own, shared);
}

function rateOf(ratePpm: number, depth: number, own: number, shared: number | undefined): number {
  if (own === 0) return 0;
  return liquidityRatePpm(ratePpm, shared !== undefined && shared > own ? shared : own, depth);
}
