/**
 * The arithmetic of one position: value, funding owed, unvested gain, and what a trade makes of it. All exact.
 *
 * @module
 */
import type { InstrumentRow, MarketRow, Position } from "@novate/codec";
import { type Atoms, atoms, divUp, type Lots, lots, type Ticks, ZERO_ATOMS } from "@novate/num";

/** Funding indexes are in atoms per lot times this. */
export const INDEX_SCALE = 1_000_000n;

/** Signed value of `size` lots at a price, in settlement atoms. */
export const valueAtoms = (instrument: InstrumentRow, size: Lots, price: Ticks): Atoms =>
  atoms(size * price * instrument.spec.tickValueAtoms);

/** Size of `size` lots at a price, without sign. */
export function notionalAtoms(instrument: InstrumentRow, size: Lots, price: Ticks): Atoms {
  const value = valueAtoms(instrument, size, price);
  return value < 0n ? atoms(-value) : value;
}

/** A market, or what a cycle was struck at in it. */
type Funded = Pick<MarketRow, "fundingIndexE6">;

/** Funding that the position owes since it was last touched; negative: it is owed. Rounded against the position. */
export const fundingOwedAtoms = (position: Position, market: Funded): Atoms =>
  market.fundingIndexE6 === position.fundingIndexE6
    ? ZERO_ATOMS
    : atoms(divUp(position.lots * (market.fundingIndexE6 - position.fundingIndexE6), INDEX_SCALE));

/** What the next cycle would pay the position at `price`; negative: collect. */
export const unvestedAtoms = (instrument: InstrumentRow, market: Funded, position: Position, price: Ticks): Atoms =>
  atoms(valueAtoms(instrument, position.lots, price) - position.costAtoms - fundingOwedAtoms(position, market));

/** The position after buying `size` (negative: selling) at `price`, its funding folded into its cost. */
export function tradedPosition(
  instrument: InstrumentRow,
  market: MarketRow,
  held: Position | undefined,
  size: Lots,
  price: Ticks,
): { readonly position: Position; readonly fundingAtoms: Atoms } {
  const { instrumentId } = instrument.spec;
  const before: Position = held ?? {
    instrumentId,
    lots: lots(0n),
    costAtoms: atoms(0n),
    fundingIndexE6: market.fundingIndexE6,
  };
  const fundingAtoms = fundingOwedAtoms(before, market);
  const position: Position = {
    instrumentId,
    lots: lots(before.lots + size),
    costAtoms: atoms(before.costAtoms + fundingAtoms + valueAtoms(instrument, size, price)),
    fundingIndexE6: market.fundingIndexE6,
  };
  return { position, fundingAtoms };
}

/** Whether going from `before` to `after` lots only takes risk away: nearer to zero, never through it. */
export const isReducing = (before: Lots, after: Lots): boolean =>
  before > 0n ? after >= 0n && after < before : after <= 0n && after > before;
