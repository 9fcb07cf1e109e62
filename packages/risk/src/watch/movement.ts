/**
 * How much one lot can change an account's surplus when its row is replaced: a bound, never an estimate (MARG-087).
 *
 * The surplus is equity less maintenance margin. Equity moves with the mark. Maintenance margin is built from sums over
 * positions by maxima, minima and sums of functions that move by no more than their arguments: so it moves by no more
 * than Σ |lots| times the bound of one lot, whatever else the account holds and by whatever method it is margined.
 * @module
 */
import { E6 } from "@novate/num";
import type { ChargeRule } from "../profile/profile.ts";
import type { RowTable } from "../scenario/rowTable.ts";

/** Largest liquidity rates of an underlying, in millionths; see `MarginContext`. */
export interface RateBounds {
  /** Rate of delta at the depth before and after, whichever is greater, and their difference. */
  readonly deltaPpm: number;
  readonly deltaChangePpm: number;
  readonly vegaPpm: number;
}

/** A charge |x|·r(size) with r ∝ √size, size ≥ |x|, moves by at most one and a half times the rate. */
const RATE_AND_ITS_GROWTH = 1.5;
/** The root of size over depth counts up to this. */
const LARGEST_ROOT = 10;
/** Atoms that directed roundings of one position's share can add. */
const ROUNDING_ATOMS = 16;

/**
 * Bound of |Δ(equity − maintenance margin)| for one lot, long or short, in atoms, when the row at `from` is replaced by
 * the one at `to`. Work: the columns of a row.
 */
export function movementPerLot(
  before: RowTable,
  from: number,
  after: RowTable,
  to: number,
  charges: ChargeRule,
  rates: RateBounds,
): number {
  const mark = change(before.markAtoms, from, after.markAtoms, to);
  const scan = columnMovement(before, from, after, to);
  const deltaMove = change(before.deltaAtoms, from, after.deltaAtoms, to);
  const chargedMove = Math.max(change(before.chargedDeltaAtoms, from, after.chargedDeltaAtoms, to), deltaMove);
  const shortMove = change(before.shortOptionAtoms, from, after.shortOptionAtoms, to);
  const minimum = (chargedMove * charges.unhedgedPpm) / E6 + shortMove;
  const base = (Math.max(scan, minimum) * charges.maintenanceFactorPpm) / E6;

  const delta = Math.max(Math.abs(before.deltaAtoms[from]!), Math.abs(after.deltaAtoms[to]!));
  const vega = Math.max(Math.abs(before.vegaShockAtoms[from]!), Math.abs(after.vegaShockAtoms[to]!));
  const vegaMove = change(before.vegaShockAtoms, from, after.vegaShockAtoms, to);
  const liquidity =
    RATE_AND_ITS_GROWTH * LARGEST_ROOT * (deltaMove * rates.deltaPpm + vegaMove * rates.vegaPpm) +
    delta * (LARGEST_ROOT * rates.deltaChangePpm + 1) +
    vega;
  const addOns = Math.max(
    change(before.addOnLongAtoms, from, after.addOnLongAtoms, to),
    change(before.addOnShortAtoms, from, after.addOnShortAtoms, to),
  );
  const margin = base + liquidity / E6 + addOns;
  return mark + Math.max(margin, mark) + ROUNDING_ATOMS; // a ceiling, where one binds, moves with the mark
}

const change = (before: Float64Array, from: number, after: Float64Array, to: number): number =>
  Math.abs(after[to]! - before[from]!);

/** Largest change of any column, for short lots with their slack. */
function columnMovement(before: RowTable, from: number, after: RowTable, to: number): number {
  const unitBefore = 1 << before.shift[from]!; // shifts are at most 20
  const unitAfter = 1 << after.shift[to]!;
  const there = from * before.stride;
  const here = to * after.stride;
  let largest = 0;
  for (let column = 0; column < before.columns; column += 1) {
    const move = Math.abs(after.pnl[here + column]! * unitAfter - before.pnl[there + column]! * unitBefore);
    if (move > largest) largest = move;
  }
  return largest + Math.abs(after.slack[to]! * unitAfter - before.slack[from]! * unitBefore);
}
