/**
 * What one lot adds to the sums of its underlying beside scenario P&L: a record for the long side and one for the short.
 *
 * All fields are whole atoms of zero or more, so that adding a position is one multiplication a field, with no branch on
 * its kind or sign. A slot of the workspace begins with the same fields, summed.
 * @module
 */
import { E6 } from "@novate/num";
import type { ScenarioRow } from "../scenario/row.ts";

export const DELTA_LONG = 0;
export const DELTA_SHORT = 1;
/** Delta as the minimum charge counts it (MARG-030). */
export const CHARGED_LONG = 2;
export const CHARGED_SHORT = 3;
export const VEGA_LONG = 4;
export const VEGA_SHORT = 5;
export const SHORT_OPTION = 6;
export const ADD_ON = 7;
export const SLACK = 8;
export const COLLATERAL_DELTA = 9;
/** Lower bound of min(base charge, ceiling) of the position alone: where the sum is enough, ceilings are not asked. */
export const ALONE_FLOOR = 10;
/** Largest magnitude of the row, for the bound of MARG-068. */
export const LARGEST = 11;
/** Fields above are summed over positions; those below describe one lot. */
export const SUMMED_FIELDS = 12;

/** Scan loss of one lot alone (MARG-020). */
export const SCAN = 12;
/** The most that one lot can lose; Infinity where there is no bound (MARG-034). */
export const CEILING = 13;
/** Times that factors and rates may grow before the ceiling of this position alone can bind. */
export const HEADROOM = 14;
/** What the lot adds to the slope of its expiry's payoff at high prices; a short perpetual has no bound (MARG-034). */
export const SLOPE = 15;
export const SIDE_WIDTH = 16;

/** In {@link HEADROOM} an eighth of the delta and half of the vega shock stand for their liquidity charge. */
export const HEADROOM_DELTA = 8;
export const HEADROOM_VEGA = 2;
/** Atoms by which roundings of the charges of one position may exceed the exact ones. */
const ROUNDING_ATOMS = 8;

/** Writes the long record to `sides` at `at`, the short one behind it. The first `scanColumns` are grid and tilts. */
export function writeSides(
  sides: Float64Array,
  at: number,
  row: ScenarioRow,
  scanColumns: number,
  unhedgedPpm: number,
): void {
  const unit = 1 << row.shift; // the shift is at most 20
  let least = 0;
  let most = -row.slack;
  let entries = 0;
  for (let column = 0; column < row.pnl.length; column += 1) {
    const entry = row.pnl[column]!;
    const magnitude = entry < 0 ? -entry : entry;
    if (magnitude > entries) entries = magnitude;
    if (column >= scanColumns) continue;
    if (entry < least) least = entry;
    if (entry > most) most = entry;
  }
  sides.fill(0, at, at + 2 * SIDE_WIDTH);
  const largest = largestOf(row, (entries + row.slack) * unit);
  writeSide(sides, at, row, true, -least * unit, largest, unhedgedPpm);
  writeSide(sides, at + SIDE_WIDTH, row, false, (most + row.slack) * unit, largest, unhedgedPpm);
}

// wide: called for each side of each row, so it is handed no object
function writeSide(
  sides: Float64Array,
  at: number,
  row: ScenarioRow,
  isLong: boolean,
  scan: number,
  largest: number,
  unhedgedPpm: number,
): void {
  sides[at + CEILING] = Number.POSITIVE_INFINITY;
  sides[at + HEADROOM] = Number.POSITIVE_INFINITY;
  sides[at + LARGEST] = largest;
  if (row.kind === "collateral") {
    sides[at + COLLATERAL_DELTA] = row.deltaAtoms;
    return;
  }
  const sign = isLong ? 1 : -1;
  const delta = sign * row.deltaAtoms;
  const charged = sign * (isLong ? row.chargedDeltaAtoms : row.deltaAtoms);
  const vega = sign * row.vegaShockAtoms;
  sides[at + (delta >= 0 ? DELTA_LONG : DELTA_SHORT)] = Math.abs(delta);
  sides[at + (delta >= 0 ? CHARGED_LONG : CHARGED_SHORT)] = Math.abs(charged);
  sides[at + (vega >= 0 ? VEGA_LONG : VEGA_SHORT)] = Math.abs(vega);
  sides[at + ADD_ON] = isLong ? row.addOnLongAtoms : row.addOnShortAtoms;
  if (!isLong) {
    sides[at + SHORT_OPTION] = row.shortOptionAtoms;
    sides[at + SLACK] = row.slack * (1 << row.shift);
  }
  sides[at + SCAN] = scan;
  sides[at + CEILING] = ceilingOf(row, isLong);
  sides[at + SLOPE] = slopeOf(row, sign);
  writeBounds(sides, at, unhedgedPpm);
}

/** What lets the kernel skip ceilings that cannot bind; both are on the safe side. */
function writeBounds(sides: Float64Array, at: number, unhedgedPpm: number): void {
  const charged = sides[at + CHARGED_LONG]! + sides[at + CHARGED_SHORT]!;
  const minimum = Math.floor((charged * unhedgedPpm) / E6) - 1 + sides[at + SHORT_OPTION]!;
  const base = Math.max(sides[at + SCAN]!, minimum);
  const delta = sides[at + DELTA_LONG]! + sides[at + DELTA_SHORT]!;
  const vega = sides[at + VEGA_LONG]! + sides[at + VEGA_SHORT]!;
  const load = base + delta / HEADROOM_DELTA + vega / HEADROOM_VEGA + sides[at + ADD_ON]! + ROUNDING_ATOMS;
  sides[at + ALONE_FLOOR] = Math.min(base, sides[at + CEILING]!);
  sides[at + HEADROOM] = sides[at + CEILING]! / load;
}

/** Largest magnitude of the row, given that of its P&L. */
const largestOf = (row: ScenarioRow, pnl: number): number =>
  Math.max(
    pnl,
    row.markAtoms,
    row.strikeAtoms,
    row.atomsPerPoint,
    Math.abs(row.deltaAtoms),
    Math.abs(row.vegaShockAtoms),
    row.shortOptionAtoms,
    row.addOnLongAtoms,
    row.addOnShortAtoms,
  );

/** Value if long, strike less value if a short put, no bound else (MARG-034). */
function ceilingOf(row: ScenarioRow, isLong: boolean): number {
  if (isLong) return row.markAtoms;
  const isPut = row.kind === "option" && !row.isCall;
  return isPut ? Math.max(row.strikeAtoms - row.markAtoms, 0) : Number.POSITIVE_INFINITY;
}

function slopeOf(row: ScenarioRow, sign: number): number {
  if (row.kind === "perpetual") return sign > 0 ? 0 : -1;
  return row.kind === "option" && !row.isCall ? 0 : sign * row.atomsPerPoint;
}
