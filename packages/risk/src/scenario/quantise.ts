/**
 * The one gate between floats and money: estimates with an error bound become integers with a certain interval.
 *
 * @module
 */

/** Entries of a table row stay below this magnitude, so that they fit in a signed 32-bit integer with room to spare. */
const ENTRY_LIMIT = 2_147_480_000;

export interface Quantised {
  readonly entries: Int32Array;
  readonly shift: number;
  readonly slack: number;
}

/**
 * Floors each estimate less its error to a whole number of units of 2^shift atoms; an estimate of zero is exact. Writes
 * the first estimates into `entries`, which are zero so far.
 *
 * The true value of column c is certain to lie in [entries[c], entries[c] + slack] units. `shift` is the least that
 * makes all entries fit; undefined where an estimate is not finite or no shift up to 2^20 atoms is enough.
 * Source: MARG-010.
 */
export function quantise(estimates: Float64Array, error: number, entries: Int32Array): Quantised | undefined {
  const { length } = entries;
  let largest = error;
  for (let column = 0; column < length; column += 1) {
    const reach = Math.abs(estimates[column]!) + error;
    if (!(reach < Number.MAX_SAFE_INTEGER)) return undefined; // also NaN
    if (reach > largest) largest = reach;
  }
  let shift = 0;
  let unit = 1;
  while (largest / unit > ENTRY_LIMIT) {
    shift += 1;
    unit *= 2;
  }
  if (shift > 20) return undefined;

  let slack = 0;
  for (let column = 0; column < length; column += 1) {
    const estimate = estimates[column]!;
    if (estimate === 0) continue;
    const low = Math.floor((estimate - error) / unit);
    const width = Math.ceil((estimate + error) / unit) - low;
    entries[column] = low;
    if (width > slack) slack = width;
  }
  return { entries, shift, slack };
}

/** Rounds a magnitude up and keeps its sign: sensitivities that a charge is taken on. */
export const awayFromZero = (value: number): number => (value < 0 ? -Math.ceil(-value) : Math.ceil(value));
