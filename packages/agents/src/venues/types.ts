/**
 * What every venue shares: the matches it reports, and how it takes the answer of the clearing house.
 *
 * A venue matches; it knows nothing of margin. It reports each match, and the house accepts or refuses it. `Authority`
 * is whatever proves an owner's consent to the house (a signed order, a mandate); a venue carries it and never opens it.
 *
 * @module
 */
import type { Lots, Ticks } from "@novate/num";

export type Side = "buy" | "sell";

/** One side of a match. */
export interface MatchedOrder<Authority> {
  /** Unique within the venue, rising in order of arrival. */
  readonly orderId: number;
  /** The account that the venue's client trades for. */
  readonly owner: number;
  readonly side: Side;
  readonly authority: Authority;
}

/** A trade to report. The price is the maker's. */
export interface Match<Authority> {
  /** Unique within the venue, rising by one. */
  readonly matchId: number;
  readonly instrumentId: number;
  readonly priceTicks: Ticks;
  /** Positive. */
  readonly lots: Lots;
  readonly makerOrder: MatchedOrder<Authority>;
  readonly takerOrder: MatchedOrder<Authority>;
}

/** What the house said to a reported match; `faulty` names the sides that made it refuse, none if neither did. */
export type ClearingAnswer =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly faulty: readonly ("maker" | "taker")[] };

/**
 * What a reporter needs of a venue.
 *
 * Safety: every match comes out of `takeMatches` once; a refused match is void on both sides and is never reported again.
 * Liveness: `answer` may come in any order, late or never; matching does not wait for it.
 */
export interface Venue<Authority> {
  readonly venueId: number;
  /** The matches since the last call, in order. */
  takeMatches(): Match<Authority>[];
  /** On a refusal the faulty sides lose everything they have resting here. Answers for unknown matches are ignored. */
  answer(matchId: number, answer: ClearingAnswer): void;
}
