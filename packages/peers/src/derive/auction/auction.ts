/**
 * The arithmetic of a solvent auction: discount, buffer margin, the most that may be sold, and what is left.
 *
 * @module
 */
import type { AuctionParameters } from "./profile.ts";

/** Value and maintenance margin of an account under auction, cash included. */
export interface AuctionState {
  readonly markToMarket: number;
  readonly maintenanceMargin: number;
  /** Cash that earlier bidders paid in: it is not sold to later ones. */
  readonly reserved: number;
}

/** Share of the mark-to-market that a bid pays, `seconds` after the start. */
export function discountAt(rule: AuctionParameters, seconds: number): number {
  if (seconds < rule.fastSeconds) return rule.start - ((rule.start - rule.cutoff) * seconds) / rule.fastSeconds;
  return rule.cutoff * Math.max(0, 1 - (seconds - rule.fastSeconds) / rule.slowSeconds);
}

/** Maintenance margin with the buffer that a liquidation must restore; negative while more may be sold. */
export const bufferMargin = (rule: AuctionParameters, state: AuctionState): number =>
  state.maintenanceMargin + (state.maintenanceMargin - state.markToMarket) * rule.buffer;

/**
 * Largest fraction of the account that may be sold at `discount`: the one that brings the buffer margin to 0, and all of
 * an account that owes more than it has.
 */
export function maximumFraction(rule: AuctionParameters, state: AuctionState, discount: number): number {
  if (state.markToMarket < 0) return 1;
  const buffer = bufferMargin(rule, state);
  if (buffer >= 0) return 0;
  return Math.min(1, buffer / (buffer - state.markToMarket * discount - state.reserved * (1 - discount)));
}

/** Fee at the start: on what would be sold undiscounted; an account that is worth nothing pays none. */
export const startFee = (rule: AuctionParameters, state: AuctionState): number =>
  maximumFraction(rule, state, 1) * Math.max(0, state.markToMarket) * rule.feeRate;

/** Price of `fraction` of all that is not reserved. */
export const bidPrice = (state: AuctionState, discount: number, fraction: number): number =>
  (state.markToMarket - state.reserved) * discount * fraction;

/** The account after `fraction` of it was sold for `paid`. */
export function afterBid(state: AuctionState, fraction: number, paid: number): AuctionState {
  const kept = (value: number): number => value - (value - state.reserved) * fraction + paid;
  return {
    markToMarket: kept(state.markToMarket),
    maintenanceMargin: kept(state.maintenanceMargin),
    reserved: state.reserved + paid,
  };
}
