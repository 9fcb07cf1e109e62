/**
 * The positions that margin is asked for.
 *
 * @module
 */

/** Entries [from, to) of two parallel arrays: book indexes of instruments, and signed lots as safe integers. */
export interface Positions {
  readonly instruments: Int32Array;
  readonly lots: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Positions from pairs of instrument index and lots. */
export function positionsOf(pairs: readonly (readonly [instrument: number, lots: number])[]): Positions {
  return {
    instruments: Int32Array.from(pairs, ([instrument]) => instrument),
    lots: Float64Array.from(pairs, ([, lots]) => lots),
    from: 0,
    to: pairs.length,
  };
}
