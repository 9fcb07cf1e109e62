/**
 * One position margined alone: the `isolated` method, and the ceiling of every other one (MARG-020).
 *
 * @module
 */
import { KIND, type RiskBook } from "./book.ts";
import type { MarginContext } from "./context.ts";
import { liquidityRatePpm, ppmUp } from "./integer.ts";
import { INTEREST_WIDTH, type Interest } from "./interest.ts";
import type { MarginWorkspace } from "./workspace.ts";

/** The most that one lot can lose against its mark: its value if long, strike less value if a short put (MARG-034). */
export function maximumLossPerLot(book: RiskBook, instrument: number, isLong: boolean): number {
  if (isLong) return book.mark[instrument]!;
  if (book.kind[instrument] !== KIND.put) return Number.POSITIVE_INFINITY;
  return Math.max(book.strike[instrument]! - book.mark[instrument]!, 0);
}

/**
 * Rate of the liquidity charge on delta: by the one-sided interest of the account or, with them, of its clones
 * (MARG-032). Interest is gross, so that neither hedging legs nor splitting accounts makes a crowd look small.
 */
export function deltaRate(
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
  isLong: boolean,
): number {
  const underlying = workspace.underlyingOf[slot]!;
  const side = interest.offset + underlying * INTEREST_WIDTH + (isLong ? 0 : 1);
  const own = isLong ? workspace.deltaLong[slot]! : workspace.deltaShort[slot]!;
  const size = Math.max(own, interest.values[side] ?? 0);
  return liquidityRatePpm(context.deltaRatePpm[underlying]!, size, context.deltaDepth[underlying]!);
}

/** The same on vega. */
export function vegaRate(
  workspace: MarginWorkspace,
  context: MarginContext,
  interest: Interest,
  slot: number,
  isLong: boolean,
): number {
  const underlying = workspace.underlyingOf[slot]!;
  const side = interest.offset + underlying * INTEREST_WIDTH + (isLong ? 2 : 3);
  const own = isLong ? workspace.vegaLong[slot]! : workspace.vegaShort[slot]!;
  const size = Math.max(own, interest.values[side] ?? 0);
  return liquidityRatePpm(context.vegaRatePpm[underlying]!, size, context.vegaDepth[underlying]!);
}

/** Requirement of one position alone, before its factor is applied to `base`; both at most `ceiling`. */
export interface Alone {
  base: number;
  fixed: number;
  ceiling: number;
}

/** Fills `result` for `quantity` ≠ 0 lots of an instrument whose slot holds the account's sums. */
export function assessAlone(
  result: Alone,
  workspace: MarginWorkspace,
  book: RiskBook,
  context: MarginContext,
  interest: Interest,
  instrument: number,
  quantity: number,
): void {
  const isLong = quantity > 0;
  const size = isLong ? quantity : -quantity;
  const slot = workspace.slotOf[book.underlying[instrument]!]!;
  const scan = size * (isLong ? book.scanLong[instrument]! : book.scanShort[instrument]!);
  const charged = size * Math.abs(isLong ? book.chargedDelta[instrument]! : book.delta[instrument]!);
  const minimum = ppmUp(charged, context.charges.unhedgedPpm) + (isLong ? 0 : size * book.shortOption[instrument]!);

  const delta = quantity * book.delta[instrument]!;
  const vega = quantity * book.vegaShock[instrument]!;
  const deltaPpm = delta === 0 ? 0 : deltaRate(workspace, context, interest, slot, delta > 0);
  const vegaPpm = vega === 0 ? 0 : vegaRate(workspace, context, interest, slot, vega > 0);
  result.base = Math.max(scan, minimum);
  result.fixed =
    ppmUp(Math.abs(delta), deltaPpm) +
    ppmUp(Math.abs(vega), vegaPpm) +
    size * (isLong ? book.addOnLong[instrument]! : book.addOnShort[instrument]!);
  result.ceiling = size * maximumLossPerLot(book, instrument, isLong);
}
