/**
 * The most that a package can lose whatever the market does, from the payoffs at expiry (MARG-034).
 *
 * The payoff of one expiry is a broken line in the settlement price, so its least value is at zero, at a strike, or
 * falls without bound to the right. Expiries are bounded one by one and added: each may meet its worst. So is each
 * perpetual, which never settles against another: long it loses its mark at most, short it has no bound.
 * @module
 */
import { KIND, type RiskBook } from "../book/book.ts";
import { type Chains, NONE } from "../book/chains.ts";
import type { Positions } from "../book/positions.ts";
import type { MarginWorkspace } from "../book/workspace.ts";

/** Payoffs of all lots together stay below this, 2^52, or the loss is not summed in float64. */
const LARGEST_EXACT = 4_503_599_627_370_496;

/**
 * Maximum loss of the slot's positions in atoms, zero or more; Infinity where there is no bound. Work: an expiry's positions, squared.
 *
 * Stops early with a lower bound of it once that reaches `enough`. NaN where float64 sums would not be exact.
 */
export function maximumLoss(
  workspace: MarginWorkspace,
  book: RiskBook,
  positions: Positions,
  slot: number,
  enough: number,
): number {
  let total = 0;
  for (let bucketSlot = 0; bucketSlot < workspace.bucketSlotCount; bucketSlot += 1) {
    if (workspace.slotOfBucket[bucketSlot] !== slot) continue;
    total += maximumBucketLoss(book, positions, workspace.byBucket, bucketSlot);
    if (total >= enough) return total;
  }
  return total;
}

function maximumBucketLoss(book: RiskBook, positions: Positions, { first, next }: Chains, bucketSlot: number): number {
  const { instruments, lots, from } = positions;
  let slope = 0;
  let size = 0;
  let perpetuals = 0;
  let lotSum = 0;
  let highestStrike = 0;
  for (let at = first[bucketSlot]!; at !== NONE; at = next[at]!) {
    const position = from + at;
    const instrument = instruments[position]!;
    if (book.kind[instrument] === KIND.collateral) continue;
    if (book.kind[instrument] === KIND.perpetual) {
      if (lots[position]! < 0) return Number.POSITIVE_INFINITY;
      perpetuals += lots[position]! * book.rows.markAtoms[instrument]!;
      continue;
    }
    if (book.kind[instrument] !== KIND.put) slope += lots[position]! * book.rows.atomsPerPoint[instrument]!;
    lotSum += Math.abs(lots[position]!);
    highestStrike = Math.max(highestStrike, book.rows.strikeAtoms[instrument]!);
    if (size === 0) size = book.rows.atomsPerPoint[instrument]!;
    if (size !== book.rows.atomsPerPoint[instrument]!) return Number.POSITIVE_INFINITY; // kinks would not be whole atoms
  }
  if (slope < 0) return Number.POSITIVE_INFINITY;
  if (size === 0) return perpetuals; // a bucket holds perpetuals or one expiry, never both

  if (lotSum * highestStrike > LARGEST_EXACT) return Number.NaN;

  const start = first[bucketSlot]!;
  let worst = Math.max(lossAt(book, positions, next, start, 0), 0);
  for (let at = start; at !== NONE; at = next[at]!) {
    const strike = book.rows.strikeAtoms[instruments[from + at]!]!;
    if (strike !== 0 && book.kind[instruments[from + at]!] !== KIND.collateral)
      worst = Math.max(worst, lossAt(book, positions, next, start, strike));
  }
  return worst;
}

/** Loss against the marks of the positions chained from `start` if their expiry settles at `settlement`, in atoms a lot. */
function lossAt(book: RiskBook, positions: Positions, next: Int32Array, start: number, settlement: number): number {
  const { instruments, lots, from } = positions;
  let loss = 0;
  for (let at = start; at !== NONE; at = next[at]!) {
    const instrument = instruments[from + at]!;
    if (book.kind[instrument] === KIND.collateral) continue;
    loss += lots[from + at]! * (book.rows.markAtoms[instrument]! - payoffAt(book, instrument, settlement));
  }
  return loss;
}

/** What one lot pays, in atoms, if its settlement price is worth `settlement` atoms a lot. */
function payoffAt(book: RiskBook, instrument: number, settlement: number): number {
  const code = book.kind[instrument];
  if (code === KIND.call) return Math.max(settlement - book.rows.strikeAtoms[instrument]!, 0);
  if (code === KIND.put) return Math.max(book.rows.strikeAtoms[instrument]! - settlement, 0);
  return settlement;
}
