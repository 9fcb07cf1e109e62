/**
 * How much one lot can change an account's surplus when its row is replaced: a bound, never an estimate (MARG-061).
 *
 * The surplus is equity less maintenance margin. Equity moves with the mark. Maintenance margin is built from sums over
 * positions by maxima, minima and sums of functions that move by no more than their arguments: so it moves by no more
 * than Σ |lots| times the bound of one lot, whatever else the account holds and by whatever method it is margined.
 * @module
 */
import type { ChargeRule } from "../profile/profile.ts";
import type { ScenarioRow } from "../scenario/row.ts";

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
const MILLION = 1_000_000;

/** Bound of |Δ(equity − maintenance margin)| for one lot, long or short, in atoms. Work: the columns of a row. */
export function movementPerLot(
  before: ScenarioRow,
  after: ScenarioRow,
  charges: ChargeRule,
  rates: RateBounds,
): number {
  const mark = Math.abs(after.markAtoms - before.markAtoms);
  const scan = columnMovement(before, after);
  const deltaMove = Math.abs(after.deltaAtoms - before.deltaAtoms);
  const chargedMove = Math.max(Math.abs(after.chargedDeltaAtoms - before.chargedDeltaAtoms), deltaMove);
  const minimum =
    (chargedMove * charges.unhedgedPpm) / MILLION + Math.abs(after.shortOptionAtoms - before.shortOptionAtoms);
  const base = (Math.max(scan, minimum) * charges.maintenanceFactorPpm) / MILLION;

  const delta = Math.max(Math.abs(before.deltaAtoms), Math.abs(after.deltaAtoms));
  const vega = Math.max(Math.abs(before.vegaShockAtoms), Math.abs(after.vegaShockAtoms));
  const vegaMove = Math.abs(after.vegaShockAtoms - before.vegaShockAtoms);
  const liquidity =
    RATE_AND_ITS_GROWTH * LARGEST_ROOT * (deltaMove * rates.deltaPpm + vegaMove * rates.vegaPpm) +
    delta * (LARGEST_ROOT * rates.deltaChangePpm + 1) +
    vega;
  const addOns = Math.max(
    Math.abs(after.addOnLongAtoms - before.addOnLongAtoms),
    Math.abs(after.addOnShortAtoms - before.addOnShortAtoms),
  );
  const margin = base + liquidity / MILLION + addOns;
  return mark + Math.max(margin, mark) + ROUNDING_ATOMS; // a ceiling, where one binds, moves with the mark
}

/** Largest change of any column, for short lots with their slack. */
function columnMovement(before: ScenarioRow, after: ScenarioRow): number {
  const unitBefore = 1 << before.shift; // shifts are at most 20
  const unitAfter = 1 << after.shift;
  let largest = 0;
  for (let column = 0; column < before.pnl.length; column += 1) {
    const move = Math.abs(after.pnl[column]! * unitAfter - before.pnl[column]! * unitBefore);
    if (move > largest) largest = move;
  }
  return largest + Math.abs(after.slack * unitAfter - before.slack * unitBefore);
}
