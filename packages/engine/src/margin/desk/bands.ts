/**
 * Prices that move an account's equity together, and how an instrument stands in them.
 *
 * @module
 */
import { absOf, divUp, maxOf } from "@novate/num";

/** How far a price may stand from its middle, on either side. */
export interface Sides {
  readonly below: bigint;
  readonly above: bigint;
}

/** How far a price may fall or rise at once, at which prices options are worked out anew, and when it may be found to have jumped. */
export interface Jump extends Sides {
  /** As parts of the price; none of what moves in small steps. */
  readonly jumps: readonly number[];
  /** Ascending; none where no closing is ahead or behind. What ends by then hedges nothing (MARG-112). */
  readonly gapsAtMs: readonly number[];
}

/** Parts of a price that it may stand below and above its middle, over `value`; and sums of the account at hand. */
export interface Band extends Sides {
  /** With a closing ahead counted as if it had begun. */
  readonly ahead: Jump;
  /** The closed range of a closing that is due, and nothing else (LIQ-090). */
  readonly due: Jump;
  /** With no closing counted. */
  readonly open: Sides;
  readonly value: bigint;
  /** Beyond the term what is unknown helps nobody. */
  readonly isPastTerm: boolean;
  netAtoms: bigint;
  medianAtoms: bigint;
  indexAtoms: bigint;
}

/** An instrument in its bands, per lot. */
export interface Standing {
  readonly band: Band;
  /** Of its forward or its premium, where that has a feed of its own. */
  readonly relative: Band | null;
  /** Of its underlying's volatility. */
  readonly volatility: Band;
  /** Settlement atoms that a lot gains when its underlying doubles. */
  readonly deltaAtoms: bigint;
  /** Settlement atoms that a lot gains when volatility rises by a point. */
  readonly vegaAtoms: bigint;
  /** What a lot would be worth more at the median mark, and at the index. */
  readonly medianShift: bigint;
  readonly indexShift: bigint;
  readonly isLinear: boolean;
  /** What a lot gains at each of these jumps; worked out when asked. */
  readonly gainsAtoms: (jumps: readonly number[]) => readonly bigint[];
}

/** Whether nothing that an account holds of the instrument moves an end: its bands are points, and its mark has been where it is. */
export const isStill = ({ band, relative, volatility, vegaAtoms, medianShift, indexShift }: Standing): boolean =>
  medianShift === 0n &&
  indexShift === 0n &&
  isPoint(band) &&
  (relative === null || isPoint(relative)) &&
  (vegaAtoms === 0n || isPoint(volatility));

const isPoint = ({ below, above, ahead, open }: Band): boolean =>
  [below, above, ahead.below, ahead.above, open.below, open.above].every((part) => part === 0n);

/** A price that does not jump. */
export const smooth = (sides: Sides): Jump => ({ ...sides, jumps: [], gapsAtMs: [] });

/** What the band's net delta comes to for a part of its price. */
export const moved = ({ netAtoms, value }: Band, part: bigint): bigint => divUp(absOf(netAtoms) * part, value);

export const greatest = (size: bigint, left: bigint, right: bigint): bigint => maxOf(size, maxOf(left, right));
